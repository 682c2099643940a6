"""The reading page: sets blocks of reports beautifully, and paints only what is seen."""

"""The small widgets of which the panels are built."""

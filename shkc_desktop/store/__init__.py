"""The library file: the one SQLite file with the reports and the reader's work."""

"""Describe a passage so that it is found again; find it."""

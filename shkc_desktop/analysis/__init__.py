"""Comparing districts and years."""

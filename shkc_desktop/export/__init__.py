"""Excerpts out, for people."""

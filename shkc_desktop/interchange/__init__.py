"""Annotations in and out, for other programs."""

"""Carries out one wish across rooms, without Qt."""

"""Searching the whole library: the panel, its facets and hits, and what can be done with them."""

"""Marking: the bar at the selection, tags, notes, and what the keys do with them."""

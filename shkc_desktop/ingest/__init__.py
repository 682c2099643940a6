"""A file becomes a Report: decode, extract, repair, structure, districts."""

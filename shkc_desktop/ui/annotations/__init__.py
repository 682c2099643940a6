"""The table of all annotations (标注): filter, group, open, edit many at once."""

"""The codebook (编码本): the tree of tags with their definitions."""

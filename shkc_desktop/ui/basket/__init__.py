"""摘录篮: excerpts in the reader's own order, with words of her own between."""

"""Finding words; its index is a cache file and may be deleted."""

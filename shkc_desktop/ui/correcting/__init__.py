"""更正: the reader corrects structure, districts, characters and metadata, before a report is stored and later."""

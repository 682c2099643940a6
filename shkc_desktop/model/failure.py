"""The one kind of error that reaches the reader: a sentence she can act on."""


class Failure(Exception):
    """Something the reader asked for cannot be done; `str(failure)` is one clear Chinese sentence."""


class NotReadable(Failure):
    """A file cannot be read as a report: missing, empty, a folder, no text, locked by a password, a scan …"""


class LibraryUnusable(Failure):
    """A library file cannot be opened: foreign, damaged, newer than the program, held by another program …"""


class ChangedElsewhere(Failure):
    """Another window or machine changed the same thing in the meantime."""

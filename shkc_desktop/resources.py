"""Where the files lie that ship with the program."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOT = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """The file or folder `name` below `resources/`, such as `gazetteer/shanghai.toml`."""
    return _ROOT / "resources" / name


def corpus() -> Path:
    """The folder of the digests that ship with the program."""
    return _ROOT / "corpus"

"""Write `corpus/recognised.json` anew, after a change of a digest, of the recognition or of the library's schema.

.venv/bin/python resources/prepare_digests.py
"""

import tempfile
from pathlib import Path

from shkc_desktop.library import opening, shipped

with tempfile.TemporaryDirectory() as folder:
    library = opening.new_library(Path(folder) / "library.shkc")
    shipped.add_corpus(library)
    shipped.prepared_path().write_text(shipped.describe(library), encoding="utf-8")
    library.close()

"""`python -m shkc_desktop` opens the window."""

import sys

from shkc_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())

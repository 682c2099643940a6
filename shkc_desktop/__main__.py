"""`python -m shkc_desktop` opens the window."""

import sys

from shkc_desktop.app import main

sys.exit(main())

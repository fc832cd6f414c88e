"""``python -m qualitygate`` is the same program as ``qualitygate``."""

import sys

from qualitygate.cli.main import main

if __name__ == "__main__":  # a spawned worker imports this module too
    sys.exit(main())

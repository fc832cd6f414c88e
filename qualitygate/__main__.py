"""``python -m qualitygate`` is the same program as ``qualitygate``."""

import sys

from qualitygate.cli.main import leave_working_directory_out, main

if __name__ == "__main__":  # a spawned worker imports this module too
    leave_working_directory_out()
    sys.exit(main())

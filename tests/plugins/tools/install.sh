#!/usr/bin/env bash
# Installs the programs that presets are for into an environment of their own, for tests/plugins/tools/test_preset_files.py.
#
# QUALITYGATE_TOOLS  the environment to make (default: ~/.cache/qualitygate-tools); what is there already stays
# PYTHON             the interpreter to make it with (default: python3)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${QUALITYGATE_TOOLS:-$HOME/.cache/qualitygate-tools}
if cmp --silent "$here/tools.txt" "$target/tools.txt"; then exit; fi
"${PYTHON:-python3}" -m venv --clear "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/tools.txt"
cp "$here/tools.txt" "$target"

#!/usr/bin/env bash
# Installs what tests/site needs: what builds the site, from PyPI, and a browser that a program can use, from Debian.
#
# PYTHON   the interpreter that runs pytest (default: python3); its pip is 25.1 or later
# Needs what it cannot bring itself: root on Debian, unless chromium and chromedriver are there.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --group docs
if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium chromium-driver >/dev/null
fi

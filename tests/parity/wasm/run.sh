#!/usr/bin/env bash
# Python 3.14, as WebAssembly in Node: the whole command line over samples, and the tests of what is new in its strings.
# Run from anywhere with PYTHON, an interpreter with pip; needs node, npm and a package index. libcst has no wheel for
# it, so nothing here renames in code.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here/package.json" "$here/run.mjs" "$work"
(cd "$work" && npm install --silent --no-audit --no-fund)
"$python" -m pip install --quiet --disable-pip-version-check --target "$work/site" --no-deps --only-binary=:all: \
    --python-version 3.14 --implementation cp --abi cp314 --abi none --platform pyemscripten_2026_0_wasm32 \
    flake8 hypothesis iniconfig markdown-it-py mccabe mdurl msgspec packaging pluggy pycodestyle pyflakes pygments \
    pytest rich sortedcontainers tomli
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$work/wheel" "$root"
(cd "$work/site" && "$python" -m zipfile -e "$work"/wheel/*.whl .)

under_314() { node "$work/run.mjs" "$work/site" "$root" "$@"; }
under_314 tests.parity.in_process
under_314 pytest -q -p no:cacheprovider -p no:xdist tests/plugins/pep8/test_formatted.py \
    tests/plugins/pep8/test_checker.py tests/plugins/pyflakes/test_examples.py tests/unit/source/test_strings.py tests/unit/source/test_tokens.py

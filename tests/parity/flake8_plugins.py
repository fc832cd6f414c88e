"""Compares the findings of flake8's plugins: those that flake8 has of them, and those that qualitygate has.

Run ``python tests/parity/flake8_plugins.py --help``. Both run in an environment of their own with these plugins, under
the same options, and qualitygate in several modes (``modes.py``). Every finding of every code is compared, those of
pycodestyle and pyflakes too, as ``compare.py`` does it. The cases are

    default   no options
    options   a ``.flake8`` file with options of six plugins and of flake8's own
    selected  codes named one by one, those that are off by default with them
    local     a ``.flake8`` file that names plugins of the corpus's own, with ``paths`` and an option

and in the end one plugin is made to raise on every file: all findings but its own stay, and the exit code is 3. Our own
QG codes are left out there: a ``noqa`` for a code of the plugin that raises is judged only where that has run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from compare import Case, Corpus, Row, compare, show
from corpora import HELP, copy_corpus
from interpreter import ROOT, under_another_python
from modes import available

#: What is compared: each distribution, and its module.
PLUGINS = {
    **{"flake8-annotations": "flake8_annotations", "flake8-bugbear": "bugbear", "flake8-commas": "flake8_commas"},
    **{"flake8-comprehensions": "flake8_comprehensions", "flake8-django": "flake8_django"},
    **{"flake8-docstrings": "flake8_docstrings", "flake8-import-order": "flake8_import_order"},
    **{"flake8-print": "flake8_print", "flake8-quotes": "flake8_quotes", "flake8-return": "flake8_return"},
    **{"flake8-simplify": "flake8_simplify", "flake8-type-checking": "flake8_type_checking"},
    **{"flake8-fixme": "flake8_fixme", "flake8-no-pep420": "flake8_no_pep420", "pep8-naming": "pep8ext_naming"},
    **{"wemake-python-styleguide": "wemake_python_styleguide"},
}
_FEWEST = 8
_TESTS = ("tests/plugins/flake8_plugins", "tests/meta/test_flake8_page.py")
_FILE = """\
[flake8]
max-line-length = 100
max-doc-length = 90
max-complexity = 8
extend-ignore = D105, ANN1, W503, WPS448
docstring-convention = google
import-order-style = google
application-import-names = django, asyncio, json
inline-quotes = double
extend-immutable-calls = tuple, frozenset
suppress-none-returning = true
type-checking-pydantic-enabled = true
per-file-ignores =
    */tests/*: D, ANN
"""
_LOCAL = """\
[flake8]
own-words = print, repr
extend-ignore = WPS448
[flake8:local-plugins]
extension =
    OWN = own_checks:Names
    OWL = own_lines:short
paths = ./own_plugins
"""
_OWN_CHECKS = """\
import ast

from own_lines import LIMIT


class Names:
    def __init__(self, tree, filename):
        self.tree = tree

    @classmethod
    def add_options(cls, manager):
        manager.add_option("--own-words", parse_from_config=True, comma_separated_list=True, default=[])

    @classmethod
    def parse_options(cls, options):
        cls.words = options.own_words

    def run(self):
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id in self.words:
                yield node.lineno, node.col_offset, f"OWN100 {node.id} {LIMIT}", type(self)
"""
_OWN_LINES = """\
LIMIT = 70


def short(physical_line, line_number):
    if len(physical_line) > LIMIT:
        return LIMIT, f"OWL100 over {LIMIT}"
"""
#: wemake's WPS448 tells by the exception classes of whatever is imported in its process, which no two programs share.
_WITHOUT = ("--extend-ignore=WPS448",) if find_spec("wemake_python_styleguide") else ()
CASES = (
    Case("default", *[("--isolated", *_WITHOUT)] * 2, {}),
    Case("options", ("--config=.flake8",), ("--config=.flake8",), {".flake8": _FILE}),
    Case(
        "selected",
        *[("--isolated", "--select=B,B950,SIM1,ANN401,D,TC,E501,W605,F", "--ignore=D1,SIM108", *_WITHOUT)] * 2,
        {},
    ),
    Case(
        "local",
        *[("--config=.flake8",)] * 2,
        {".flake8": _LOCAL, "own_plugins/own_checks.py": _OWN_CHECKS, "own_plugins/own_lines.py": _OWN_LINES},
    ),
)
#: Makes one of them raise wherever it is called.
_RAISING = (
    "import bugbear\n\n\ndef run(self):\n    raise RuntimeError('on purpose')\n\n\nbugbear.BugBearChecker.run = run\n"
)


def main(arguments: Sequence[str]) -> int:
    """Compare every corpus under every case in every mode; exit 1 when anything differs."""
    options = _parse(arguments)
    there = [name for name, module in PLUGINS.items() if find_spec(module) is not None]
    if len(there) < _FEWEST:
        raise SystemExit(f"expected {_FEWEST} of the plugins at least, got {', '.join(there) or 'none'}")
    print(f"{len(there)} plugins: {', '.join(there)}", flush=True)
    failed = compared = 0
    with tempfile.TemporaryDirectory(prefix="parity-") as scratch:
        for name in options.corpus:
            corpus = Corpus(name, copy_corpus(name, Path(scratch)), Path(scratch, "cache"))
            for case in (case for case in CASES if not options.case or case.name in options.case):
                for result in compare(corpus, case, available(options.modes), options.jobs):
                    show(result, 10)
                    compared += 1
                    failed += bool(result.missing or result.extra)
            problems = list(_raising(corpus, Path(scratch, "raising")))
            print("\n".join(problems) or f"{name:<20.20} one of them raises: the others unchanged, exit 3", flush=True)
            compared += 1
            failed += bool(problems)
    print(f"{compared - failed} of {compared} comparisons are equal")
    if options.tests and subprocess.run([sys.executable, "-m", "pytest", "-q", *_TESTS], cwd=ROOT).returncode:
        return 1
    return 1 if failed else 0


def _raising(corpus: Corpus, folder: Path) -> Iterator[str]:
    """Yield what is wrong about a run in which one plugin raises."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_RAISING)
    _, before, _ = _run(corpus, {})
    code, after, failures = _run(corpus, {"PYTHONPATH": str(folder)})
    expected = {row for row in before if not row[3].startswith("B")}
    if code != 3:
        yield f"expected exit code 3, got {code}"
    if not before - expected:
        yield "expected findings of the one that raises in the run before"
    if after != expected:
        yield f"{len(expected - after)} findings of others are lost, {len(after - expected)} are new"
    if failures != {"flake8-bugbear"}:
        yield f"expected failures of flake8-bugbear alone, got {sorted(failures)}"


def _run(corpus: Corpus, more: dict[str, str]) -> tuple[int, set[Row], set[str]]:
    command = [sys.executable, "-m", "qualitygate", "check", "--isolated", "--no-cache", "--format=json", "."]
    done = subprocess.run(command, cwd=corpus.directory, env={**os.environ, **more}, capture_output=True, text=True)
    report = json.loads(done.stdout)
    rows = {
        (each["path"], each["line"] or 0, each["column"] or 1, each["code"], each["message"])
        for each in report["findings"]
        if not each["code"].startswith("QG")
    }
    return done.returncode, rows, {each["checker"] for each in report["failures"]}


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("corpus", nargs="+", help=HELP)
    parser.add_argument("--case", action="append", choices=[case.name for case in CASES], help="only this case")
    parser.add_argument("--without", action="append", default=[], choices=list(PLUGINS), help="do without this plugin")
    parser.add_argument("--modes", default="cold,warm,serial,spawn", metavar="MODE,MODE", help="ways to run")
    parser.add_argument("--jobs", default="2", help="worker processes for both programs (default: 2)")
    parser.add_argument("--tests", action="store_true", help="run the tests too that depend on flake8 and its plugins")
    parser.add_argument("--here", action="store_true", help="use this environment, which has the plugins")
    return parser.parse_known_args(arguments)[0] if "--here" not in arguments else parser.parse_args(arguments)


if __name__ == "__main__":
    if "--here" not in sys.argv[1:] and {"-h", "--help"}.isdisjoint(sys.argv):
        without = _parse(sys.argv[1:]).without
        sys.argv += [f"--with={name}" for name in PLUGINS if name not in without]
        sys.exit(under_another_python(main, __file__, "--here"))
    sys.exit(main(sys.argv[1:]))

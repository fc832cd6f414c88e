"""Compares the ledger with a plain search of real code: the same comments on the same lines, and the same codes.

Run ``python tests/parity/suppressions.py django==5.2.*``; corpora are those of ``compare.py``. The search knows nothing
of qualitygate: it asks Python's tokenizer for comments and two regular expressions for what is in them. Told beside it
is what ``grep`` finds, which takes strings for comments too.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora import copy_corpus
from interpreter import under_another_python

NOQA = re.compile(r"#\s*(?:flake8\s*[:=]\s*)?noqa\b(?P<codes>\s*:?\s*(?:[A-Z]+[0-9]+[,\s]*)*)", re.IGNORECASE)
IGNORE = re.compile(r"#\s*type:\s*ignore\b(?P<codes>\[[^\]]*\])?")
CODE = re.compile(r"[A-Z]+[0-9]+")
#: Path, line, what it is.
Place = tuple[str, int, str]


def main(names: Sequence[str]) -> int:
    """Compare every corpus; exit 1 when anything differs."""
    differing = 0
    with tempfile.TemporaryDirectory(prefix="parity-") as scratch:
        for name in names or ("django==5.2.*",):
            directory = copy_corpus(name, Path(scratch))
            differing += not compare(name, directory)
            shutil.rmtree(directory)
    return 1 if differing else 0


def compare(name: str, directory: Path) -> bool:
    """Compare places and codes in one directory, and print both."""
    ours, our_codes = ledger(directory)
    theirs: set[Place] = set()
    their_codes: Counter[str] = Counter()
    seen = 0
    for path in sorted(directory.rglob("*.py")):
        relative = path.relative_to(directory).as_posix()
        seen += sum(bool(re.search(rb"# ?noqa", line, re.IGNORECASE)) for line in path.read_bytes().splitlines())
        for line, form, codes in search(path):
            theirs.add((relative, line, form))
            their_codes.update(codes)
    for place in sorted(ours ^ theirs):
        print(f"  {'only the ledger' if place in ours else 'only the search'}: {place[0]}:{place[1]} {place[2]}")
    for code in sorted((our_codes - their_codes) + (their_codes - our_codes)):
        print(f"  {code}: ledger {our_codes[code]}, search {their_codes[code]}")
    is_equal = ours == theirs and our_codes == their_codes
    print(
        f"{name}: ledger {len(ours)}, search {len(theirs)}, {'equal' if is_equal else 'DIFFERENT'};"
        f" grep sees 'noqa' on {seen} lines, strings included; codes: {dict(sorted(our_codes.items()))}"
    )
    return is_equal


def ledger(directory: Path) -> tuple[set[Place], Counter[str]]:
    """Return what ``qualitygate suppressions`` finds."""
    command = [sys.executable, "-m", "qualitygate", "suppressions", "--isolated", "--no-exclude", "--no-age"]
    options = ["--format=json", "--set=migrations.mode=check", "--set=respect-gitignore=false"]
    done = subprocess.run([*command, *options, "."], cwd=directory, capture_output=True, check=True)
    entries = [each for each in json.loads(done.stdout)["entries"] if each["path"].endswith(".py")]
    wanted = [each for each in entries if each["form"] in ("noqa", "flake8: noqa", "type: ignore")]
    codes = Counter(code for each in wanted if "noqa" in each["form"] for code in each["codes"] if code != "*")
    return {(each["path"], each["line"], each["form"].removeprefix("flake8: ")) for each in wanted}, codes


def search(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Yield line, form and codes of every comment in a file; up to the first token that is none."""
    try:
        with tokenize.open(path) as file:
            for token in tokenize.generate_tokens(file.readline):
                if token.type == tokenize.COMMENT:
                    for match in NOQA.finditer(token.string):
                        yield token.start[0], "noqa", [code.upper() for code in CODE.findall(match["codes"].upper())]
                    if IGNORE.search(token.string):
                        yield token.start[0], "type: ignore", []
    except (tokenize.TokenError, SyntaxError, UnicodeDecodeError):
        return


if __name__ == "__main__":
    sys.exit(under_another_python(main, __file__))

"""Fixes pycodestyle's own test data and says what is left: ``python -m tests.parity.pep8_samples_fixed [DIR]``.

DIR is ``testing/data`` of a checkout of pycodestyle; without it the samples are those of the last source distribution
that has them. Each ``#: CODE`` sample that parses is fixed with all codes wanted, with unsafe fixes where its codes
have no others. Exit 1 when a program changed, a code was found that was not there, fixes did not come to an end, or a
sample is not clean of a code of its own that has a fix, but for the reasons below.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualitygate.api import Finding
from qualitygate_plugins.pep8.codes import CODES, rules
from tests.parity.corpora import PYCODESTYLE_SAMPLES, fetch
from tests.plugins.pep8.fixes.fixing import ROUNDS, Fixed, fix_text, pep8_checker, source_of, tree_of

_HEAD = re.compile(r"^(#:.*\n)", re.MULTILINE)
_CONTRADICT = frozenset(("W503", "W504"))
#: Why samples still have a code of theirs.
_TABS = "strings have tabs"
REASONS = {
    "E101": _TABS,
    "E122": _TABS,
    "E125": "the line begins inside a string",
    "E251": "the line would be too long",
    "E501": "text, comments, and what has no place to break at",
    "E714": "a chained comparison",
    "W191": _TABS,
}


def main(arguments: Sequence[str]) -> int:
    """Print found and left for each code, and the samples that are not clean."""
    with tempfile.TemporaryDirectory(prefix="samples-") as scratch:
        if not arguments:
            fetch(PYCODESTYLE_SAMPLES, Path(scratch, "fetched"))
        directory = Path(arguments[0]) if arguments else next(Path(scratch).rglob("testsuite"))
        return _try(list(_samples(directory)))


def _try(samples: Sequence[tuple[set[str], str]]) -> int:
    checker = pep8_checker(frozenset(CODES) - _CONTRADICT)
    levels = {rule.code: rule.fix.word if rule.fix is not None else "none" for rule in rules()}
    found: Counter[str] = Counter()
    left: Counter[str] = Counter()
    unclean: Counter[str] = Counter()
    bad = 0
    for codes, text in samples:
        unsafe = any(levels.get(code) == "unsafe" for code in codes)
        fixed = fix_text(text, checker, unsafe=unsafe)
        before, after = _codes(fixed.before), _codes(fixed.after)
        own = {code for code in codes & after.keys() if levels.get(code, "none") != "none"}
        if _is_bad(text, fixed, unsafe) or after - before or own - REASONS.keys():
            bad += 1
            print(f"bad: {sorted(codes)}\n{text}\nbecame\n{fixed.text}")
        found += before
        left += after
        unclean.update(own)
    for code in sorted(found):
        print(f"{code}  fix: {levels[code]:<6}  found {found[code]:>3}  left {left[code]:>3}")
    for code, count in sorted(unclean.items()):
        print(f"{count} of the samples for {code} still have it: {REASONS.get(code, 'no reason is known')}")
    print(f"{len(samples)} samples, {bad} bad")
    return 1 if bad or not samples else 0


def _is_bad(text: str, fixed: Fixed, unsafe: bool) -> bool:
    return fixed.rounds == ROUNDS or (not unsafe and tree_of(text) != tree_of(fixed.text))


def _codes(findings: Sequence[Finding]) -> Counter[str]:
    return Counter(finding.code for finding in findings)


def _samples(directory: Path) -> Iterator[tuple[set[str], str]]:
    """Yield the codes and the text of every sample that parses here."""
    for path in sorted(directory.glob("*.py")):
        parts = _HEAD.split(path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n"))
        for head, text in zip(parts[1::2], parts[2::2], strict=True):
            codes = {word[:4] for word in head[2:].split()}
            text = text.rstrip("\n") if "noeo" in codes else text
            if source_of(text).tree is not None:
                yield codes, text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

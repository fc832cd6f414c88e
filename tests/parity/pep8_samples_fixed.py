"""Fixes pycodestyle's own test data and says what is left: ``python -m tests.parity.pep8_samples_fixed DIR``.

DIR is ``testing/data`` of a checkout of pycodestyle; its source distributions have it no longer (2.15). Each
``#: CODE`` sample that parses is fixed with all codes wanted, with unsafe fixes where its codes have no others. Exit 1
when a program changed, a code was found that was not there, or fixes did not come to an end.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qualitygate_plugins.pep8.codes import CODES, rules
from tests.plugins.pep8.fixes.fixing import ROUNDS, fix_text, pep8_checker, source_of, tree_of

_HEAD = re.compile(r"^(#:.*\n)", re.MULTILINE)
_CONTRADICT = frozenset(("W503", "W504"))


def main(directory: str) -> int:
    """Print found and left for each code."""
    checker = pep8_checker(frozenset(CODES) - _CONTRADICT)
    levels = {rule.code: rule.fix.word if rule.fix is not None else "none" for rule in rules()}
    found: Counter[str] = Counter()
    left: Counter[str] = Counter()
    bad = count = 0
    for codes, text in _samples(Path(directory)):
        unsafe = any(levels.get(code) == "unsafe" for code in codes)
        fixed = fix_text(text, checker, unsafe=unsafe)
        before = Counter(finding.code for finding in fixed.before)
        after = Counter(finding.code for finding in fixed.after)
        if after - before or fixed.rounds == ROUNDS or (not unsafe and tree_of(text) != tree_of(fixed.text)):
            bad += 1
            print(f"bad: {sorted(codes)}\n{text}\nbecame\n{fixed.text}")
        found += before
        left += after
        count += 1
    for code in sorted(found):
        print(f"{code}  fix: {levels[code]:<6}  found {found[code]:>3}  left {left[code]:>3}")
    print(f"{count} samples, {bad} bad")
    return 1 if bad or not count else 0


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
    sys.exit(main(sys.argv[1]))

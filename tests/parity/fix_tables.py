"""Tables of what programs repaired, for the terminal and for ``docs/fix-results.md``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fixes import Result

PAGE = Path(__file__).parents[2] / "docs" / "fix-results.md"


def show(result: Result, limit: int) -> None:
    """Print what one program did to one corpus."""
    print(f"\n{result.corpus}: {result.fixer.name}, {result.files:,} files")
    print(f"{'code':<6}{'found':>9}{'fixed':>9}{'left':>9}  why left")
    for code in sorted(result.found | result.left):
        found, left = result.found[code], result.left[code]
        reasons = result.why.get(code, Counter()) if left else Counter()
        why = ", ".join(f"{reason} {count:,}" for reason, count in reasons.most_common(3))
        print(f"{code:<6}{found:>9,}{found - left:>9,}{left:>9,}  {why}")
    total, left = result.found.total(), result.left.total()
    print(f"{'all':<6}{total:>9,}{total - left:>9,}{left:>9,}")
    for what, places in result.damage.items():
        print(f"{what}: {len(places)}")
        for place in places[:limit]:
            print(f"  {place}")
    sys.stdout.flush()


def write(results: Sequence[Result], versions: Mapping[str, str]) -> None:
    """Write the page with all corpora and programs."""
    PAGE.write_text("\n".join(_page(results, versions)) + "\n", encoding="utf-8")


def _page(results: Sequence[Result], versions: Mapping[str, str]) -> Iterator[str]:
    corpora = list(dict.fromkeys(result.corpus for result in results))
    fixers = list(dict.fromkeys(result.fixer.name for result in results))
    arguments = " ".join(f"'{name}'" if "*" in name else name for name in corpora)
    yield "# What the fixes repair"
    yield ""
    yield f"Written by `python tests/parity/fixes.py --peers --write {arguments}`"
    programs = ", ".join(f"{name} {each}" for name, each in versions.items())
    yield f"with Python {sys.version.split()[0]}, {programs}."
    yield ""
    yield "All of E, W and F are selected, lines are 79 characters long. Findings are counted before and after by one"
    yield "checker for every program, as flake8 counts them. Numbers are findings that are gone; a negative number"
    yield "means that there are more than before."
    yield ""
    yield "## Damage"
    yield ""
    yield from _table(
        ["files that", *fixers],
        [
            [what, *(str(sum(len(r.damage[what]) for r in results if r.fixer.name == name)) for name in fixers)]
            for what in ("does not compile any more", "another syntax tree after fixes of style")
        ]
        + [
            ["hold more of a code than before", *(str(_more(results, name)) for name in fixers)],
        ],
    )
    for title, part in [("All corpora", corpora), *((name, [name]) for name in corpora if len(corpora) > 1)]:
        yield ""
        yield f"## {title}"
        yield ""
        yield from _by_code([result for result in results if result.corpus in part], fixers)


def _more(results: Iterable[Result], name: str) -> int:
    return sum(len({line.split(" ")[0] for line in each.more}) for each in results if each.fixer.name == name)


def _by_code(results: Sequence[Result], fixers: Sequence[str]) -> Iterator[str]:
    found: Counter[str] = Counter()
    gone: dict[str, Counter[str]] = {name: Counter() for name in fixers}
    for result in results:
        if result.fixer.name == fixers[0]:
            found.update(result.found)
        gone[result.fixer.name].update(result.found)
        gone[result.fixer.name].subtract(result.left)
    codes = sorted({code for counts in (found, *gone.values()) for code in counts})
    rows = [[code, f"{found[code]:,}", *(f"{gone[name][code]:,}" for name in fixers)] for code in codes]
    rows.append(["all", f"{found.total():,}", *(f"{gone[name].total():,}" for name in fixers)])
    yield from _table(["code", "found", *fixers], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"

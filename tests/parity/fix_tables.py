"""Tables of what programs repaired, for the terminal and for ``docs/fix-results.md``."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fix_outcomes import Result
from fixers import NAMES
from qualitygate_plugins.pep8 import codes as pep8
from qualitygate_plugins.pyflakes import codes as pyflakes

PAGE = Path(__file__).parents[2] / "docs" / "fix-results.md"
#: Which share of the findings of a code with a safe fix should be gone.
_AIM = 0.95


def show(result: Result, limit: int) -> None:
    """Print what one program did to one corpus."""
    print(f"\n{result.corpus}: {result.fixer}, {result.files:,} files")
    print(f"{'code':<6}{'found':>9}{'fixed':>9}{'left':>9}  why left")
    for code in sorted(result.found | result.left):
        found, left = result.found[code], result.left[code]
        print(f"{code:<6}{found:>9,}{found - left:>9,}{left:>9,}  {_why(result, code) if left else ''}")
    total, left = result.found.total(), result.left.total()
    print(f"{'all':<6}{total:>9,}{total - left:>9,}{left:>9,}")
    for what, places in result.damage.items():
        print(f"{what}: {'not looked at' if places is None else len(places)}")
        for place in (places or ())[:limit]:
            print(f"  {place}")
    sys.stdout.flush()


def _why(result: Result, code: str) -> str:
    return ", ".join(f"{reason} {count:,}" for reason, count in result.why.get(code, Counter()).most_common(3))


def write(results: Sequence[Result], corpora: Sequence[str], before: Sequence[Result] = (), since: str = "") -> None:
    """Write the page with all corpora and programs; ``before`` is what the revision ``since`` repaired."""
    PAGE.write_text("\n".join(_page(results, corpora, before, since)) + "\n", encoding="utf-8")


def _page(
    results: Sequence[Result], corpora: Sequence[str], before: Sequence[Result], since: str
) -> Iterator[str]:
    fixers = [name for name in NAMES if any(result.fixer == name for result in results)]
    arguments = " ".join(f"'{name}'" if "*" in name else name for name in corpora)
    yield "# What the fixes repair"
    yield ""
    yield f"Written by `python tests/parity/fixes.py --programs=all --write {arguments}`"
    versions = {name: version for result in results for name, version in result.versions.items()}
    yield f"with Python {sys.version.split()[0]}, {', '.join(map(' '.join, versions.items()))}."
    yield ""
    yield "All of E, W and F are selected, lines are 79 characters long. Findings are counted before and after by one"
    yield "checker for every program, as flake8 counts them. Numbers are findings that are gone; a negative number"
    yield "means that there are more than before."
    missing = _missing(results, corpora, fixers)
    if missing:
        yield ""
        yield f"Not run, for want of time: {'; '.join(_named(missing))}."
    yield ""
    yield "## Damage"
    yield ""
    yield from _damage(results, fixers)
    yield ""
    yield from _left(results)
    if before:
        yield ""
        yield from _since(results, before, since)
    shared = [corpus for corpus in corpora if corpus not in dict(missing)]
    compared = [result for result in results if result.corpus in shared]
    yield ""
    yield from _behind(compared, fixers)
    title = "All corpora" if len(shared) == len(corpora) else "All corpora that every program repaired"
    for name, part in [(title, shared), *((name, [name]) for name in corpora if len(corpora) > 1)]:
        yield ""
        yield f"## {name}"
        yield ""
        yield from _by_code([result for result in results if result.corpus in part], fixers)


def _missing(results: Sequence[Result], corpora: Sequence[str], fixers: Sequence[str]) -> list[tuple[str, str]]:
    there = {(result.corpus, result.fixer) for result in results}
    return [(corpus, name) for corpus in corpora for name in fixers if (corpus, name) not in there]


def _named(missing: Sequence[tuple[str, str]]) -> Iterator[str]:
    for corpus in dict(missing):
        yield f"{', '.join(name for each, name in missing if each == corpus)} on {corpus}"


def _since(results: Sequence[Result], before: Sequence[Result], revision: str) -> Iterator[str]:
    """Say of which codes our own fixes repair more or less than they did, on the corpora that both have."""
    shared = {result.corpus for result in before}
    ours = [result for result in results if result.is_ours and result.corpus in shared]
    names = list(dict.fromkeys(result.fixer for result in ours))
    found, now = _counts(ours, names)
    _, then = _counts([result for result in before if result.fixer in names], names)
    yield f"## Before and after: since {revision}"
    yield ""
    yield f"On {', '.join(dict.fromkeys(result.corpus for result in ours))}."
    yield "Numbers are findings that are gone; codes of which as many are gone as before are left out."
    yield ""
    rows = [
        [
            code,
            f"{found[code]:,}",
            *(f"{counts[name][code]:,}" for name in names for counts in (then, now)),
            SINCE.get(code, "")
        ]
        for code in sorted({code for name in names for code in (*then[name], *now[name])})
        if any(then[name][code] != now[name][code] for name in names)
    ]
    totals = [f"{counts[name].total():,}" for name in names for counts in (then, now)]
    rows.append(["all", f"{found.total():,}", *totals, ""])
    yield from _table(
        ["code", "found", *(f"{name}: {when}" for name in names for when in ("before", "after")), "why"], rows
    )


#: Why more or less of a code is repaired than it was.
SINCE = {
    "E203": "before the colon of a slice blanks stay, where formatters put them",
    "E402": "imports that are removed are not below code any more: as F401",
    "E501": "in a table of more than 5,000 tokens a row is broken only where that needs no look at the others",
    "E701": "code with a comment for a tool behind it stays on its line",
    "E704": "stubs are checked too",
    "F401": "unsafe or refused where the import may be there for its effect, or something else may find the name",
    "F541": "not made where the string would become a docstring",
    **dict.fromkeys(("F632", "F901"), "unsafe: the program does something else then, if what was meant"),
    "F811": "unsafe or refused for the same reasons as F401",
}


def _damage(results: Sequence[Result], fixers: Sequence[str]) -> Iterator[str]:
    rows = []
    for what in results[0].damage:
        row = [what]
        for name in fixers:
            places = [result.damage[what] for result in results if result.fixer == name]
            files = sum(len({place.split(" ")[0] for place in each}) for each in places if each is not None)
            row.append("not run" if None in places else str(files))
        rows.append(row)
    yield from _table(["files", *fixers], rows)


def _behind(results: Sequence[Result], fixers: Sequence[str]) -> Iterator[str]:
    """Say of which codes another program repairs more than we do with safe fixes and with unsafe ones, and why."""
    found, gone = _counts(results, fixers)
    ours = fixers[:2]
    rows = []
    for code in sorted(found):
        best = max(fixers, key=lambda name: gone[name][code])
        if best not in ours and gone[best][code] > max(gone[name][code] for name in ours):
            figures = [f"{gone[name][code]:,}" for name in (*ours, best)]
            why = BEHIND.get(code) or _reasons([result for result in results if result.fixer == ours[1]], code)
            rows.append([code, f"{found[code]:,}", *figures, best, why])
    yield "## Codes of which another program repairs more"
    yield ""
    yield from _table(["code", "found", *ours, "the other", "", "why"], rows)


_TOO_LONG = "a line would become too long that cannot be broken"
#: Why another program repairs more of a code, where it does.
BEHIND = {
    **dict.fromkeys(("E111", "E114", "E121", "E122", "E123", "E124", "E126", "E127", "E128", "E131"), _TOO_LONG),
    **dict.fromkeys(("E225", "E226", "E228", "E231", "E251", "E261", "E262", "E265"), _TOO_LONG),
    "E101": "strings have tabs",
    "E203": "before the colon of a slice blanks stay, where formatters put them",
    "E401": "to split it below other code would be one more E402",
    "E402": "moving imports changes the order in which modules run",
    "E502": "without the backslash W503 or W504 would be found",
    "E731": "the name is imported or given to something else too: a def of it would be one more F811",
    **dict.fromkeys(("E741", "F403", "F405", "F824"), "most are in a file that it broke, where no more is looked for"),
    "E999": "files that do not parse are left alone: nothing could show that a fix does no harm",
    "F401": "imports that are tried, and others: decision 0014",
    **dict.fromkeys(("F404", "F504", "F522", "F523"), "not among the fixes so far"),
    "F811": "only imports have a fix",
    "W191": "strings have tabs, each of which would be one more E101",
    "W503": "every one becomes a W504",
    "W504": "every one becomes a W503",
}


def _left(results: Sequence[Result]) -> Iterator[str]:
    """Say of which codes with a safe fix more is left than was aimed at, and why."""
    yield f"## Codes with a safe fix of which fewer than {_AIM:.0%} are fixed"
    yield ""
    ours = [result for result in results if result.fixer == results[0].fixer]
    found, left = (sum((getattr(result, name) for result in ours), Counter[str]()) for name in ("found", "left"))
    levels = _levels()
    rows = [
        [code, f"{count:,}", f"{count - left[code]:,}", f"{1 - left[code] / count:.0%}", _reasons(ours, code)]
        for code, count in sorted(found.items())
        if levels.get(code) == "safe" and left[code] > (1 - _AIM) * count
    ]
    yield from _table(["code", "found", "fixed", "", "what is left, and why"], rows)


def _reasons(results: Sequence[Result], code: str) -> str:
    counts: Counter[str] = Counter()
    for reason, count in (each for result in results for each in result.why.get(code, Counter()).items()):
        counts[_kind(reason)] += count
    listed = ", ".join(f"{reason} {count:,}" for reason, count in counts.most_common())
    return "; ".join(filter(None, (listed, REASONS.get(code, ""))))


def _kind(reason: str) -> str:
    """Return a reason without the names in it."""
    return next((kind for pattern, kind in _KINDS if re.match(pattern, reason)), reason)


_KINDS = (
    (r"refused: importing .* does more than define names", "refused: the module imported does more than define names"),
    (r"refused: .* is looked for in this file too, as tests", "refused: a test, which is looked for in this file too"),
    (r"refused: .* which it does not import itself", "refused: another file may reach a module through it"),
    (r"refused: .* may use ", "refused: another file may use it"),
    (r"refused: it would change what the comment", "refused: it would change what a comment holds for"),
)

#: Why findings are left although their code has a safe fix, where the counts do not say it.
REASONS = {
    **dict.fromkeys(("E111", "E114", "E121"), _TOO_LONG),
    "E101": "strings have tabs",
    "E203": "before the colon of a slice blanks stay, where formatters put them",
    "E401": "to split it below other code would be one more E402",
    "E502": "without the backslash W503 or W504 would be found, which are both wanted here",
    "E714": "chained comparisons",
    "F401": "imports that can be there for their effect or be found by their name: decision 0014",
    "F541": "the string would become a docstring",
    "F811": "only imports have a fix",
    "W191": "strings have tabs, each of which would be one more E101",
    "W291": "inside strings the blanks are text",
    "W293": "inside strings the blanks are text",
}


def _levels() -> dict[str, str]:
    """Return by code how far its best fix can be trusted."""
    return {rule.code: rule.fix.word if rule.fix else "none" for rule in (*pep8.rules(), *pyflakes.rules())}


def _counts(results: Sequence[Result], fixers: Sequence[str]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Return what was found, and what each program made go, by code."""
    found: Counter[str] = Counter()
    gone: dict[str, Counter[str]] = {name: Counter() for name in fixers}
    for result in results:
        if result.fixer == fixers[0]:
            found.update(result.found)
        gone[result.fixer].update(result.found)
        gone[result.fixer].subtract(result.left)
    return found, gone


def _by_code(results: Sequence[Result], fixers: Sequence[str]) -> Iterator[str]:
    found, gone = _counts(results, fixers)
    codes = sorted({code for counts in (found, *gone.values()) for code in counts})
    levels = _levels()
    rows = [
        [code, levels.get(code, "none"), f"{found[code]:,}", *(_cell(gone[name], gone[name][code]) for name in fixers)]
        for code in codes
    ]
    rows.append(["all", "", f"{found.total():,}", *(_cell(gone[name], gone[name].total()) for name in fixers)])
    yield from _table(["code", "fix", "found", *fixers], rows)


def _cell(gone: Counter[str], count: int) -> str:
    return f"{count:,}" if gone else "not run"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"

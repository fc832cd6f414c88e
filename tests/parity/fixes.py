"""Proves the fixes on real code: what is repaired, what is left and why, and that nothing breaks.

Run ``python tests/parity/fixes.py CORPUS...``; ``corpora.py`` says what a corpus is. All of E, W and F are selected.
Each corpus is repaired with the safe fixes, with the unsafe ones too, and with those of E and W alone, and each time it
is looked whether

    every file that compiled before compiles after,
    no code is found more often in any file than before,
    comments silence as much of every code in every file as before,
    nothing that is claimed fixed is still found,
    a second run changes nothing,
    and, for E and W, the syntax tree is the same, but for ``import a, b`` split (E401), and ``not in`` and ``is not``
    for ``not (... in ...)`` and ``not (... is ...)`` (E713, E714).

``--programs=all`` repairs the same files with autopep8 and ruff too, counts with the same checker, and looks for the
same damage; a file in which one of them does not end within a minute stays as it is and is counted.
``--results=DIR`` keeps a file for each program and corpus, so that one can be tried again without the others;
``--write`` writes the tables of all of them to ``docs/fix-results.md``, and with ``--before=DIR``, what an earlier
revision kept, by how much more or less of each code is repaired since. The exit code is 1 when our own fixes broke a
rule.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import fix_tables
import long_lines
from corpora import HELP, copy_corpus
from damage import Snapshot, snapshot
from fix_outcomes import Result, kept
from fixers import NAMES, OURS, UNSAFE, Checked, Fixer, check, fix, peers, versions
from interpreter import under_another_python


def main(arguments: Sequence[str] | None = None) -> int:
    """Repair every corpus with every program; exit 1 when ours did damage."""
    options = _parse(arguments)
    ours: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="fixes-") as name:
        scratch = Path(name)
        results = options.results or scratch / "results"
        fixers = [
            *((OURS, UNSAFE) if options.programs in ("ours", "all") else ()),
            *(peers(scratch) if options.programs in ("peers", "all") else ()),
        ]
        for corpus in options.corpus if fixers else ():
            original = copy_corpus(corpus, scratch)
            before = check(original, options.jobs), snapshot(original)
            for fixer in fixers:
                result = repair(corpus, fixer, original, before, options.jobs)
                result.versions = versions(fixer)
                fix_tables.show(result, options.show)
                result.keep(results)
                ours += [result] if fixer.is_ours else []
            shutil.rmtree(original)
        if options.write:
            before = kept(options.before, options.corpus, NAMES) if options.before else []
            since = options.before.name if options.before else ""
            fix_tables.write(kept(results, options.corpus, NAMES), options.corpus, before, since)
    return 1 if any(any(result.damage.values()) for result in ours) else 0


def repair(corpus: str, fixer: Fixer, original: Path, before: tuple[Checked, Snapshot], jobs: int) -> Result:
    """Let one program repair copies of a corpus and look at what became of them."""
    checked, texts = before
    work = original.with_name("work")
    shutil.copytree(original, work, symlinks=True)
    said = fix(fixer, work, fixer.codes, jobs)
    after, fixed = check(work, jobs), snapshot(work)
    found, left = _by_code(checked.found), _by_code(after.found)
    result = Result(corpus, fixer.name, fixer.is_ours, len(texts.data), found, left)
    result.broken = texts.broken(fixed)
    result.more = [
        f"{path} {code}: {checked.found.get((path, code), 0)} before, {count} after"
        for (path, code), count in sorted(after.found.items())
        if count > checked.found.get((path, code), 0)
    ]
    result.silenced = [
        f"{path} {code}: {checked.silenced.get((path, code), 0)} before, {after.silenced.get((path, code), 0)} after"
        for path, code in sorted({*checked.silenced, *after.silenced})
        if checked.silenced.get((path, code)) != after.silenced.get((path, code))
    ]
    result.given_up = said.given_up
    report = said.report
    if report is not None:
        result.failures = report.failures
        result.why = {**_why(after, report, fixer), "E501": long_lines.kinds(work, after.long_lines)}
        result.claimed = [
            f"{path} {code}: {count} claimed"
            for (path, code), count in sorted(report.fixed.items())
            if checked.found.get((path, code), 0) - after.found.get((path, code), 0) < count
        ]
        fix(fixer, work, fixer.codes, jobs)
        result.again = fixed.differing(snapshot(work))
    shutil.rmtree(work)
    if fixer.style:
        result.changed = texts.changed(_styled(fixer, original, work, fixed, jobs))
    return result


def _styled(fixer: Fixer, original: Path, work: Path, fixed: Snapshot, jobs: int) -> Snapshot:
    """Return the texts after the program repaired style alone."""
    if fixer.codes == fixer.style:
        return fixed
    shutil.copytree(original, work, symlinks=True)
    fix(fixer, work, fixer.style, jobs)
    texts = snapshot(work)
    shutil.rmtree(work)
    return texts


def _by_code(found: dict[tuple[str, str], int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (_, code), count in found.items():
        counts[code] += count
    return counts


def _why(after: Checked, report: Checked, fixer: Fixer) -> dict[str, Counter[str]]:
    """Say of what is left why it is: refused by the engine, unsafe, or there is no fix for it."""
    why: dict[str, Counter[str]] = {}
    for each in report.refused:
        why.setdefault(each["code"], Counter())[f"refused: {each['reason']}"] += each["count"]
    refused = frozenset(why)
    for (_, code, applicability), count in after.fixable.items():
        if code not in refused or (applicability == "unsafe" and fixer is not UNSAFE):
            why.setdefault(code, Counter())[f"{applicability} fix, not made"] += count
    for code, count in _by_code(after.found).items():
        reasons = why.setdefault(code, Counter())
        rest = count - sum(reasons.values())
        if rest > 0:
            reasons["no fix for it"] += rest
    return why


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", help=HELP)
    parser.add_argument(
        "--programs",
        choices=("ours", "peers", "all", "none"),
        default="ours",
        help="peers are autopep8 and ruff; none only writes what is kept (default: ours)",
    )
    parser.add_argument("--results", type=Path, metavar="DIR", help="keep what each program did to each corpus there")
    parser.add_argument("--write", action="store_true", help="write docs/fix-results.md from all that is kept")
    parser.add_argument(
        "--before", type=Path, metavar="DIR", help="what a revision kept in a directory of its name, to compare with"
    )
    parser.add_argument("--jobs", type=int, default=2, help="worker processes for every program (default: 2)")
    parser.add_argument("--show", type=int, default=10, help="how many places to print of each kind of damage")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(under_another_python(main, __file__))

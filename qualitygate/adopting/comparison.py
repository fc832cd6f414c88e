"""The findings of before and after: equal, or which differ and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from qualitygate.adopting.old_tools import OldFindings, Place
from qualitygate.adopting.reading import OldRun
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.report import Report

_LISTED = 20  # differences of one reason that are named

#: Why another program and ours differ about a code, measured on published projects (tests/parity/adopting.py).
_KNOWN: Mapping[tuple[str, str], str] = {
    ("ruff", "E501"): "ruff measures cells, and passes over lines that are one long word, an address or a pragma",
    ("ruff", "E402"): "ruff lets what changes sys.path or os.environ stand above imports",
    ("ruff", "F401"): "ruff takes imports of __init__.py and of __future__ otherwise, and names each import's own line",
    ("ruff", "F811"): "ruff looks through branches and names the line of the name",
    ("ruff", "F841"): "ruff looks at with and except otherwise, and passes over dummy names",
    ("ruff", "F821"): "ruff knows other built-in names and reads annotations otherwise",
    ("ruff", "E721"): "ruff compares other kinds of types",
    ("ruff", "E731"): "ruff passes over lambdas in classes and with annotations",
    ("ruff", "E741"): "ruff names only bindings",
    ("ruff", "E711"): "ruff names the line of the None, pycodestyle the statement's",
    ("ruff", "E712"): "ruff names the line of the comparison",
    ("ruff", "E701"): "ruff lets '...' stand behind a colon",
    ("pylint", "E501"): "pylint leaves out lines that its own comments are on, or that are one address",
    ("pylint", "F401"): "pylint reads only modules it can import, and takes __init__.py and type comments otherwise",
    ("pylint", "F841"): "pylint counts arguments of except and unpacked names otherwise",
    ("pylint", "F811"): "pylint splits it into two messages, and looks through branches",
    ("pylint", "E402"): "pylint lets code stand between imports that this checker counts",
    ("pylint", "E722"): "pylint lets a bare except pass that raises again",
    ("pylint", "W605"): "pylint names the line of the string",
}


class Seen(Struct, frozen=True):
    """What a run of ours found."""

    open: Mapping[Place, Finding]
    judged: Mapping[tuple[str, int, str], Judgement]  #: of every disposition, by path, line and code
    skipped: Mapping[str, str]  #: reasons by path; a directory ends in "/"
    failures: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> Seen:
        """Take what is compared from a report."""
        judged = {_line(_place(each.finding)): each for each in report.judgements}
        return cls(
            {_place(each.finding): each.finding for each in report.open},
            judged,
            {each.path: each.note or each.reason for each in report.skipped},
            tuple(f"{each.path}: {each.message}".removeprefix(": ") for each in report.failures),
        )


def compared(was: Seen, now: Seen) -> Iterator[str]:
    """Tell how our findings under the old and the new settings differ."""
    gone, added = was.open.keys() - now.open.keys(), now.open.keys() - was.open.keys()
    if not gone and not added:
        yield f"the same {len(was.open):,} findings under the old settings and the new"
        return
    yield f"{len(was.open):,} findings under the old settings, {len(now.open):,} under the new"
    for title, places in (("only under the old", gone), ("only under the new", added)):
        yield from _listed(title, places)
    path, line, _, code = min(gone | added)
    yield f"why: qualitygate why {path}:{line}:{code}"


def differs(was: Seen, now: Seen) -> bool:
    """Do they?"""
    return was.open.keys() != now.open.keys()


class Difference(Struct, frozen=True):
    """How the old program's findings and ours differ."""

    lines: tuple[str, ...]
    unexplained: int  #: differences for which there is no reason


def compared_with(old: OldFindings, run: OldRun, now: Seen, is_ours: Callable[[str], bool]) -> Difference:
    """Tell how the old program's findings and ours differ, by reason. Codes that only one of them has are counted."""
    if old.why_not:
        return Difference((f"not compared with what it found: {old.why_not}",), 0)
    theirs = {
        _line(each) for each in old.places if is_ours(each[3]) and not (run.is_hook and _why_skipped(each[0], now))
    }
    foreign = Counter(place[3] for place in old.places if not is_ours(place[3]))
    ours = {_line(place) for place in now.open if _looks_for(run, place[3])}
    lines: list[str] = []
    if theirs == ours:
        lines.append(f"the same {len(ours):,} as {old.program} finds")
    else:
        lines.append(
            f"{old.program} finds {len(theirs):,}, and {len(ours):,} are found now: {len(theirs & ours):,} the same"
        )
    reasons: dict[str, list[Place]] = {}
    for path, line, code in theirs - ours:
        reasons.setdefault(_why_gone(path, line, code, run, now), []).append((path, line, 0, code))
    for path, line, code in ours - theirs:
        reasons.setdefault(_why_added(path, code, run), []).append((path, line, 0, code))
    for why, places in sorted(reasons.items()):
        lines += _listed(why, places, limit=3)
    if foreign:
        lines.append(
            f"only {old.program} looks for {', '.join(f'{code} ({n:,})' for code, n in sorted(foreign.items()))}"
        )
    beside = Counter(place[3] for place in now.open if not _looks_for(run, place[3]))
    if beside:
        lines.append(f"found beside: {', '.join(f'{code} ({n:,})' for code, n in sorted(beside.items()))}")
    unexplained = sum(len(places) for why, places in reasons.items() if why.startswith(_UNKNOWN))
    return Difference(tuple(lines), unexplained)


_UNKNOWN = "only "


def _looks_for(run: OldRun, code: str) -> bool:
    return code.startswith(run.codes) if run.codes else not code.startswith("QG")


def _why_gone(path: str, line: int, code: str, run: OldRun, now: Seen) -> str:
    judgement = now.judged.get((path, line, code))
    if judgement is not None and not is_open(judgement):
        if judgement.disposition is Disposition.SUPPRESSED and run.program in ("pycodestyle", "pep8"):
            return f"silenced by a noqa comment, which {run.program} obeys for a few codes only"
        return f"{judgement.disposition.value} here"
    if reason := _why_skipped(path, now):
        return f"not looked at here: {reason}"
    return _KNOWN.get((run.program, code)) or f"{_UNKNOWN}{run.program}"


def _why_skipped(path: str, now: Seen) -> str:
    """Return why a path was not looked at, or a directory above it; "" when it was."""
    parts = path.split("/")
    above = ("/".join(parts[:length]) + "/" for length in range(1, len(parts)))
    return next((now.skipped[each] for each in (path, *above) if each in now.skipped), "")


def _why_added(path: str, code: str, run: OldRun) -> str:
    if path.endswith(".pyi") and run.program in ("flake8", "pycodestyle", "pep8"):
        return f"a stub: {run.program} looks at those only when they are named"
    return _KNOWN.get((run.program, code)) or f"{_UNKNOWN}qualitygate"


def _listed(title: str, places: Iterable[Place], limit: int = _LISTED) -> Iterator[str]:
    found = sorted(places)
    for path, line, column, code in found[:limit]:
        yield f"  {title}: {path}:{line}:{column}: {code}" if column else f"  {title}: {path}:{line}: {code}"
    if len(found) > limit:
        yield f"  {title}: {len(found) - limit:,} more"


def _place(finding: Finding) -> Place:
    where = finding.location
    return where.path, where.line, where.column, finding.code


def _line(place: Place) -> tuple[str, int, str]:
    path, line, _, code = place
    return path, line, code

"""What the lists of ignored codes hide: entry by entry, as if every code counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from qualitygate.config.exclusions import IGNORES, PER_FILE
from qualitygate.engine.checking.gather import gather
from qualitygate.engine.given import Given
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.reasons.listed import Listed, where_listed
from qualitygate.engine.results import Results
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.selection import LETTERS, Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Applicability

_UNREADABLE = "E902"
#: Not written by the team: the default list, and codes that no list selects.
DEFAULT, NOT_SELECTED = "default", "not selected"


class Hidden(Struct):
    """What one entry hides."""

    entry: str  #: "E2"; "" for what no list selects
    key: str  #: "ignore", "per-file-ignores", :data:`DEFAULT`, :data:`NOT_SELECTED`
    source: str = ""  #: "pyproject.toml:14"; "" for a default
    pattern: str = ""  #: of the files that it holds for, under per-file-ignores
    codes: Counter[str] = field(default_factory=Counter)  #: how often each code occurs
    safe: Counter[str] = field(default_factory=Counter)  #: how many of them a safe fix would remove
    unsafe: Counter[str] = field(default_factory=Counter)  #: and how many more an unsafe one
    paths: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many findings it hides."""
        return self.codes.total()

    @property
    def is_written(self) -> bool:
        """Does it stand in a file, so that taking it out is an edit?"""
        return self.key not in (DEFAULT, NOT_SELECTED)


class Next(Struct, frozen=True):
    """The code whose entry costs least to give up."""

    code: str
    count: int
    safe: int  #: of these
    unsafe: int


class Audit(Struct, frozen=True):
    """The whole list."""

    entries: tuple[Hidden, ...]  #: the team's own first, those that hide most before the others
    files: int
    brought_back: tuple[str, ...] = ()  #: entries of the default list that ``ignore`` replaced and that occur
    next: Next | None = None  #: None where no entry of the team's hides anything
    failures: tuple[Failure, ...] = ()


def audit(given: Given) -> Audit:
    """Check everything as if every code counted, and tell what each entry hides of it.

    Raises:
        UsageError: there is nothing to check.
    """
    tree = given.tree
    plan = make_plan(given.request, given.host, tree, counting=Selection(select=LETTERS, ignore=()))
    tree.read(plan.configured_by)
    results = Results()
    gather(given, plan, results)
    ledger = _Ledger(given)
    revived: set[str] = set()
    for path, result in results.by_path.items():
        settings = tree.settings_for(path)
        revived.update(_revived(result.findings, settings, tree.revived_defaults(settings)))
        ledger.take(path, settings, result.findings)
    entries = ledger.entries()
    failures = (*results.failures, *_unreadable(plan.problems, results))
    return Audit(entries, len(results.by_path), tuple(sorted(revived)), _next(entries), failures)


def _unreadable(problems: Iterable[Finding], results: Results) -> Iterator[Failure]:
    """Yield what could not be read: nothing is known of what would be found there, and so of what hides it."""
    for finding in (*problems, *(each for found in results.by_path.values() for each in found.findings)):
        if finding.code == _UNREADABLE:
            yield Failure(finding.checker, finding.location.path, "unreadable", finding.message)


class _Ledger:
    """Sorts findings by the entry that hides them."""

    def __init__(self, given: Given) -> None:
        self._tree = given.tree
        self._listed: dict[tuple[Settings, str], Listed | None] = {}
        self._entries: dict[tuple[str, str, str, str], Hidden] = {}
        for written in given.tree.exclusions():
            if written.key in (*IGNORES, PER_FILE):
                source = f"{written.path}:{written.line}" if written.line else written.path
                self._at(written.codes[0], Listed(written.key, source, written.pattern))

    def take(self, path: str, settings: Settings, findings: Iterable[Finding]) -> None:
        """Count those that do not count."""
        for finding in findings:
            decision = settings.selection.decide(finding.code)
            if decision.is_selected:
                continue
            hidden = self._of(decision.entry, path, settings)
            hidden.codes[finding.code] += 1
            hidden.paths.add(path)
            if finding.fix is not None:
                fixable = hidden.safe if finding.fix.applicability is Applicability.SAFE else hidden.unsafe
                fixable[finding.code] += 1

    def entries(self) -> tuple[Hidden, ...]:
        """Return them in the order of the report."""
        key = {DEFAULT: 1, NOT_SELECTED: 2}
        return tuple(sorted(self._entries.values(), key=lambda each: (key.get(each.key, 0), -each.count, each.entry)))

    def _of(self, entry: str, path: str, settings: Settings) -> Hidden:
        if not entry:
            return self._at("", Listed(NOT_SELECTED, ""))
        if (settings, entry) not in self._listed:
            self._listed[settings, entry] = where_listed(entry, path, self._tree, (*IGNORES, PER_FILE))
        return self._at(entry, self._listed[settings, entry] or Listed(DEFAULT, ""))

    def _at(self, entry: str, listed: Listed) -> Hidden:
        made = Hidden(entry, listed.key, listed.source, listed.pattern)
        return self._entries.setdefault((listed.source, listed.key, entry, listed.pattern), made)


def _revived(findings: Iterable[Finding], settings: Settings, revived: tuple[str, ...]) -> Iterator[str]:
    for finding in findings if revived else ():
        if finding.code.startswith(revived) and settings.selection.is_selected(finding.code):
            yield finding.code


def _next(entries: Iterable[Hidden]) -> Next | None:
    """Return the code that the team ignores and that leaves least to mend by hand; the code with fewest, of equals."""
    counts, safe, unsafe = Counter[str](), Counter[str](), Counter[str]()
    for hidden in entries:
        if hidden.is_written:
            counts += hidden.codes
            safe += hidden.safe
            unsafe += hidden.unsafe
    if not counts:
        return None
    code = min(counts, key=lambda each: (counts[each] - safe[each], counts[each], each))
    return Next(code, counts[code], safe[code], unsafe[code])

"""Makes one finding of what several checkers say of one place, as far as tables say that their codes are the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from keyword import iskeyword

from msgspec import Struct, field

from qualitygate.api.project import ProjectChecker, SameAs
from qualitygate.model.finding import Finding
from qualitygate.model.replacement import replace

_QUOTED = re.compile(r"'([^']*)'|`([^`]*)`")
_WORD = re.compile(r"[^\W\d]\w*")
#: So many findings of one meaning on one line are compared, each with each. Nobody writes a line that has more.
_MOST = 1000

_Names = frozenset[str]


class SameTables(Struct, frozen=True):
    """What is known of equal codes, and which checker is dearer than which."""

    codes: Mapping[str, SameAs] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)  #: by checker, the dearest last; others are cheaper
    #: By the first word of a tool's comments, and by a name in them: all codes that are one with what it names.
    comments: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, checkers: Iterable[ProjectChecker]) -> SameTables:
        """Collect the tables of project checkers, which come in the order of their declaration."""
        return SameTables().also(checkers)

    def also(self, checkers: Iterable[ProjectChecker]) -> SameTables:
        """Return these and those of project checkers, which say themselves what their codes are the same as."""
        codes: dict[str, SameAs] = dict(self.codes)
        ranks: dict[str, int] = {}
        for checker in checkers:
            ranks[checker.name] = len(ranks) + 1
            codes |= getattr(checker, "same_as", {})
        return SameTables(codes, ranks, self.comments)

    def obeying(self, checkers: Iterable[ProjectChecker]) -> SameTables:
        """Return these with what the comments of tools silence, run or not: a run of some codes silences the same."""
        checkers = [checker for checker in checkers if getattr(checker, "comments", None)]
        if not checkers:
            return self
        tables = self.also(checkers)
        one: dict[str, list[str]] = defaultdict(list)
        for code in {*tables.codes, *(same.code for same in tables.codes.values())}:
            one[tables.meant_by(code)].append(code)
        comments: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for checker in checkers:
            for word, names in getattr(checker, "comments", {}).items():
                comments[word] |= {name: tuple(sorted(one[tables.meant_by(code)])) for name, code in names.items()}
        return replace(self, comments=dict(comments))

    def meant_by(self, code: str) -> str:
        """Return the one code that stands for all that are the same; entries may lead to one another."""
        seen = {code}
        while (same := self.codes.get(code)) is not None and same.code not in seen:
            code = same.code
            seen.add(code)
        return code

    def merge(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return the findings, sorted as they came; of those that are one, the cheapest, which names the others.

        Two are one on the same line, when their codes are the same and their messages are about the same names, or one
        of them names none; where more than one could be meant, none is. Of two that are equally cheap, the one stays
        whose code an entry is about: it is the better known.
        """
        if not self.codes:
            return list(findings)
        places: dict[tuple[str, int, str], list[int]] = defaultdict(list)
        classes = {*self.codes, *(same.code for same in self.codes.values())}
        for index, finding in enumerate(findings):
            if finding.code in classes:
                where = finding.location
                places[where.path, where.line, self.meant_by(finding.code)].append(index)
        result: list[Finding | None] = list(findings)
        for indices in places.values():
            if len(indices) <= _MOST and len({findings[index].checker for index in indices}) > 1:
                for index, merged in self._merged(findings, indices).items():
                    result[index] = merged
        return [finding for finding in result if finding is not None]

    def _merged(self, findings: Sequence[Finding], indices: Iterable[int]) -> dict[int, Finding | None]:
        """Merge what is said of one line, checker by checker; None = it is part of another."""
        by_checker: dict[tuple[int, bool, str], list[int]] = defaultdict(list)
        for index in indices:
            name, code = findings[index].checker, findings[index].code
            by_checker[self.ranks.get(name, 0), code not in self.codes, name].append(index)
        result: dict[int, Finding | None] = {}
        kept: list[int] = []
        names = {index: self._names(findings[index]) for index in indices}
        for _, group in sorted(by_checker.items()):
            pairs = _pairs(kept, group, names, findings, result)
            for index, into in pairs.items():
                stays, gone = result[into] or findings[into], findings[index]
                also = {*stays.also_from, f"{gone.checker}:{gone.code}", *gone.also_from}
                one = replace(stays, also_from=tuple(sorted(also)), fix=stays.fix or gone.fix)
                result[into], result[index] = one, None
            kept += [index for index in group if index not in pairs]
            for index in group:
                result.setdefault(index, findings[index])
        return result

    def _names(self, finding: Finding) -> _Names | None:
        """Return the names that the message is about, () for none; None = it should be about some, and is not."""
        same = self.codes.get(finding.code)
        message = finding.message
        if same is not None and same.about:
            found = re.search(same.about, message)
            if found is None:
                return None
            texts = [text for text in found.groups() if text]
        else:
            texts = [one or other for one, other in _QUOTED.findall(message)]
        return frozenset(word for text in texts for word in _WORD.findall(text) if not iskeyword(word))


def _pairs(
    kept: Sequence[int],
    group: Sequence[int],
    names: Mapping[int, _Names | None],
    findings: Sequence[Finding],
    result: Mapping[int, Finding | None],
) -> dict[int, int]:
    """Say which of a checker's findings are one with which of those that are kept so far."""
    pairs: dict[int, int] = {}
    said = f"{findings[group[0]].checker}:"
    taken = {
        index for index in kept if any(each.startswith(said) for each in (result[index] or findings[index]).also_from)
    }

    def pair_off(is_one: Callable[[int, int], bool]) -> bool:
        """Pair where each has no other; those that are taken still make it unsure."""
        chances = {index: [other for other in kept if is_one(index, other)] for index in group if index not in pairs}
        before = len(pairs)
        rivals = Counter(other for others in chances.values() for other in others)
        for index, others in chances.items():
            if len(others) == 1 and rivals[others[0]] == 1 and others[0] not in taken:
                pairs[index] = others[0]
        taken.update(pairs.values())
        return len(pairs) > before

    while any(pair_off(is_one) for is_one in _likenesses(names, findings)):
        pass
    return pairs


def _likenesses(
    names: Mapping[int, _Names | None], findings: Sequence[Finding]
) -> Iterator[Callable[[int, int], bool]]:
    """Yield how two may be recognised as one, the surest first."""

    def equal(index: int, other: int) -> bool:
        return names[index] is not None and names[index] == names[other]

    def fits(index: int, other: int) -> bool:
        one, two = names[index], names[other]
        return one is not None and two is not None and not (one and two)

    def is_there(index: int, other: int) -> bool:
        return findings[index].location.column == findings[other].location.column

    yield lambda index, other: equal(index, other) and is_there(index, other)
    yield equal
    yield lambda index, other: _within(names[index], names[other])
    yield lambda index, other: fits(index, other) and is_there(index, other)
    yield fits


def _within(one: _Names | None, other: _Names | None) -> bool:
    """Is one about what the other is about, in more or fewer words?"""
    return bool(one and other) and one is not None and other is not None and (one <= other or other <= one)

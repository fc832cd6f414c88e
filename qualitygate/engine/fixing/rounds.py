"""One text's fix loop: rounds, and what stops them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field

from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.same_as import SameTables
from qualitygate.engine.fixing.attempt import PYTHON_KINDS, Made, make_most
from qualitygate.engine.fixing.choice import choose, edits_of, fix_of
from qualitygate.engine.fixing.elsewhere import Elsewhere
from qualitygate.engine.fixing.judged import judged_text, open_of
from qualitygate.engine.fixing.losses import losses
from qualitygate.engine.fixing.silence import Silence, broken, culprits, may_be_silent, silence_of
from qualitygate.engine.fixing.worse import Step, has_more, to_blame
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.repair import Refusal
from qualitygate.model.severity import Applicability
from qualitygate.source.rewrite import is_rewritable
from qualitygate.source.source import Source

#: ESLint's number. A text that is not settled by then is reported; it is not tried for ever.
ROUNDS = 10
#: How many there may be while the text gets shorter: a name that is imported thirty times is told of once a round.
_SHRINKING_ROUNDS = 200
#: How often a text is begun anew without single fixes; from then on without all of their codes.
_BEGINNINGS = 5
#: How many lines a failure names.
_NAMED = 5
#: Fixes of these codes change comments that silence something, and no code.
_ABOUT_COMMENTS = "QG9"


class FixPolicy(Struct, frozen=True):
    """Which fixes may be made, and which may change the syntax tree."""

    level: Applicability  #: the least trusted that may be made
    free: frozenset[str] = frozenset()  #: codes whose rules are not of style: their safe fixes may change the tree
    today: str = ""  #: as in "2026-12-31", what "until=" is held against; "" = nothing has expired
    tool_comments: tuple[str, ...] = ()  #: beginnings of comments that tools read which the gate does not know
    same: SameTables | None = None  #: which findings are one


class Fixed(Struct):
    """What became of one text. ``checked`` is None when nothing was changed."""

    source: Source
    checked: Checked | None = None
    rounds: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def fix_source(
    source: Source,
    findings: Sequence[Finding],
    check: Callable[[Source], Checked],
    policy: FixPolicy,
    held: Collection[str] = (),
    elsewhere: Elsewhere | None = None,
    numbers: Mapping[str, int] = MappingProxyType({}),
) -> Fixed:
    """Make the fixes of ``findings``, check again, and go on with what is found then.

    Ten rounds are the most, or more while the text gets shorter. Where a code then occurs more often than it did, all
    begins anew without the fixes of style that are to blame.

    ``findings`` are open and of this text; ``held`` are the fingerprints of those that are not open for other reasons
    than a comment in the text: they are left alone in later rounds too. ``elsewhere`` is the rest of the tree, which
    safe fixes take nothing away from; None when it is not known. ``numbers`` says how often each code is open in this
    text; it is checked for that where it is not known.
    """
    state = _State(source, None, [finding for finding in findings if _is_applicable(finding, policy)])
    obstacle = _obstacle(source)
    if obstacle:
        return Fixed(source, refusals=_refusals(state.candidates, lambda finding: obstacle))
    loop = _Loop(check, policy, held, [state], elsewhere)
    while loop.next_round() or loop.takes_back(numbers):
        pass
    last = loop.history[-1]
    refusals = _refusals(last.candidates, loop.reason)
    return Fixed(last.source, last.checked, len(loop.history) - 1, refusals, loop.failures())


def _is_applicable(finding: Finding, policy: FixPolicy) -> bool:
    return finding.fix is not None and finding.fix.applicability >= policy.level


def _obstacle(source: Source) -> str:
    """Say why no fix at all may be made in a file."""
    if source.decode_problem:
        return "the file is not in the encoding that it should be in"
    if source.kind in PYTHON_KINDS and source.tree is None:
        return "the file does not parse, so nothing could show that a fix does no harm"
    return "" if is_rewritable(source) else f"the file's encoding, {source.encoding}, does not give its bytes back"


def _refusals(findings: Iterable[Finding], reason: Callable[[Finding], str]) -> list[Refusal]:
    counts = Counter((finding.location.path, finding.code, reason(finding)) for finding in findings)
    return [Refusal(path, code, count, why) for (path, code, why), count in sorted(counts.items())]


class _State(Struct):
    """A text, what checking it gave, and the findings in it whose fixes may be made."""

    source: Source
    checked: Checked | None
    candidates: list[Finding]
    made: Made | None = None  #: how it came about
    open: list[Finding] = field(default_factory=list)  #: all, with a fix and without; [] in the first text
    silence: Silence | None = None  #: what its comments hold for; None = nobody has asked yet


#: A finding as it is recognised when its line has moved.
_Mark = tuple[str, str, str]


class _Loop(Struct):
    """Every text from the first to the newest, and what is not tried again."""

    check: Callable[[Source], Checked]
    policy: FixPolicy
    held: Collection[str]
    history: list[_State]
    elsewhere: Elsewhere | None = None
    refused_codes: dict[str, str] = field(default_factory=dict)
    refused: dict[_Mark, str] = field(default_factory=dict)
    faults: dict[tuple[str, str, str], set[int]] = field(default_factory=dict)
    unsettled: list[Failure] = field(default_factory=list)
    begun: int = 1  #: how often it began with the first text

    def next_round(self) -> bool:
        """Make what can be made now; return False when there is no more."""
        now = self.history[-1]
        chosen = choose(finding for finding in now.candidates if not self.reason(finding))
        if not chosen:
            return False
        if len(self.history) > (_SHRINKING_ROUNDS if self._shrinks() else ROUNDS):
            self._give_up({finding.code for finding in chosen})
            return True
        made = make_most(now.source, chosen, self.policy.free)
        for finding, error in made.rejected:
            self.refused[_mark(finding)] = error.reason
            if error.fault:
                place = (finding.checker, finding.code, error.reason)
                self.faults.setdefault(place, set()).add(finding.location.line)
        if made.findings:
            self._go_on(made)
        return True

    def reason(self, finding: Finding) -> str:
        """Say why the fix of a finding is not made any more; "" when it may be."""
        return self.refused_codes.get(finding.code) or self.refused.get(_mark(finding), "")

    def failures(self) -> list[Failure]:
        """Return one failure for each way in which a code's fixes are wrong, and each set of codes that fight."""
        path = self.history[0].source.path
        return [
            Failure(checker, path, "bad-fix", f"the fix of {code} ({_lines(lines)}) was not made: {reason}")
            for (checker, code, reason), lines in sorted(self.faults.items())
        ] + self.unsettled

    def _go_on(self, made: Made) -> None:
        for index, state in enumerate(self.history):
            if state.source.data == made.source.data:
                self._break_circle(index, made)
                return
        if not self._keeps_what_others_reach(made):
            return
        checked = self.check(made.source)
        crashes = [failure for failure in checked.failures if failure.path]
        if crashes:  # what it would have found is not known, and would be taken for fixed
            self.unsettled += crashes
            codes = {finding.code for finding in made.findings}
            self.refused_codes.update(dict.fromkeys(codes, "a checker fails on the result"))
            return
        judged = judged_text(checked, made.source.path, self.policy.today, self.policy.same)
        silence = silence_of(made.source, checked, judged, self.policy.tool_comments)
        if not self._keeps_silence(made, silence):
            return
        left = open_of(judged, self.held)
        candidates = [finding for finding in left if _is_applicable(finding, self.policy)]
        self.history.append(_State(made.source, checked, candidates, made, left, silence))

    def takes_back(self, numbers: Mapping[str, int]) -> bool:
        """Begin anew without the fixes that brought more than there was; False where there is nothing to blame.

        ``numbers`` are of the first text. Whoever is found to blame too often is not made at all.
        """
        if len(self.history) < 2 or not has_more(numbers, self.history[-1].open):
            return False
        first = self.history[0].source
        judged = judged_text(self.check(first), first.path, self.policy.today, self.policy.same)
        found = open_of(judged, self.held)
        steps = [Step(each.source, each.made.findings, each.open) for each in self.history[1:] if each.made]
        blamed = to_blame(Step(first, (), found), steps, self.policy.free)
        for finding, reason in blamed:
            self.refused[_mark(finding)] = reason
            if self.begun >= _BEGINNINGS:
                self.refused_codes[finding.code] = reason
        if blamed:
            del self.history[1:]
            self.begun += 1
        return bool(blamed)

    def _keeps_what_others_reach(self, made: Made) -> bool:
        """Do safe fixes leave what other files reach in this one? If not, those to blame are not tried again."""
        before = self.history[-1].source
        suspects = [finding for finding in made.findings if finding.code in self.policy.free]
        if self.elsewhere is None or self.policy.level is not Applicability.SAFE or not suspects:
            return True
        kept = True
        for loss in losses(before, made.source) if before.kind in PYTHON_KINDS else ():
            if reason := self.elsewhere.objection(made.source, loss):
                kept = False
                blamed = [each for each in suspects if _touches(each, loss.first, loss.last)] or suspects
                self.refused.update((_mark(finding), reason) for finding in blamed)
        return kept

    def _keeps_silence(self, made: Made, after: Silence) -> bool:
        """Does every comment hold for what it held for? If not, the fixes that are to blame are not tried again."""
        before = self._silence(self.history[-1])
        about = {finding.location.line for finding in made.findings if finding.code.startswith(_ABOUT_COMMENTS)}
        edits = edits_of(made.findings)
        torn = broken(before, after, edits, about)
        for finding in culprits(before, after, edits, made.findings, torn):
            self.refused[_mark(finding)] = torn[0].reason
        return not torn

    def _silence(self, state: _State) -> Silence:
        """Return what the comments of a text hold for; the first text is checked again for it, where it has any."""
        if state.silence is None:
            source = state.source
            if may_be_silent(source, self.policy.tool_comments):
                checked = self.check(source)
                judged = judged_text(checked, source.path, self.policy.today, self.policy.same)
                state.silence = silence_of(source, checked, judged, self.policy.tool_comments)
            else:
                state.silence = Silence(source)
        return state.silence

    def _break_circle(self, index: int, made: Made) -> None:
        """Go back to the first of two equal texts and leave the codes alone that led from one to the other."""
        rounds = [state.made for state in self.history[index + 1 :]] + [made]
        codes = {finding.code for each in rounds if each for finding in each.findings}
        del self.history[index + 1 :]
        if len(codes) > 1:
            text = f"the fixes of {_listed(codes)} undo each other and were stopped; ignore one of the codes"
        else:
            text = f"the fix of {_listed(codes)} leads back to the text it began with and was stopped"
        self._refuse(codes, "circular", text)

    def _shrinks(self) -> bool:
        """Did the last round leave a shorter text? Going on like that has an end."""
        return len(self.history) > 1 and len(self.history[-1].source.data) < len(self.history[-2].source.data)

    def _give_up(self, codes: set[str]) -> None:
        """Stop after the last round; without the codes that get nowhere, begin again."""
        before, now = (Counter(finding.code for finding in state.candidates) for state in self.history[-2:])
        stuck = {code for code in codes if now[code] >= before[code]}
        if stuck:
            del self.history[1:]
            text = f"the fixes of {_listed(stuck)} find no end in {ROUNDS} rounds and were not made"
            self._refuse(stuck, "endless", text)
        else:
            text = f"fixes of {_listed(codes)} are left after {ROUNDS} rounds; run again to go on"
            self._refuse(codes, "unfinished", text)

    def _refuse(self, codes: set[str], kind: str, text: str) -> None:
        self.refused_codes.update(dict.fromkeys(codes, text))
        self.unsettled.append(Failure("fix", self.history[0].source.path, kind, text))


def _mark(finding: Finding) -> _Mark:
    return (finding.code, finding.message, f"{finding.context}\0{fix_of(finding).title}")


def _touches(finding: Finding, first: int, last: int) -> bool:
    return any(edit.start_line <= last and first <= edit.end_line for edit in fix_of(finding).edits)


def _listed(codes: Iterable[str]) -> str:
    *first, last = sorted(codes)
    return f"{', '.join(first)} and {last}" if first else last


def _lines(lines: set[int]) -> str:
    more = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, sorted(lines)[:_NAMED]))}{more}"

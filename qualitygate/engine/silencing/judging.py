"""Judges the findings of whole files by their sources: what a comment silences, and what of the comments is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.checking.merge import merge
from qualitygate.engine.request import Request
from qualitygate.engine.results import FileResult
from qualitygate.hosting.host import PluginHost
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Judgement
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.replacement import replace

if TYPE_CHECKING:
    from qualitygate.engine.checking.same_as import SameTables  # few projects have project checkers
    from qualitygate.engine.silencing.suppressions import DirectiveContext  # a few files often have no such comment

NOTHING_MORE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class FileJudge(Struct, frozen=True, dict=True):
    """Gives the same judgements for a file alone and among others."""

    request: Request
    host: PluginHost
    tree: SettingsTree
    same: SameTables | None = None  #: None: nothing that runs has codes for what others find too

    def judge(
        self,
        results: Iterable[FileResult],
        others: Iterable[Finding] = (),
        *,
        looked_for_too: Mapping[str, tuple[str, ...]] = NOTHING_MORE,
    ) -> list[Judgement]:
        """Judge what was found in these files, and ``others`` that were found beside, sorted.

        ``looked_for_too`` are prefixes of codes, by path, that were looked for beside.
        """
        results = list(results)
        findings = merge([*others, *(finding for result in results for finding in result.findings)])
        if self.same is not None:
            findings = self.same.merge(findings)
        directives = {result.checked.path: result.directives for result in results if result.directives}
        if not directives:
            return _marked(findings)
        from qualitygate.engine.silencing.suppress import suppress  # here: a few files often have no such comment
        from qualitygate.engine.silencing.suppressions import judge_directives

        failed = frozenset(failure.path for result in results for failure in result.failures)
        looked_for = {
            result.path: _with(result.looked_for, looked_for_too.get(result.path, ())) for result in results
        }
        judging = replace(self._judging, failed=failed)
        suppressions = judge_directives(directives, looked_for, findings, judging)
        if suppressions.findings:
            findings = merge([*findings, *suppressions.findings])
        return suppress(_marked(findings), suppressions.in_force)

    @cached_property
    def _judging(self) -> DirectiveContext:
        """The rule book and what else no file changes: files are judged batch by batch, as they arrive."""
        from qualitygate.engine.silencing.suppressions import DirectiveContext  # here: as above

        foreign = self.same.comments if self.same is not None else {}
        return DirectiveContext.of_run(self.request.today, self.host, self.tree, foreign)


def _with(looked_for: LookedFor, codes: tuple[str, ...]) -> LookedFor:
    """Add codes; none are added where the file does not parse, as nothing was then looked for in full."""
    return replace(looked_for, codes=(*looked_for.codes, *codes)) if codes and looked_for.codes else looked_for


def _marked(findings: Sequence[Finding]) -> list[Judgement]:
    if not findings:
        return []
    from qualitygate.model.fingerprint import fingerprints  # here: most files have no finding

    return [
        Judgement(finding, fingerprint=mark) for finding, mark in zip(findings, fingerprints(findings), strict=True)
    ]

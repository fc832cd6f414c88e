"""Judges the findings of whole files by their sources: what a comment silences, and what of the comments is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.checking.merge import merge
from qualitygate.engine.request import Request
from qualitygate.engine.results import FileResult
from qualitygate.hosting.host import PluginHost
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Judgement


class FileJudge(Struct, frozen=True):
    """Gives the same judgements for a file alone and among others."""

    request: Request
    host: PluginHost
    tree: SettingsTree

    def judge(self, results: Iterable[FileResult], others: Iterable[Finding] = ()) -> list[Judgement]:
        """Judge what was found in these files, and ``others`` that no source speaks about, sorted."""
        results = list(results)
        findings = merge([*others, *(finding for result in results for finding in result.findings)])
        directives = {result.checked.path: result.directives for result in results if result.directives}
        if not directives:
            return _marked(findings)
        from qualitygate.engine.silencing.suppress import suppress  # here: a few files often have no such comment
        from qualitygate.engine.silencing.suppressions import DirectiveContext, judge_directives

        failed = frozenset(failure.path for result in results for failure in result.failures)
        looked_for = {result.checked.path: result.looked_for for result in results}
        judging = DirectiveContext.of_run(self.request.today, self.host, self.tree, failed)
        suppressions = judge_directives(directives, looked_for, findings, judging)
        if suppressions.findings:
            findings = merge([*findings, *suppressions.findings])
        return suppress(_marked(findings), suppressions.in_force)


def _marked(findings: Sequence[Finding]) -> list[Judgement]:
    if not findings:
        return []
    from qualitygate.model.fingerprint import fingerprints  # here: most files have no finding

    return [
        Judgement(finding, fingerprint=mark) for finding, mark in zip(findings, fingerprints(findings), strict=True)
    ]

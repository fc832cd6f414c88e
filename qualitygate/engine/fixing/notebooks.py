"""A file is repaired as what it is: a text, or a notebook, whose module is repaired and written back into its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.notebooks import check_module
from qualitygate.engine.fixing.elsewhere import Elsewhere
from qualitygate.engine.fixing.judged import open_findings
from qualitygate.engine.fixing.rounds import Fixed, FixPolicy, fix_source
from qualitygate.model.finding import Finding
from qualitygate.model.repair import Refusal
from qualitygate.model.replacement import replace
from qualitygate.source.notebook_cells import NotebookError
from qualitygate.source.notebook_source import ModuleSource
from qualitygate.source.rewrite import RewriteError, is_rewritable, rewrite
from qualitygate.source.source import NOTEBOOK, Source


def fix_file(
    source: Source,
    findings: Sequence[Finding],
    check: Callable[[Source], Checked],
    policy: FixPolicy,
    held: Collection[str] = (),
    elsewhere: Elsewhere | None = None,
    numbers: Mapping[str, int] = MappingProxyType({}),
) -> Fixed:
    """Do as :func:`~qualitygate.engine.fixing.rounds.fix_source`, with notebooks too."""
    if source.kind != NOTEBOOK:
        return fix_source(source, findings, check, policy, held, elsewhere, numbers)
    try:
        module = ModuleSource.of(source)
    except NotebookError:  # nothing was found but that
        return Fixed(source)

    def checked(text: Source) -> Checked:
        return check_module(module.again(text), check)

    found = open_findings(checked(module), source.path, held, policy.same)
    counts = Counter(finding.code for finding in found)
    fixed = fix_source(module, found, checked, policy, held, elsewhere, counts)
    if fixed.source is module:
        return replace(fixed, source=source, checked=None)
    try:
        written = _written(source, module, fixed.source)
    except (NotebookError, RewriteError) as error:
        codes = sorted({finding.code for finding in found if finding.fix})
        refused = [Refusal(source.path, code, 1, f"the cells cannot be written back: {error}") for code in codes]
        return Fixed(source, refusals=refused, failures=fixed.failures)
    return replace(fixed, source=written, checked=check(written))


def _written(source: Source, module: ModuleSource, repaired: Source) -> Source:
    """Return the notebook whose module is the repaired one.

    Raises:
        NotebookError: the cells are not to be told apart any more.
        RewriteError: the file cannot take it.
    """
    if not is_rewritable(source):
        raise RewriteError(f"the file's encoding, {source.encoding}, does not give its bytes back")
    written = rewrite(source, module.notebook.edits(repaired.text))
    if _code(ModuleSource.of(written)) != _code(module.again(repaired)):
        raise NotebookError("they would be read back as other code")
    return written


def _code(module: ModuleSource) -> list[str]:
    """Return the lines of the user's Python; what stands for magics may use other names now."""
    return [line for at, line in enumerate(module.lines, start=1) if module.is_code(at)]

"""What checking one source gave."""

from __future__ import annotations

from msgspec import Struct, field

from qualitygate.engine.results import Share
from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.looked_for import LookedFor


class Checked(Struct):
    """What checking one source gave. Findings are selected, not yet suppressed."""

    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    looked_for: LookedFor = LookedFor()
    seconds: dict[str, float] = field(default_factory=dict)  #: by checker
    shares: list[Share] = field(default_factory=list)  #: in the order of the findings

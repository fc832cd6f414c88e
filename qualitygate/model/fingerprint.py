"""A finding's identity that survives inserted lines and changed line lengths."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from qualitygate.model.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return one fingerprint per finding, in order, distinct within the run.

    Hashed are code, path, scope, the line with blanks collapsed, and an ordinal among equals. Not hashed: line number
    (it moves) and message (E501's contains the length). 32 hexadecimal digits.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    result = []
    for finding in findings:
        key = (finding.code, finding.location.path, finding.scope, " ".join(finding.context.split()))
        ordinal = seen[key]
        seen[key] += 1
        text = "\0".join((*key, str(ordinal))).encode("utf-8", "surrogatepass")
        result.append(hashlib.sha256(text).hexdigest()[:32])
    return result

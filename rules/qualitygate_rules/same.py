"""What flake8's plugins, ruff, pylint and bandit find too: their codes, by what each says about the same place.

Read in https://docs.astral.sh/ruff/rules/ (ruff keeps the codes of the plugins that it follows) and measured on one
sample with ruff 0.17.6, pylint 4.1.4 and bandit 1.9.4: the same line, and for the same reason. Not here is what says
more or less: RUF012 (QG142 is about fields of models only), pylint's W0511 (any TODO), S308 (any ``mark_safe``).
"""

from __future__ import annotations

from qualitygate.api import SameAs

SAME_AS = {
    theirs: SameAs(ours)
    for ours, codes in {
        "QG101": "T201",
        "QG102": "T100",
        "QG103": "B006",
        "QG104": "F631",
        "QG105": "S101",
        "QG106": "DTZ003 DTZ004 DTZ005 DTZ006",
        "QG107": "S113",
        "QG108": "PLW1514",
        "QG109": "S110",
        "QG110": "G001 G002 G003 G004",
        "QG111": "TD003",
        "QG112": "S105",
        "QG131": "DJ008 DJ08",
        "QG132": "DJ001 DJ01",
        "QG134": "DJ003 DJ03",
    }.items()
    for theirs in codes.split()
}

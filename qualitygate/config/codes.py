"""Codes that nothing here has: which plugin of flake8's brings them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol


class Codes(Protocol):
    """Which codes there are. Implemented by ``hosting.known_codes``."""

    @property
    def is_complete(self) -> bool:
        """Are all plugins loaded, so that a code which none of them has is a mistake?"""

    def has(self, prefix: str) -> bool:
        """Does any rule's code begin like this?"""

    def hint(self, prefix: str) -> str:
        """Return what was probably meant: "; did you mean 'E501'?"."""


#: What flake8's plugins call their codes, by the letters before the digits (each plugin's own documentation, November
#: 2026). Those that several plugins have are the most used one's.
_PLUGINS = {
    **{"A": "flake8-builtins", "AAA": "flake8-aaa", "ABS": "flake8-absolute-import", "ANN": "flake8-annotations"},
    **{"ASYNC": "flake8-async", "B": "flake8-bugbear", "BLE": "flake8-blind-except", "C4": "flake8-comprehensions"},
    **{
        "C8": "flake8-commas",
        "CCR": "flake8-cognitive-complexity",
        "CFQ": "flake8-functions",
        "CPY": "flake8-copyright"
    },
    **{"COM": "flake8-commas", "D": "flake8-docstrings", "DAR": "darglint", "DJ": "flake8-django"},
    **{"DOC": "pydoclint", "DTZ": "flake8-datetimez", "DUO": "dlint", "E8": "eradicate", "EM": "flake8-errmsg"},
    **{"ERA": "eradicate", "EXE": "flake8-executable", "FA": "flake8-future-annotations", "FBT": "flake8-boolean-trap"},
    **{"FI": "flake8-future-import", "FIX": "flake8-fixme", "FS": "flake8-use-fstring", "G": "flake8-logging-format"},
    **{"I": "isort or flake8-import-order", "ICN": "flake8-import-conventions", "INP": "flake8-no-pep420"},
    **{"INT": "flake8-gettext", "ISC": "flake8-implicit-str-concat", "LOG": "flake8-logging", "M": "flake8-mutable"},
    **{"N": "pep8-naming", "NQA": "flake8-noqa", "PD": "pandas-vet", "PGH": "pygrep-hooks", "PIE": "flake8-pie"},
    **{"PL": "pylint", "PT": "flake8-pytest-style", "PTH": "flake8-use-pathlib", "PYI": "flake8-pyi"},
    **{
        "Q": "flake8-quotes",
        "R": "flake8-return",
        "RET": "flake8-return",
        "RSE": "flake8-raise",
        "RST": "flake8-rst-docstrings"
    },
    **{"RUF": "ruff", "S": "flake8-bandit", "SC": "flake8-scrapy", "SFS": "flake8-sfs", "SIM": "flake8-simplify"},
    **{"SLF": "flake8-self", "SLOT": "flake8-slots", "T": "flake8-print", "TC": "flake8-type-checking"},
    **{"TD": "flake8-todos", "TI": "flake8-type-ignore", "TID": "flake8-tidy-imports", "TRIO": "flake8-trio"},
    **{"TRY": "tryceratops", "TYP": "flake8-typing-imports", "U": "flake8-unused-arguments", "UP": "pyupgrade"},
    **{"VNE": "flake8-variables-names", "WPS": "wemake-python-styleguide", "YTT": "flake8-2020"},
}


def plugin_of(code: str) -> str:
    """Return which plugin of flake8's, or which other tool, has a code; "" when we know of none."""
    letters = re.match("[A-Z]+", code)
    family = letters[0] if letters else ""
    return _PLUGINS.get(code[: len(family) + 1]) or _PLUGINS.get(family, "")


def cure(code: str) -> str:
    """Say which plugin of flake8's would find a code, and how it is installed; "" when we know of none."""
    plugin = plugin_of(code)
    if not plugin.startswith(("flake8-", "pep8-", "wemake-")) or " " in plugin:
        return f"; it is one of {plugin}'s" if plugin else ""
    return f"; {plugin} brings it: python -m pip install {plugin}"


def brought_by(codes: Iterable[str]) -> str:
    """List codes with the plugins that bring them: "B and B950 (flake8-bugbear), DJ (flake8-django)"."""
    groups: dict[str, list[str]] = {}
    for code in dict.fromkeys(codes):
        groups.setdefault(plugin_of(code), []).append(code)
    return ", ".join(" and ".join(listed) + (f" ({plugin})" if plugin else "") for plugin, listed in groups.items())

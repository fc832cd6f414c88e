"""flake8's ways of writing lists and per-file-ignores in one string, in INI files and on the command line.

Its facts are pinned by tests/unit/config/test_flake8_text.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SEPARATOR = re.compile(r"[,\s]+")
# Texts and not compiled here: few runs need them.
_COMMENT = r"(?m:^|[^\S\n]+)#[^\n]*"
# flake8 7.5 ``utils._FILE_LIST_TOKEN_TYPES``: the first that matches; a lower-case word is a file, "E501" a code.
_TOKEN = r"(?P<code>[A-Z]+[0-9]*(?=$|\s|,))|(?P<file>[^\s:,]+)|\s*(?P<colon>:)\s*|(?P<separator>\s*,\s*|\s+)"


def without_comments(text: str) -> str:
    """Cut `` # …`` to the end of each line. flake8 and pycodestyle do not, and then refuse or misread the list."""
    return re.sub(_COMMENT, "", text)


def split_list(text: str) -> list[str]:
    """Split at commas and white space, as flake8 7.5 ``utils.parse_comma_separated_list`` does."""
    return [entry for entry in _SEPARATOR.split(text) if entry]


def split_files_to_codes(text: str) -> list[tuple[str, list[str]]]:
    """Split ``tests/*,docs/*:F811,E501 setup.py:E402`` into pairs of one pattern and its codes.

    The result is that of flake8 7.5 ``utils.parse_files_to_codes_mapping``, oddities included: a last entry
    without codes is dropped.

    Raises:
        ValueError: the text is not such a mapping.
    """
    pairs: list[tuple[str, list[str]]] = []
    files: list[str] = []
    codes: list[str] = []
    in_codes, may_begin = False, True
    for kind, token in _tokens(text):
        if kind == "colon" and not in_codes:
            in_codes = True
        elif kind == "file" and may_begin:
            if in_codes:
                pairs += [(file, codes) for file in files if codes]
                files, codes, in_codes = [], [], False
            files.append(token)
        elif kind == "code" and in_codes and may_begin:
            codes.append(token)
        elif kind != "separator":
            raise ValueError(f"did not expect {token!r}; write 'pattern:CODE,CODE pattern:CODE'")
        may_begin = kind in ("separator", "colon")
    if text.strip() and not in_codes:
        raise ValueError(f"{(files or [text])[-1]!r} has no codes; write 'pattern:CODE,CODE'")
    return [*pairs, *((file, codes) for file in files if codes)]


def without_effect(text: str) -> str:
    """Say what :func:`split_files_to_codes` drops of a text that it takes, and what to write; "" where nothing."""
    with_codes = {file for file, _ in split_files_to_codes(text)}
    tokens = list(_tokens(text))
    if without := next((token for kind, token in tokens if kind == "file" and token not in with_codes), ""):
        return f"{without!r} has no codes; write 'pattern:CODE,CODE'"
    kinds = [kind for kind, _ in tokens if kind != "separator"]
    return f"{text!r} begins without a pattern; write 'pattern:CODE,CODE'" if kinds[:1] == ["colon"] else ""


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    text = text if text.strip() else ""
    for match in re.finditer(_TOKEN, text):
        yield str(match.lastgroup), match.group().strip()

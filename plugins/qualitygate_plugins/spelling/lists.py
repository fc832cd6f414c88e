"""Ready lists of product names, as packs offer them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from qualitygate.api import ConfigError

if TYPE_CHECKING:
    from importlib.abc import Traversable

#: A comment starts at the line's start or behind a blank: "C#" is a name.
_COMMENT = re.compile(r"(?:^|\s)#.*")


def names_of_lists(wanted: Iterable[str], offered: Sequence[Mapping[str, Traversable]]) -> tuple[str, ...]:
    """Return the names of the lists called ``wanted``. Lists of one name from several packs are joined.

    Raises:
        ConfigError: nobody offers a list of that name.
    """
    known = sorted({name for lists in offered for name in lists})
    result: list[str] = []
    for name in wanted:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise ConfigError(
                f"spelling.names-from: there is no list of names {name!r}; {hint}known: {', '.join(known) or 'none'}"
            )
        for lists in offered:
            if name in lists:
                result += read_list(lists[name].read_text(encoding="utf-8"))
    return tuple(result)


def read_list(text: str) -> list[str]:
    """Return the names in ``text``: one a line, ``#`` starts a comment."""
    lines = (_COMMENT.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]

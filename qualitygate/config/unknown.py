"""What to say about a key that nobody knows: where it stands, and which one was probably meant."""

from __future__ import annotations

from typing import Any

from qualitygate.config.documents import Document
from qualitygate.config.keys import Keys
from qualitygate.config.toml_lines import KeyPath


def unknown_key(document: Document, keys: Keys, key: str, value: Any, path: KeyPath) -> str:
    """Return the message: ``pyproject.toml:14: unknown key 'ignroe' in [tool.qualitygate]; did you mean 'ignore'?``."""
    table, _, name = key.rpartition(".")
    is_new_table = isinstance(value, dict) and not table
    siblings = {other.rpartition(".")[2]: other for other in keys.names() if other.rpartition(".")[0] == table}
    nearest = keys.nearest(name, among=keys.tables if is_new_table else siblings) or keys.nearest(key)
    hint = f"; did you mean {nearest!r}?" if nearest else ""
    place = document.place(*path)
    if is_new_table:
        return f"{place}: unknown table {_header(document, key)}{hint or '; no loaded plugin has it, is one missing?'}"
    if path == (key,) and (table or not document.section):  # a whole file's top level, or dotted on the command line
        return f"{place}: unknown key {key!r}{hint}"
    return f"{place}: unknown key {name!r} in {_header(document, *_tables(path, table))}{hint}"


def _tables(path: KeyPath, table: str) -> tuple[str, ...]:
    above = [str(step) for step in path[:1] if step == "overrides"]
    return (*above, *filter(None, table.split(".")))


def _header(document: Document, *names: str) -> str:
    """Write a table's header as it stands in the file."""
    header = ".".join(filter(None, (document.section.strip("[]"), *names)))
    return f"[[{header}]]" if names == ("overrides",) else f"[{header}]"

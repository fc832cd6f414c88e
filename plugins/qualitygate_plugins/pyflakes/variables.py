"""F841: takes away a variable nobody reads, and keeps what its value does.

Unsafe: the value may be all that the reader was told, ``locals()`` in a debugger shows it, and an object that only the
variable kept alive ends earlier.
"""

from __future__ import annotations

import ast
import re

from qualitygate_plugins.pyflakes.blocks import Blocks, Target
from qualitygate_plugins.pyflakes.spans import Change, Spans

_AS = re.compile(r"[ \t\f)]*?([ \t\f]*\bas[ \t\f]+)")
_EQUALS = re.compile(r"(?:\s|\\\n)*=(?!=)(?:[^\S\n]|\\\n)*")
_EQUALS_AFTER_ANNOTATION = re.compile(rf"[\s)]*{_EQUALS.pattern}")


def is_removable(blocks: Blocks, target: Target) -> bool:
    """Can the whole assignment go, since the value has no effect and there is no other target?"""
    place = blocks.place(target.statement)
    in_try = place is not None and place.field == "body" and hasattr(place.parent, "handlers")
    binder = target.binder
    if isinstance(binder, ast.AnnAssign):
        return binder.value is None or _has_no_effect(binder.value, names=not in_try)
    if not isinstance(binder, ast.Assign) or len(binder.targets) > 1:
        return False
    return _has_no_effect(binder.value, names=not in_try)


def without_target(spans: Spans, target: Target) -> list[Change] | None:
    """Return how to remove the name and keep the value, of an assignment or a ``with``."""
    binder, start = target.binder, spans.start(target.node)
    if isinstance(binder, ast.withitem):
        match = _AS.fullmatch(spans.text, spans.end(binder.context_expr), start)
        return [(match.start(1), spans.end(target.node), "")] if match else None
    if isinstance(binder, ast.Assign):
        if any(isinstance(other, (ast.Tuple, ast.List)) for other in binder.targets):
            return None  # pyflakes would go on to tell of the names that are unpacked
        match = _EQUALS.match(spans.text, spans.end(target.node))
    else:
        match = _EQUALS_AFTER_ANNOTATION.match(spans.text, spans.end(binder.annotation)) if binder.simple else None
    return [(start, match.end(), "")] if match else None


def without_exception_name(spans: Spans, handler: ast.ExceptHandler) -> list[Change] | None:
    """Return how to remove the name from ``except Error as name``."""
    if handler.type is None or handler.name is None:
        return None
    match = _AS.match(spans.text, spans.end(handler.type))
    if match is None or not spans.text.startswith(handler.name, match.end()):
        return None
    return [(match.start(1), match.end() + len(handler.name), "")]


def _has_no_effect(value: ast.expr, *, names: bool) -> bool:
    """Is computing it sure to do nothing and to raise nothing? ``names``: do names count as defined?"""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Name):
        return names
    if isinstance(value, (ast.Tuple, ast.List)):
        return all(_has_no_effect(item, names=names) for item in value.elts)
    if isinstance(value, ast.Set):
        return all(isinstance(item, ast.Constant) for item in value.elts)
    if isinstance(value, ast.Dict):
        keys = all(isinstance(key, ast.Constant) for key in value.keys)
        return keys and all(_has_no_effect(item, names=names) for item in value.values)
    if isinstance(value, ast.UnaryOp):
        return isinstance(value.operand, ast.Constant) and isinstance(value.operand.value, (int, float, complex))
    return isinstance(value, ast.Lambda) and not (value.args.defaults or any(value.args.kw_defaults))

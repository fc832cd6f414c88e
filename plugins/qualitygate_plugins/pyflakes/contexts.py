"""The contexts of pyflakes' walk without its generators: every function opens two, every annotation one.

Its facts are pinned by tests/plugins/pyflakes/test_walker.py.
"""

from __future__ import annotations

from typing import Any


class InScope:
    """What pyflakes' ``in_scope`` does, without a generator."""

    __slots__ = ("_class", "_walker")

    def __init__(self, walker: Any, scope_class: type[Any]) -> None:
        self._walker = walker
        self._class = scope_class

    def __enter__(self) -> None:
        self._walker.scopeStack.append(self._class())

    def __exit__(self, *_: object) -> None:
        self._walker.deadScopes.append(self._walker.scopeStack.pop())


class InAnnotation:
    """What pyflakes' ``_enter_annotation`` does, without a generator."""

    __slots__ = ("_before", "_state", "_walker")

    def __init__(self, walker: Any, state: int) -> None:
        self._walker = walker
        self._state = state

    def __enter__(self) -> None:
        self._before = self._walker._in_annotation
        self._walker._in_annotation = self._state

    def __exit__(self, *_: object) -> None:
        self._walker._in_annotation = self._before

"""What a misspelt name probably means."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], *, count: int = 1) -> list[str]:
    """Return up to ``count`` known names that resemble ``name``, the nearest first; case is overlooked."""
    from difflib import get_close_matches  # 3 ms, needed only for a mistake

    by_fold = {each.lower(): each for each in sorted(known)}
    return [by_fold[each] for each in get_close_matches(name.lower(), by_fold, n=count)]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'config'?", or "" when nothing is near."""
    return "".join(f"; did you mean {each!r}?" for each in nearest(name, known))

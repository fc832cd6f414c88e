"""A value with some of its fields changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["replace"]

if TYPE_CHECKING:
    from dataclasses import replace  # so that mypy checks the names and types of fields; msgspec's takes anything
else:
    from msgspec.structs import replace

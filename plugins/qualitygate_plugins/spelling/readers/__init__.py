"""One reader per kind of file: each takes out of a text what nobody reads as prose."""

from __future__ import annotations

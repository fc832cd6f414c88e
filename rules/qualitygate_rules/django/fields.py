"""Which calls are fields of Django's models."""

from __future__ import annotations

import ast

from qualitygate.api.rules import Context

_PLACES = ("django.db.models.", "django.contrib.postgres.fields.", "django.contrib.gis.db.models.")


def field_of(call: ast.Call, context: Context) -> str:
    """Return the class of the field that a call makes: "CharField"; "" where it makes none."""
    place, _, name = context.meaning(call.func).rpartition(".")
    is_field = name.endswith("Field") or name in ("ForeignKey",)
    return name if is_field and f"{place}.".startswith(_PLACES) else ""


def is_migration(context: Context) -> bool:
    """Is it in a package of migrations, which say what models were?"""
    return "migrations/" in context.path

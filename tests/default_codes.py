"""What counts in a qualitygate with the built-in plugins while a team says nothing."""

from __future__ import annotations

from qualitygate.model.selection import Selection

SELECT = ("C90", "E", "F", "QG", "W")
IGNORE = ("E121", "E123", "E126", "E226", "E24", "E704", "W503", "W504")
DEFAULTS = Selection(default_select=SELECT, default_ignore=IGNORE)

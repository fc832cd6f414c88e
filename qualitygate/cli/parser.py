"""What of argparse is ours: mistakes that are raised, help as wide as the terminal, options that set a key."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from qualitygate.cli.output.streams import terminal_width
from qualitygate.errors import UsageError


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Knows the terminal's width; argparse makes one for each option, and would load ``shutil`` to ask for it."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{"width": terminal_width() - 2, **options})


class Parser(argparse.ArgumentParser):
    """Raises instead of exiting, so that one place decides about exit codes."""

    def error(self, message: str) -> NoReturn:
        """Turn argparse's complaint into ours.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"{message}; see: {self.prog} --help")


class _SetKey(argparse.Action):
    """``--KEY VALUE`` is ``--set KEY=VALUE``."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, *_: Any) -> None:
        """Add the assignment; of several for one key the last one holds."""
        namespace.set = [*namespace.set, f"{self.option_strings[0].lstrip('-')}={values}"]


#: How an option is added that is short for ``--set``.
SETS_KEY: dict[str, Any] = {"action": _SetKey, "dest": "set", "default": argparse.SUPPRESS}


def sets_key_to(key: str, value: str) -> dict[str, Any]:
    """Return how an option is added that is short for ``--set KEY=VALUE``, whatever it is called itself."""
    return {"action": "append_const", "dest": "set", "const": f"{key}={value}", "default": argparse.SUPPRESS}

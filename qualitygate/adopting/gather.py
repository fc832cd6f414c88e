"""Which programs a project is told about, and whose settings are taken over."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from qualitygate.adopting.flake8 import PROGRAMS, read_flake8
from qualitygate.adopting.pylint import read_pylint
from qualitygate.adopting.reading import Reading
from qualitygate.adopting.ruff import read_ruff
from qualitygate.adopting.spelling import read_spelling
from qualitygate.config.keys import Keys
from qualitygate.config.old_files import OldSection
from qualitygate.errors import UsageError
from qualitygate.hosting.known_codes import KnownCodes
from qualitygate.inputs import Inputs

#: What ``--from`` takes.
SOURCES = ("flake8", "ruff", "pylint")


class NothingToTake(UsageError):
    """No program whose settings can be taken over is told anything."""


class Gathered(Struct, frozen=True):
    """What is taken over."""

    reading: Reading  #: whose findings are to stay
    names: Reading | None  #: of scripts that look for misspelt names
    beside: tuple[str, ...]  #: other programs that are told something, and are not taken from


def gather(
    root: str, old: OldSection | None, keys: Keys, codes: KnownCodes, all_codes: Sequence[str], wanted: str
) -> Gathered:
    """Read what there is. ``wanted`` names the program; "" takes the first of flake8 and its kind, ruff, pylint.

    Raises:
        ConfigError: a file cannot be read, or says what its program would refuse.
        NothingToTake: there is nothing to take over.
    """
    inputs = Inputs()
    found = (
        read_flake8(root, old, keys, codes.has, inputs),
        read_ruff(root, codes.has, all_codes, inputs),
        read_pylint(root, inputs),
    )
    readings = [reading for reading in found if reading is not None]
    names = read_spelling(root, inputs)
    chosen = [each for each in readings if wanted in ("", "flake8" if each.program in PROGRAMS else each.program)]
    if not chosen:
        if wanted or names is None:
            raise NothingToTake(
                f"adopt: expected settings of {wanted or 'flake8, pycodestyle, pep8, ruff or pylint'}{_where(wanted)}"
            )
        return Gathered(Reading("", names.title), names, ())
    beside = tuple(
        f"{each.title}: not taken: {chosen[0].program} is taken from; --from {each.program} takes these instead"
        for each in readings
        if each is not chosen[0]
    )
    return Gathered(chosen[0], names, beside)


def _where(wanted: str) -> str:
    looked = {
        "flake8": "a section of .flake8, setup.cfg, tox.ini or .pep8, or a call in a CI file, a hook or a script",
        "ruff": ".ruff.toml, ruff.toml or [tool.ruff]",
        "pylint": ".pylintrc, pylintrc, [tool.pylint], setup.cfg or tox.ini",
    }
    said = looked[
        wanted
    ] if wanted else "a file with [flake8], [pycodestyle], [pep8], [tool.ruff] or [tool.pylint], or one of theirs"
    return f": there is none from here upwards; looked for: {said}"

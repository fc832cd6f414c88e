"""Asks ruff once about all files, and says of each what need not be looked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.json import decode

from qualitygate.api import Failure, Foretold, Settings, Source
from qualitygate.api.lexing import bare_code
from qualitygate_plugins.ruff_engine.doubts import doubts_flakes
from qualitygate_plugins.ruff_engine.guards import HANGING, doubted_style, is_plain
from qualitygate_plugins.ruff_engine.proven import INSTALL, Proof, find_ruff, installed_versions, objection, proof

#: It is found in every file that ruff reads: where it is missing, nobody looked.
_SIGN, _SYNTAX = "CPY001", "invalid-syntax"
_NEVER = "'[^\\s\\S]'"
#: Rules of ruff's that tell of a difference: what stands for F824.
_MORE = ("PLW0602",)
#: Codes that guards alone tell of: ruff has no rule for them, or a line's length tells as much.
_NOT_RUFFS = HANGING | {"E501", "E704", "W391", "W503", "W504"}
#: What ruff finds where pycodestyle finds the other: an operator with a blank on one side only, and too many blank
#: lines above a comment that stands above what they are counted for.
STANDS_FOR = {"E225": ("E226", "E227", "E228"), "E301": ("E303",), "E302": ("E303",), "E305": ("E303",)}
#: Codes of pyflakes that it cannot say here: of Python 3.14 and later, of doctests, of a newer pyflakes, of what does
#: not parse.
UNSAID = frozenset({"F542", "F708", "F709", "F851", "F721", "F999", "F831"})
#: Codes that are looked for alone where only these are in doubt. They are few: for each set of codes that is left,
#: checkers are made.
_ALONE = frozenset({"E203", "E241", "W503", "W504"})
#: Files of one command: an operating system takes no longer ones.
_AT_ONCE = 2000
_SECONDS = 600
#: Nothing of these is in it: pycodestyle's codes, pyflakes', a syntax error.
STYLE, FLAKES = "s", "f"


class _Said(Struct, frozen=True):
    filename: str
    code: str | None = None


class RuffForerunner:
    """Believes ruff where it finds nothing; where it finds something, pycodestyle and pyflakes say what it is."""

    name = "ruff"

    def __init__(self, settings: Settings, known: Proof | None = None) -> None:
        """``known``: another table than that of the plugin, as the command has it that makes the table."""
        known = known or proof()
        self._limit = settings.number("max-line-length")
        self._builtins = settings.strings("builtins")
        #: what code that parses does not have, and what these settings leave undone anyway
        self._silent = {"E112", "E113", "E133", *(() if settings.number("max-doc-length") else ("W505",))}
        selected = {code for code in known.codes if code[0] in "EW" and settings.selection.is_selected(code)}
        usual = settings.number("indent-size") == 4 and not settings.flag("hang-closing")
        is_left = selected <= known.proven and ("W505" in self._silent or not settings.selection.is_selected("W505"))
        # pycodestyle finds all that is selected, or need not be run
        self._style = frozenset(selected) if usual and is_left else frozenset()
        # pyflakes finds all of its codes or none, and in doctests what ruff does not read
        flakes = {code for code in known.codes if code[0] == "F"}
        is_usual = not settings.flag("doctests") and sys.version_info < (3, 14)
        self._flakes = flakes | UNSAID if flakes and flakes <= known.proven and is_usual else frozenset()

    def version(self) -> str:
        """Return the first two numbers of ruff's."""
        return installed_versions().get("ruff", "")

    def look(self, root: str, paths: Sequence[str]) -> Foretold:
        """Ask ruff about the files that end in .py."""
        program = find_ruff()
        if not program:
            message = f'engine = "ruff": there is no ruff in {sys.prefix}; install it: {INSTALL}'
            return Foretold({}, [Failure(self.name, "", "missing-tool", message)])
        if why := objection():
            return Foretold({}, [Failure(self.name, "", "unproven", f'engine = "ruff": {why}')])
        said: dict[str, str] = {}
        python = [path for path in paths if path.endswith(".py")]
        try:
            for start in range(0, len(python), _AT_ONCE):
                said.update(self._ask(program, root, python[start : start + _AT_ONCE]))
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            return Foretold({}, [Failure(self.name, "", "crash", f'engine = "ruff": ruff failed: {error}')])
        return Foretold(said)

    def _ask(self, program: str, root: str, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
        for path, codes in self.found(program, root, paths):
            told = self.told(codes)
            if told is not None:
                yield path, told

    def found(self, program: str, root: str, paths: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
        """Yield each file that ruff read, and its codes there.

        Raises:
            ValueError: it did not do its work, or wrote something else than was expected.
        """
        names = {os.path.join(root, path): path for path in paths}
        command = [program, *self._arguments(), "--", *names]
        environment = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR", "TEMP") if name in os.environ}
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise ValueError(f"exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:300].strip()}")
        found: dict[str, set[str]] = {}
        for each in decode(done.stdout, type=list[_Said]):
            found.setdefault(each.filename, set()).add(each.code or _SYNTAX)
        for name, codes in found.items():
            if name in names and _SIGN in codes:
                yield names[name], codes

    def told(self, codes: set[str]) -> str | None:
        """Return what a file's codes mean for it; None where it does not parse."""
        if not codes.isdisjoint({_SYNTAX, "E902", "E999"}):
            return None
        has_style = any(code[0] in "EW" and code[1].isdigit() for code in codes)
        has_flakes = any(code[0] == "F" and code[1].isdigit() or code in _MORE for code in codes)
        return ("" if has_style else STYLE) + ("" if has_flakes else FLAKES)

    def _arguments(self) -> list[str]:
        style = self._style - _NOT_RUFFS
        wanted = sorted(style.union(*(STANDS_FOR[code] for code in style & STANDS_FOR.keys())))
        wanted += ["F", *_MORE] if self._flakes else []
        python = f"py{sys.version_info.major}{sys.version_info.minor}"
        settings = (
            f"lint.flake8-copyright.notice-rgx={_NEVER}",
            f"lint.dummy-variable-rgx={_NEVER}",
            f"lint.pycodestyle.max-line-length={min(self._limit, 320)}",
            "lint.task-tags=[]",
            f"builtins={json.dumps(self._builtins)}",
        )
        return [
            *("check", "--isolated", "--no-cache", "--preview", "--ignore-noqa", "--no-fix", "--exit-zero", "--quiet"),
            *("--output-format=json", f"--target-version={python}", f"--select={','.join((_SIGN, *wanted))}"),
            *(f"--config={each}" for each in settings),
        ]

    def absent(self, source: Source, said: str) -> tuple[str, ...]:
        """Return what is proven, as far as ruff and the guards agree."""
        if source.kind != "python" or not is_plain(source):
            return ()
        absent: set[str] = {"E902", "E999"}
        has_style, has_flakes = STYLE in said and bool(self._style), FLAKES in said and bool(self._flakes)
        code = bare_code(source) if has_style or has_flakes else None
        if has_style and (doubted := self.doubted(source, code)) <= _ALONE:
            absent |= self._silent | self._style - doubted
        if has_flakes and not doubts_flakes(code):
            absent |= self._flakes
        return tuple(sorted(absent))

    def doubted(self, source: Source, code: str | None) -> frozenset[str]:
        """Return the codes of pycodestyle that may be in the source although ruff finds none."""
        return doubted_style(source, code, limit=self._limit, wanted=self._style)

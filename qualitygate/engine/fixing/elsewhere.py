"""What the other files of a tree reach in a module: a safe fix takes none of it away, whichever checker made it.

A checker sees one file. That a name is used nowhere in it says nothing of ``from utils import name`` in another one, of
names that are looked up as strings, or of what importing a module of the tree does beside defining names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from qualitygate.engine.fixing.effects import Effects
from qualitygate.engine.fixing.losses import Loss, run_modules
from qualitygate.engine.fixing.mentions import (
    is_explored,
    is_handed_on,
    looks_up,
    names_of_module,
    names_part,
    reaches,
)
from qualitygate.engine.fixing.submodules import STANDARD, reached_submodules
from qualitygate.source.source import Source

#: Files in which "module:name" is an entry point, a setting or what a command starts, and notebooks.
ENDINGS = (
    ".py", ".pyi", ".toml", ".cfg", ".ini", ".yaml", ".yml", ".json", ".ipynb", ".env", ".sh", ".service", ".conf",
    "Procfile", "Dockerfile", "Makefile",
)  # fmt: skip
_PYTHON = (".py", ".pyi")

#: Calls that find a name by a string, and those that go through all names of a module that they load by a string.
_LOOK_UP = re.compile(
    r"\b(?:[gs]etattr|hasattr|delattr|attrgetter|methodcaller|import_module|__import__|__dict__|vars|import_string|"
    r"patch|entry_points|load_object|locate)\b"
)
_LOADS = re.compile(
    r"\b(?:import_module|__import__|iter_modules|walk_packages|run_path|run_module|exec_module|load_module|find_spec|"
    r"exec|execfile)\b"
)
_GOES_THROUGH = re.compile(r"\b(?:vars|dir|getmembers|__dict__|run_path|run_module|exec|execfile)\b")
#: What looks at the names of whoever calls it, or of the program that was started.
_LOOKS_OUT = re.compile(
    r"\b(?:_getframe|currentframe|f_back|f_globals|f_locals|getouterframes|inspect\.stack|import __main__)\b|"
    r"(['\"])__main__\1\]"
)


class Elsewhere:
    """Answers for one tree; ``texts`` are those of its files by path, as they were before the repair."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._modules: dict[str, list[str]] | None = None
        self._imports: dict[str, Sequence[str]] = {}
        self._effects = Effects(texts)
        self._values: dict[str, tuple[bool, Collection[str], str]] = {}

    def objection(self, after: Source, loss: Loss) -> str:
        """Say why a module may not lose this, as the end of a sentence; "" when nothing speaks against it.

        ``after`` is what is left of it. What its other imports run anyway is not lost.
        """
        path = after.path
        for name in loss.names:
            if user := self._user(path, name) or self._reaches_itself(after, name):
                return f"{user} may use '{name}' of this file"
        for name in loss.inner:
            if user := self._onlooker(path, name):
                return f"{user} may use '{name}' of this file"
        return self._objection_to_modules(after, loss)

    def _objection_to_modules(self, after: Source, loss: Loss) -> str:
        path = after.path
        for module in loss.modules:
            for loaded in (".".join(module.split(".")[:end]) for end in range(2, module.count(".") + 2)):
                if user := self._user_of_submodule(path, loaded):
                    return f"{user} may use '{loaded}', which it does not import itself"
            package, _, name = module.rpartition(".")
            for file in self._files(package) if name in loss.names else ():
                if self._effects.is_found_as_test(file, name):
                    return f"'{name}' of {file} is looked for in this file too, as tests and their fixtures are"
        lost = self._loaded([file for module in loss.modules for file in self._files(module)], {path})
        for file in sorted(lost - self._left(after)) if lost else ():
            if self._effects.does_something(file):
                return f"importing {file} does more than define names"
        return ""

    def _left(self, after: Source) -> frozenset[str]:
        """Return the files that are run for a module: those of its packages, and what it imports, itself aside."""
        files = [self._files(module) for module in run_modules(after)]
        sure = [each[0] for each in files if len(each) == 1]  # of several that may be meant none is
        return self._loaded([*self._packages(after.path), *sure], {after.path})

    def _packages(self, path: str) -> Iterator[str]:
        parts = path.split("/")[:-1]
        for end in range(1, len(parts) + 1):
            if (name := "/".join([*parts[:end], "__init__.py"])) in self._texts:
                yield name

    def _loaded(self, files: Sequence[str], without: Collection[str] = ()) -> frozenset[str]:
        """Return all files that are run when these are imported, not going through those that are ``without``."""
        found: set[str] = set()
        pending = [*files]
        while pending:
            file = pending.pop()
            if file not in found and file not in without:
                found.add(file)
                pending += self._imported(file)
        return frozenset(found)

    def _imported(self, file: str) -> Sequence[str]:
        if file not in self._imports:
            source = Source.from_text(self._texts[file], path=file)
            named = (each for module in run_modules(source) for each in self._files(module))
            self._imports[file] = [*self._packages(file), *named]
        return self._imports[file]

    def _reaches_itself(self, after: Source, name: str) -> str:
        """Return the path of a module that imports itself to reach ``name``; "" when it does not."""
        _, stem = _package_and_module(after.path)
        text = after.text
        if stem not in text:
            return ""
        by_string = _LOOK_UP.search(text) and re.search(rf"['\".]{re.escape(stem)}['\"]", text)
        if reaches(text, stem, name, is_python=True) or (by_string and names_part(text, name)):
            return after.path
        return ""

    def _user_of_submodule(self, path: str, module: str) -> str:
        """Return a file that goes through its package to a submodule that somebody else has to import."""
        last = module.rpartition(".")[2]
        if module == last or not (module in STANDARD or self._files(module)):
            return ""
        attribute = re.compile(rf"\.\s*{re.escape(last)}\b")
        for file, text in self._texts.items():
            if file != path and file.endswith(".py") and last in text and attribute.search(text):
                tree = self._effects.tree(file)
                if tree is not None and any(f".{module}".endswith(f".{each}") for each in reached_submodules(tree)):
                    return file
        return ""

    def _user(self, path: str, name: str) -> str:
        """Return a file that reaches ``name`` in the module at ``path``."""
        package, stem = _package_and_module(path)
        is_value, also, explored = self._as_value(stem)
        for file, text in self._texts.items():
            is_python = file.endswith(_PYTHON)
            if file == path or name not in text and "import *" not in text:
                continue
            if stem in text and reaches(text, stem, name, is_python=is_python):
                return file
            if is_python and (is_value or _LOOKS_OUT.search(text)) and names_part(text, name):
                return file
            if is_python and also and re.search(rf"\b(?:{'|'.join(also)})\s*\.\s*{re.escape(name)}\b", text):
                return file
        for file, explores in self._dynamic.items():
            text = self._texts[file]
            if file != path and (explores or (name in text and looks_up(text, name, loads=bool(_LOADS.search(text))))):
                if _may_know(file, text, path, stem, package):
                    return file
        return explored

    def _onlooker(self, path: str, name: str) -> str:
        """Return a file that looks for ``name`` in the frames of whoever calls it."""
        for file, text in self._texts.items():
            if file != path and name in text and file.endswith(_PYTHON):
                if _LOOKS_OUT.search(text) and names_part(text, name):
                    return file
        return ""

    def _as_value(self, stem: str) -> tuple[bool, Collection[str], str]:
        """Is a module of this name given to something, or returned, anywhere? And how else is it called there?

        Last the path of a file that goes through all its names; "" where none does.
        """
        if stem not in self._values:
            imported = re.compile(rf"\bimport\b.*?\b{re.escape(stem)}\b")
            is_value, also, explored = False, set[str](), ""
            for file, text in self._texts.items():
                if stem in text and file.endswith(".py") and imported.search(text):
                    tree = self._effects.tree(file)
                    names = names_of_module(tree, stem) if tree is not None else frozenset()
                    is_value = is_value or (tree is not None and is_handed_on(tree, names))
                    explored = explored or (file if tree is not None and is_explored(tree, names) else "")
                    also |= names - {stem}
            self._values[stem] = is_value, frozenset(map(re.escape, also)), explored
        return self._values[stem]

    @cached_property
    def _dynamic(self) -> Mapping[str, bool]:
        """The files that find names or modules by strings, and whether they go through the names of what they load."""
        return {
            file: bool(_LOADS.search(text) and _GOES_THROUGH.search(text))
            for file, text in self._texts.items()
            if file.endswith(_PYTHON) and (_LOOK_UP.search(text) or _LOADS.search(text))
        }

    def _files(self, module: str) -> Sequence[str]:
        """Return the files that ``module`` may be, by the ends of their paths."""
        if self._modules is None:
            self._modules = {}
            for path in self._texts:
                if path.endswith(".py"):
                    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
                    for begin in range(len(parts)):
                        self._modules.setdefault(".".join(parts[begin:]), []).append(path)
        return self._modules.get(module, ())


def _package_and_module(path: str) -> tuple[str, str]:
    *parents, stem = path.rpartition(".")[0].split("/")
    if stem == "__init__" and parents:
        *parents, stem = parents
    return parents[-1] if parents else "", stem


def _may_know(file: str, text: str, path: str, module: str, package: str) -> bool:
    """May a file find the module at ``path`` by a string? In its own directory, or where it or its package is named."""
    named = "|".join(re.escape(each) for each in (module, package) if each)
    return file.rpartition("/")[0] == path.rpartition("/")[0] or bool(re.search(rf"\b(?:{named})\b", text))

"""``qualitygate new rule|checker|plugin NAME``: the beginning of one, with a test that fails until it is done."""

from __future__ import annotations

import argparse
import os
import posixpath
from collections.abc import Iterable, Mapping
from contextlib import suppress

from msgspec import Struct
from tomli import TOMLDecodeError, loads

from qualitygate.api.reporting import printable
from qualitygate.cli.commands.beginnings import (
    Name,
    free_code,
    in_package,
    in_project,
    letters_of,
    of_package,
    read_code,
    read_name,
)
from qualitygate.cli.setup import Setup, set_up
from qualitygate.config.load import CommandLine, load
from qualitygate.config.toml_edit import with_word
from qualitygate.errors import QualityGateError, UsageError
from qualitygate.files.destination import leads_outside
from qualitygate.files.replace import ChangedError, LinkedError, create, replace_content
from qualitygate.model.verdict import ExitCode

_FOLDER = "tools/rules"  #: of a project's own rules, below its root
_OWN, _SHARED = "qualitygate.toml", "pyproject.toml"


class _Begun(Struct, frozen=True):
    """What is to be written, and what is to be done then."""

    texts: Mapping[str, str]  #: by absolute path
    next: tuple[str, ...]  #: a line each


def command(arguments: argparse.Namespace) -> int:
    """Write the files, put a local plugin into the configuration, and say what comes next."""
    name = read_name(arguments.name)
    setup = set_up(arguments)
    begun = _begun(arguments, name, setup)
    _write_all(begun.texts, setup.host.root)
    registered: tuple[str, ...] = ()
    if arguments.what != "plugin" and not _package_at(arguments.to):
        registered = _register(arguments, setup, next(iter(begun.texts)))
    written = [f"written: {os.path.relpath(path)}" for path in begun.texts]
    for line in (*written, *registered, "next:", *(f"  {line}" for line in begun.next)):
        print(printable(line))
    return ExitCode.PASSED


def _begun(arguments: argparse.Namespace, name: Name, setup: Setup) -> _Begun:
    codes, package = setup.catalogue.codes(), _package_at(arguments.to)
    if arguments.what == "plugin":
        _refuse_plugin(name, setup)
        code = _code(arguments, codes, (), letters_of(name))
        return _new_package(name, code, os.path.abspath(os.path.join(arguments.to or ".", name.text)))
    _refuse_taken(name, setup)
    local = {ref.name for ref in setup.host.refs if ref.path}
    own = [code for code in codes if setup.catalogue.owner(code) in local]
    if not package:
        folder = os.path.abspath(arguments.to) if arguments.to else os.path.join(setup.host.root, *_FOLDER.split("/"))
        return _new_file(arguments.what, name, _code(arguments, codes, own), folder)
    if arguments.what == "checker":
        raise UsageError("new checker: expected a directory of the project; a package offers its checkers itself")
    return _new_in_package(name, _code(arguments, codes, (), letters_of(Name(package[0]))), package)


def _code(arguments: argparse.Namespace, codes: Iterable[str], own: Iterable[str], letters: str = "") -> str:
    return read_code(arguments.code, codes) if arguments.code else free_code(codes, own, letters)


def _refuse_taken(name: Name, setup: Setup) -> None:
    rules = {setup.catalogue.rule(code).name: code for code in setup.catalogue.codes()}
    if name.text in rules:
        raise UsageError(f"new: there is a rule {name.text!r} already; see: qualitygate explain {rules[name.text]}")
    _refuse_plugin(name, setup)


def _refuse_plugin(name: Name, setup: Setup) -> None:
    if not {name.module, name.text}.isdisjoint(ref.name for ref in setup.host.refs):
        raise UsageError(f"new: there is a plugin {name.text!r} already; see: qualitygate plugins")


def _new_file(what: str, name: Name, code: str, folder: str) -> _Begun:
    texts = in_project(what, name, code, folder)
    rule, test = (os.path.relpath(path) for path in texts)
    body = "examples and check" if what == "rule" else "RULE and check"
    return _Begun(
        texts,
        (
            f"python -m pytest {test}     fails: nothing is found yet",
            f"in {rule}: {body} are yours to write; a comment shows what would do",
            f"qualitygate explain {code}     what everybody will read about it",
        ),
    )


def _new_in_package(name: Name, code: str, package: tuple[str, str, str]) -> _Begun:
    _, module, source = package
    folder = os.path.dirname(os.path.dirname(source)) if os.path.basename(os.path.dirname(source)) == "src" else (
        os.path.dirname(source)
    )
    texts = in_package(name, code, module, folder, source)
    rule, test = (os.path.relpath(path) for path in texts)
    init = os.path.relpath(posixpath.join(source, "__init__.py"))
    return _Begun(
        texts,
        (
            f"in {init}: from {module}.{name.module} import {name.class_name}",
            f"    and {name.class_name}() among its RULES",
            f"python -m pytest {test}     fails: nothing is found yet",
            f"in {rule}: examples and check are yours to write; a comment shows what would do",
        ),
    )


def _new_package(name: Name, code: str, folder: str) -> _Begun:
    texts = of_package(name, code, folder)
    shown = os.path.relpath(folder)
    return _Begun(
        texts,
        (
            f"python -m pip install -e {shown}     and qualitygate plugins lists it",
            f"python -m pytest {shown}     fails: nothing is found yet",
            f"in {os.path.relpath(list(texts)[-2])}: examples and check are yours to write",
            f"qualitygate new rule NAME --to {shown}     one more rule",
        ),
    )


def _package_at(folder: str | None) -> tuple[str, str, str] | None:
    """Return plugin, module and directory of the package that a directory offers as a plugin; None = it is none."""
    if not folder:
        return None
    try:
        with open(os.path.join(folder, _SHARED), "rb") as file:
            offered = loads(file.read().decode("utf-8"))["project"]["entry-points"]["qualitygate"]
            plugin, value = next(iter(offered.items()))
    except (OSError, UnicodeDecodeError, TOMLDecodeError, KeyError, TypeError, AttributeError, StopIteration):
        return None
    module = str(value).partition(":")[0].partition(".")[0]
    for above in ("src", "."):
        source = os.path.normpath(os.path.join(os.path.abspath(folder), above, module))
        if os.path.isdir(source):
            return plugin, module, source
    raise UsageError(f"--to: expected {module!r} below {folder!r} or its src, as pyproject.toml there says")


def _write_all(texts: Mapping[str, str], root: str) -> None:
    """Write all of the files or none: nothing that is there is touched, nor where links lead out of the project."""
    for path in texts:
        if target := leads_outside(path, root):
            raise UsageError(
                f"new: nothing is written: a link leads out of the project, to {target}; name that folder: --to"
            )
    there = [os.path.relpath(path) for path in texts if os.path.lexists(path)]
    if there:
        raise UsageError(f"new: nothing is written, for this is there already: {', '.join(there)}")
    done: list[str] = []
    try:
        for path, text in texts.items():
            os.makedirs(os.path.dirname(path), exist_ok=True)
            create(path, text.encode("utf-8"))
            done.append(path)
    except BaseException as error:  # an interrupt too: half a package helps nobody
        for path in done:
            with suppress(OSError):
                os.unlink(path)
        if isinstance(error, OSError):
            raise UsageError(f"new: not written: {error.filename or path}: {error.strerror or error}") from None
        raise


def _register(arguments: argparse.Namespace, setup: Setup, path: str) -> tuple[str, ...]:
    """Name a plugin's file in the root's configuration, or say what to write there."""
    root = setup.host.root
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    word = f"./{relative}"
    target = _configuration(arguments, root)
    if target is None:
        return (f'to be written into the configuration: plugins = ["{word}"]',)
    table = ("tool", "qualitygate") if os.path.basename(target) == _SHARED else ()
    before = b""
    with suppress(FileNotFoundError), open(target, "rb") as file:
        before = file.read()
    try:
        after = with_word(before.decode("utf-8"), table, "plugins", word)
        if after is None:
            raise UnicodeError
        if os.path.lexists(target):
            replace_content(target, before, after.encode("utf-8"), root=root)
        else:
            create(target, b"version = 1\n" + after.encode("utf-8"))
        return (f"changed: {os.path.relpath(target)}: plugins has {word}", *_unselected(arguments))
    except (OSError, UnicodeError, ChangedError, LinkedError):
        return (f'to be written into {os.path.relpath(target)}: plugins = [..., "{word}"]',)


def _configuration(arguments: argparse.Namespace, root: str) -> str | None:
    """Return the file that plugins are to be named in; None = a new line would change what is in force, or is not read.

    Where an old file of flake8's is in force, one of ours would put it out of force.
    """
    found = load(os.getcwd(), CommandLine(arguments.config, arguments.isolated)).found
    if arguments.config or arguments.isolated or found.old is not None:
        return None
    if found.run is not None:
        target = os.path.join(root, found.run[1].name)
        return target if found.run[0] in ("", ".") else None
    shared = os.path.join(root, _SHARED)
    return shared if os.path.exists(shared) else os.path.join(root, _OWN)


def _unselected(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Say which of the project's own codes would not count."""
    try:
        setup = set_up(arguments)
    except QualityGateError as error:
        return (f"and now: {error}",)
    local = {ref.name for ref in setup.host.refs if ref.path}
    selection = setup.tree.settings_for("_").selection
    silent = [
        code
        for code in setup.catalogue.codes()
        if setup.catalogue.owner(code) in local and setup.catalogue.rule(code).on_by_default
        and not selection.is_selected(code)
    ]
    return (f'to be written beside it, for it is not selected yet: extend-select = ["{silent[-1]}"]',) if silent else ()

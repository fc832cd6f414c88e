"""``qualitygate adopt``: the settings of flake8 or pycodestyle as ``[tool.qualitygate]``, and the findings compared."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from qualitygate.api.reporting import printable
from qualitygate.cli.commands.check import worker_count
from qualitygate.cli.setup import Setup, set_up
from qualitygate.config.keys import CODE_LISTS, PATTERN_LISTS, PER_FILE_IGNORES, Keys
from qualitygate.config.load import CommandLine, load
from qualitygate.config.local_plugins import as_written, entries_of_old
from qualitygate.config.old_files import OldSection, convert
from qualitygate.engine.own_rules import OWN_DEFAULTS
from qualitygate.engine.request import Request
from qualitygate.engine.run import run
from qualitygate.errors import ConfigError, RevisionError, UsageError
from qualitygate.files.replace import ChangedError, LinkedError, create, replace_content
from qualitygate.hosting import ask
from qualitygate.model.finding import Finding
from qualitygate.model.verdict import ExitCode
from qualitygate.vcs.command import Git

_HEADER = "[tool.qualitygate]"
_LISTED = 20  # differences that are printed

#: Where and what: what is compared.
_Place = tuple[str, int, int, str]


class _Adopted(Struct, frozen=True):
    lines: tuple[str, ...]  #: of the new table, without its header
    left: tuple[str, ...]  #: what was not taken, and why


class _Seen(Struct, frozen=True):
    findings: Mapping[_Place, Finding]
    failures: tuple[str, ...]


def command(arguments: argparse.Namespace) -> int:
    """Write the table and compare; exit 1 where the findings differ, 3 where something could not be checked."""
    setup = set_up(arguments)
    old = _old_section(arguments)
    directory = os.path.dirname(old.path)
    target = os.path.join(directory, "pyproject.toml")
    before = _content(target)
    if before is None:
        target = os.path.join(directory, "qualitygate.toml")
    adopted = _adopt(old, setup)
    after = _with_table(before, f"# taken over from {old.title}", adopted.lines)
    if arguments.dry_run:
        _print(_difference(before or b"", after, os.path.basename(target)))
        _print(adopted.left)
        return ExitCode.PASSED
    if not arguments.force:
        _refuse_uncommitted(target, before)
    was = _check(setup, arguments)
    _write(target, before, after)
    try:
        now = _check(set_up(arguments), arguments)
    except BaseException:  # an interrupt too: settings that nobody has compared are not left behind
        _take_back(target, before, after)
        raise
    _print((f"{old.title} -> {os.path.basename(target)}", *adopted.left, *_compared(was, now)))
    _print((f"next: take [{old.section}] out of {old.name}, unless flake8 still reads it; then: qualitygate audit",))
    if was.failures or now.failures:
        _print(dict.fromkeys((*was.failures, *now.failures)))
        return ExitCode.INCOMPLETE
    return ExitCode.PASSED if was.findings.keys() == now.findings.keys() else ExitCode.FAILED


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(printable(line))


def _old_section(arguments: argparse.Namespace) -> OldSection:
    """Return the section that governs the directory we stand in."""
    found = load(os.getcwd(), CommandLine(arguments.config, arguments.isolated)).found
    if found.old is None:
        there = f"{found.run[1].name} has settings already" if found.run else "there is none from here upwards"
        raise UsageError(f"adopt: expected a file with [flake8], [pycodestyle] or [pep8] in force: {there}")
    return found.old


def _adopt(old: OldSection, setup: Setup) -> _Adopted:
    """Put the section's values in TOML, and codes that nothing here has aside: our own keys would refuse them."""
    document, notes = convert(old, Keys(ask.options(setup.host), setup.catalogue.selection(OWN_DEFAULTS)))
    left = [*notes]

    def known(codes: Iterable[str], key: str) -> list[str]:
        listed = list(dict.fromkeys(codes))
        unheard = [code for code in listed if not setup.codes.has(code)]
        if unheard:
            left.append(f"not taken: {key} {', '.join(unheard)}: no rule that is installed has such a code")
        return [code for code in listed if code not in unheard]

    own = [as_written(entry, os.path.dirname(old.path)) for entry in entries_of_old(old)]
    lines = [f"plugins = {_toml(own)}"] if own else []
    tables: list[str] = []
    for key, value in document.table.items():
        if key == PER_FILE_IGNORES:
            tables += _per_file(value, known)
        elif isinstance(value, dict):
            tables += ["", f"[tool.qualitygate.{key}]", *(f"{name} = {_toml(each)}" for name, each in value.items())]
        elif key in CODE_LISTS:
            lines.append(f"{key} = {_toml(known(value, key))}")
        elif key in PATTERN_LISTS:
            lines.append(f"{key} = {_toml([_pattern(each) for each in value])}")
        else:
            lines.append(f"{key} = {_toml(value)}")
    return _Adopted((*lines, *tables), tuple(left))


def _per_file(
    pairs: Iterable[tuple[str, list[str]]], known: Callable[[Iterable[str], str], list[str]]
) -> Iterator[str]:
    together: dict[str, list[str]] = {}
    for pattern, codes in pairs:
        together.setdefault(_pattern(pattern), []).extend(codes)
    taken = {pattern: known(codes, f"{PER_FILE_IGNORES} {pattern}") for pattern, codes in together.items()}
    if any(taken.values()):
        yield from ("", f"[tool.qualitygate.{PER_FILE_IGNORES}]")
    yield from (f"{_toml(pattern)} = {_toml(codes)}" for pattern, codes in taken.items() if codes)


def _pattern(text: str) -> str:
    """Write flake8's pattern as git would, as far as that can: to flake8 (7.5, fnmatch) ``*`` crosses directories,
    and "./" is where the file stands.
    """
    text = text.removeprefix("./") or text
    head, text = ("**/", text[2:]) if text.startswith("*/") else ("", text)
    body, end = (text[:-2], "/*") if text.endswith("/*") else (text, "")
    return head + body.replace("/**/", "/*/").replace("/*", "/**/*") + end


def _toml(value: Any) -> str:
    """Write a value; the strings of JSON are strings of TOML but for one character, DEL."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _with_table(before: bytes | None, comment: str, lines: tuple[str, ...]) -> bytes:
    """Return the file with the table at its end, everything before it byte for byte as it was; None = a new file.

    Raises:
        UsageError: the file's ``tool`` is not open for one more table.
    """
    if before is None:
        own = [line.replace("[tool.qualitygate.", "[") for line in lines]
        return "".join(f"{line}\n" for line in (comment, *own)).encode()
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before else end if before.endswith(b"\n") else end * 2
    after = before + gap + b"".join(line.encode() + end for line in (_HEADER, comment, *lines))
    from tomli import TOMLDecodeError, loads  # here: only what is written is read again

    try:
        loads(after.decode("utf-8"))
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"pyproject.toml: {_HEADER} cannot be added at its end: {error}") from None
    return after


def _difference(before: bytes, after: bytes, name: str) -> Iterator[str]:
    from difflib import unified_diff  # here: only --dry-run shows one

    old, new = (text.decode("utf-8", "replace").splitlines() for text in (before, after))
    return unified_diff(old, new, name, name, lineterm="")


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None


def _refuse_uncommitted(target: str, before: bytes | None) -> None:
    """Leave a file alone that the last commit has not as it is; outside a repository nothing is known, and it may."""
    if before is None:
        return
    directory, name = os.path.split(target)
    try:
        git = Git(directory, asker="adopt")
        if git.ask("rev-parse", "--git-dir").returncode:
            return
        committed = git.ask("cat-file", "blob", f"HEAD:./{name}")
    except RevisionError:
        return  # no git here
    if committed.returncode or committed.stdout.replace(b"\r\n", b"\n") != before.replace(b"\r\n", b"\n"):
        raise UsageError(f"{name} has changes that are not committed; commit it first, or say --force")


def _write(target: str, before: bytes | None, after: bytes) -> None:
    """Write the file whole or not at all."""
    try:
        if before is None:
            create(target, after)
        else:
            replace_content(target, before, after, root=os.path.dirname(target))
    except (OSError, ChangedError, LinkedError) as error:
        raise UsageError(f"{target}: not written: {error or type(error).__name__}") from None


def _take_back(target: str, before: bytes | None, after: bytes) -> None:
    """Leave the file as it was."""
    if before is None:
        os.unlink(target)
    else:
        _write(target, after, before)


def _check(setup: Setup, arguments: argparse.Namespace) -> _Seen:
    request = Request((), os.getcwd(), jobs=worker_count(arguments.jobs), executor=arguments.executor)
    report = run(setup.given(request)).report
    findings = [each.finding for each in report.open]
    return _Seen({_place(each): each for each in findings}, tuple(f"{e.path}: {e.message}" for e in report.failures))


def _place(finding: Finding) -> _Place:
    where = finding.location
    return where.path, where.line, where.column, finding.code


def _compared(was: _Seen, now: _Seen) -> Iterator[str]:
    """Tell how the findings under the old and the new settings differ."""
    gone, added = was.findings.keys() - now.findings.keys(), now.findings.keys() - was.findings.keys()
    if not gone and not added:
        yield f"the same {len(was.findings):,} findings under the old settings and the new"
        return
    yield f"{len(was.findings):,} findings under the old settings, {len(now.findings):,} under the new"
    for title, places in (("only under the old", gone), ("only under the new", added)):
        for path, line, column, code in sorted(places)[:_LISTED]:
            yield f"  {title}: {path}:{line}:{column}: {code}"
        if len(places) > _LISTED:
            yield f"  {title}: {len(places) - _LISTED:,} more"
    path, line, _, code = min(gone | added)
    yield f"why: qualitygate why {path}:{line}:{code}"

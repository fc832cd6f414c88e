"""Command lines in files of CI services, in tox.ini, Makefile and scripts: which program is called with which words."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence

from msgspec import Struct

from qualitygate.config.documents import read_text
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs

#: Files that call programs, those first whose word counts most: a finding there stops a merge.
_FILES = (
    *(".gitlab-ci.yml", "Jenkinsfile", "azure-pipelines.yml", "bitbucket-pipelines.yml", ".travis.yml"),
    *(".circleci/config.yml", "tox.ini", "Makefile"),
)
_WORKFLOWS = ".github/workflows"
_SCRIPTS = ("", "scripts", "script", "bin", "tools", "ci", ".ci")
_LARGEST = 500_000  # bytes; a script that is larger is none
#: What stands before a command: a key of YAML, a step of a Jenkinsfile, "commands =", "@" and "-" of make.
_BEFORE = re.compile(
    r"\s*(?:-\s+)?(?:(?:run|script|command|entry|commands|commands_pre|bash)\s*[:=]\s*[|>]?-?\s*|(?:sh|bat)\s*\(?\s*)?"
)
#: Words before the program that change nothing about what it finds.
_RUNNERS = {
    "poetry", "pipenv", "uv", "uvx", "pdm", "hatch", "rye", "pipx", "run", "exec", "time", "nice", "sudo", "env"
}
_NEGATIONS = ("!", "if", "while", "then", "do", "else", "&&", "||", "(", "{")
_ENDS = (";", "&&", "||", "|", "&", ")", "}")


class Call(Struct, frozen=True):
    """One call of one program."""

    words: tuple[str, ...]  #: the program's name without its directory, and what follows
    place: str  #: "tox.ini:14"
    is_forgiven: bool = False  #: its exit code counts nothing: "|| true" stands behind it
    piped: tuple[str, ...] = ()  #: the words of the program that reads what it prints


def command_files(root: str, inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every file that may call programs."""
    names = [f"{_WORKFLOWS}/{name}" for name in _names(root, _WORKFLOWS) if name.endswith((".yml", ".yaml"))]
    names += _FILES
    names += [
        f"{directory}/{name}".lstrip("/")
        for directory in _SCRIPTS
        for name in _names(root, directory)
        if _is_script(name)
    ]
    for name in names:
        try:
            text = read_text(os.path.join(root, name), name, inputs)
        except ConfigError:
            continue  # no text, so that nobody runs it
        if text is not None and len(text) <= _LARGEST:
            yield name, text


def calls(name: str, text: str, programs: Sequence[str]) -> Iterator[Call]:
    """Yield the calls of some programs in a text."""
    if not any(program in text for program in programs):
        return
    for number, line in _command_lines(name, text):
        for words, end, piped in _simple_commands(_BEFORE.sub("", line, count=1)):
            called = _without_runners(words)
            if called and called[0] in programs:
                yield Call(tuple(called), f"{name}:{number}", end == "||", tuple(piped))


def _names(root: str, directory: str) -> list[str]:
    try:
        return sorted(os.listdir(os.path.join(root, directory)))
    except OSError:
        return []


def _is_script(name: str) -> bool:
    return name.endswith((".sh", ".bash")) or ("." not in name and name not in ("Makefile", "Jenkinsfile", "LICENSE"))


def _command_lines(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers, those joined that end in a backslash; of an INI file only its ``commands``."""
    key, begun, start = "", "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if name.endswith(".ini") and (found := re.match(r"\[|([\w-]+)\s*=", line)):
            key = found[1] or ""
        if name.endswith(".ini") and not key.startswith("commands"):
            continue
        start = start if begun else number
        begun += line.removesuffix("\\")
        if not line.endswith("\\"):
            yield start, begun
            begun = ""


def _simple_commands(line: str) -> Iterator[tuple[list[str], str, list[str]]]:
    """Split a line into commands: the words, what ends them, and the words behind a pipe."""
    tokens = _tokens(line)
    parts: list[tuple[list[str], str]] = [([], "")]
    for token in tokens:
        if token in _ENDS or token in ("(", "{"):
            parts[-1] = parts[-1][0], token
            parts.append(([], ""))
        else:
            parts[-1][0].append(token)
    for index, (words, end) in enumerate(parts):
        yield words, end, parts[index + 1][0] if end == "|" else []


def _tokens(line: str) -> list[str]:
    """Read words as a shell does; a line in quotes (``sh 'flake8 app'``, a string of YAML) is what is in them."""
    line = line.strip()
    if line[:1] in ("'", '"') and line.rstrip(")")[-1:] == line[0] and line.rstrip(")").count(line[0]) == 2:
        line = line.rstrip(")")[1:-1]
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        return list(lexer)
    except ValueError:
        return []  # a quote that does not end: no command of one line


def _without_runners(words: list[str]) -> list[str]:
    """Leave out what runs the program: ``poetry run python -m flake8`` is ``flake8``."""
    words = list(words)
    while words and (words[0] in _NEGATIONS or words[0] in _RUNNERS or re.match(r"[A-Za-z_]\w*=", words[0])):
        words.pop(0)
    if len(words) > 2 and re.fullmatch(r"python[\d.]*|\{envpython\}", os.path.basename(words[0])):
        words = words[2:] if words[1] == "-m" else words
    return [re.split(r"[/@]", words[0])[-1] if "/" in words[0] else words[0], *words[1:]] if words else []

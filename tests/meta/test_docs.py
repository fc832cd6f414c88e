"""What the documents say is so: commands, examples, keys, hooks, codes, formats, links."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tomli import loads as toml_loads
from qualitygate.config.keys import CORE, FILE_KINDS, OVERRIDES, PER_FILE_IGNORES, STAGES, Keys
from qualitygate.engine.own_rules import OWN_DEFAULTS, OWN_RULES
from qualitygate.files.kinds import kinds_by_suffix
from qualitygate.hosting import ask, hookspecs
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.discovery import find_plugins
from qualitygate.hosting.host import PluginHost
from qualitygate.inputs import Inputs
from qualitygate.model.settings import KINDS, PluginPolicy
from qualitygate.model.verdict import ExitCode

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(ROOT / folder / "README.md" for folder in ("plugins", "rules", "benchmarks")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
PROFILES = sorted((ROOT / "rules" / "qualitygate_rules" / "data" / "profiles").glob("*.toml"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the cells of every table row."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def _qualitygate(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qualitygate", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


@pytest.fixture(scope="module")
def host() -> PluginHost:
    """The host with the built-in plugins and no others."""
    refs = find_plugins(PluginPolicy(), str(ROOT), Inputs())
    return PluginHost(ref for ref in refs if ref.module.startswith("qualitygate_"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with nothing in it."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_the_two_commands_are_the_ones_that_ci_runs() -> None:
    commands = [block.strip() for block in _blocks(README, "sh") if "venv" in block]
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert len(commands) == 2
    installing, _, testing = commands[1].rpartition(" && ")
    assert [command for command in (commands[0], installing) if command not in lines] == []
    assert lines[-1].strip() == testing, "CI reads the last line that pytest prints"


def test_the_example_in_the_readme_prints_what_is_shown(project: Path) -> None:
    (project / ".pep8").write_text(_blocks(README, "ini")[0])
    (project / "shop" / "migrations").mkdir(parents=True)
    (project / "shop" / "migrations" / "0001_initial.py").write_text("import os\n")
    (project / "shop" / "views.py").write_text(_blocks(README, "python")[0])
    _, _, shown = _blocks(README, "console")[0].partition("$ qualitygate\n")

    done = _qualitygate(project)

    assert done.stdout == shown, done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize(
    "text", [*_blocks(README, "toml"), *_blocks(CONFIGURATION, "toml")], ids=["readme", "overrides", "kinds"]
)
def test_a_configuration_in_the_documents_is_valid(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(text)

    assert _qualitygate(project, "config").stderr == ""


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.stem)
def test_a_profile_is_valid_and_documented(project: Path, profile: Path) -> None:
    (project / "qualitygate.toml").write_text(f'version = 1\nprofile = "{profile.stem}"\n')

    assert _qualitygate(project, "config").stderr == ""
    assert f"`{profile.stem}`" in CONFIGURATION


def test_every_key_is_documented_with_its_default(host: PluginHost) -> None:
    documented = {row[0].strip("`"): row[1] for row in _rows(CONFIGURATION) if len(row) == 3 and row[0].startswith("`")}
    options = list(Keys(ask.options(host), Catalogue(host, OWN_RULES).selection(OWN_DEFAULTS)))

    assert {option.key for option in options} | {PER_FILE_IGNORES, OVERRIDES, STAGES, FILE_KINDS} <= documented.keys()
    for option in options:
        default = documented[option.key]
        if default.startswith("`"):
            value = toml_loads(f"value = {default.strip('`')}")["value"]
            assert (tuple(value) if isinstance(value, list) else value) == option.default, option.key
        else:
            assert isinstance(option.default, tuple)
            assert [entry for entry in option.default if f"`{entry}`" not in CONFIGURATION] == []


def test_every_choice_is_documented(host: PluginHost) -> None:
    choices = {(option.key, choice) for option in (*CORE, *ask.options(host)) for choice in option.choices}

    assert [choice for choice in sorted(choices) if f"`{choice[1]}`" not in CONFIGURATION] == []


def test_every_hook_is_documented_with_its_arguments() -> None:
    text = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    specified = {
        f"{name}({', '.join(function.__code__.co_varnames[: function.__code__.co_argcount])})"
        for name, function in vars(hookspecs).items()
        if name.startswith("qualitygate_")
    }

    assert set(re.findall(r"^\| `(qualitygate_\w+\(.*?\))`", text, re.MULTILINE)) == specified


def test_every_code_is_in_the_table_of_the_readme(host: PluginHost) -> None:
    prefixes: list[str] = []
    for row in _rows(README):
        prefixes += re.findall(r"`([A-Z]+\d*)`", row[0])
        for letters, first, last in re.findall(r"`([A-Z]+)(\d+)`–`\1(\d+)`", row[0]):
            prefixes += [f"{letters}{number}" for number in range(int(first), int(last) + 1)]

    assert [code for code in Catalogue(host, OWN_RULES).codes() if not code.startswith(tuple(prefixes))] == []


def test_every_format_is_in_the_readme(host: PluginHost) -> None:
    (line,) = re.findall(r"^Formats: (.*)\. A report", README, re.MULTILINE)

    assert sorted(re.findall(r"`([\w-]+)`", line)) == sorted(ask.formats(host))


def test_every_exit_code_is_in_the_readme() -> None:
    assert {row[0] for row in _rows(README) if row[0].isdigit()} == {str(code.value) for code in ExitCode}


def test_the_drawing_shows_every_file_of_the_core_and_nothing_that_is_not_there() -> None:
    files = {path.relative_to(ROOT / "qualitygate") for path in (ROOT / "qualitygate").rglob("*.py")}
    drawn = {name for name in _drawn(_blocks(ARCHITECTURE, "")[0]) if not name.endswith("/")}

    assert sorted(drawn) == sorted(path.as_posix() for path in files if path.name != "__init__.py")


def test_the_drawing_of_pep8_shows_every_file_but_the_fixes() -> None:
    (drawing,) = (block for block in _blocks(ARCHITECTURE, "") if block.startswith("plugins/qualitygate_plugins/pep8/"))
    root = ROOT / "plugins" / "qualitygate_plugins" / "pep8"
    files = {path.relative_to(root).as_posix() for path in root.rglob("*.py") if path.name != "__init__.py"}

    assert {name for name in _drawn(drawing) if name.endswith(".py")} == {
        name for name in files if not name.startswith("fixes/")
    }


def _drawn(tree: str) -> list[str]:
    """Return the paths of a drawing, those of directories with a slash at their end."""
    paths, parents = [], [""]
    for indent, name in re.findall(r"^((?:│   |    )*)[├└]── (\S+)", tree, re.MULTILINE):
        parents = [*parents[: len(indent) // 4 + 1], name]
        paths.append("".join(parents))
    return paths


@pytest.mark.parametrize("top", ["__main__", "reasons", "main"], ids=["core", "engine", "cli"])
def test_the_layers_are_those_of_the_contract(top: str) -> None:
    (drawing,) = (block for block in _blocks(ARCHITECTURE, "") if block.startswith(f"{top}\n"))
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8")

    assert "".join(f"    {line}\n" for line in drawing.splitlines()) in contract


def test_the_decisions_are_numbered_without_gaps() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    broken = []
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        linked = (document.parent / file).resolve() if file else document
        if not linked.exists():
            broken.append(target)
        elif anchor:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
            broken += [] if anchor in anchors else [target]

    assert broken == []


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_no_document_names_a_place_on_one_machine(document: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users)/\S*", document.read_text(encoding="utf-8")) == []


def test_every_ending_is_in_the_table_of_kinds() -> None:
    rows = {row[0].strip("`"): row[1] for row in _rows(CONFIGURATION) if len(row) == 2}
    endings = [
        (kind, ending)
        for directory in ("", "templates")
        for ending, kind in kinds_by_suffix(directory).items()
        if f"`{ending}`" not in rows[kind]
    ]

    assert endings == []
    assert set(KINDS) <= rows.keys()

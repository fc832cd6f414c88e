"""``qualitygate new``: what it writes fails its test, does what its text says it will, and is found by the gate."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tomli import loads

from tests.cli.conftest import Project

PROPOSAL = re.compile(r"((?: *# .*\n)+) *yield from \(\)\n")


def follow(path: Path) -> None:
    """Do what the comment in a new file says: put what it proposes in the place of the last line."""
    text = path.read_text(encoding="utf-8")
    proposed = PROPOSAL.search(text)
    assert proposed is not None
    lines = [re.sub(r"^( *)#     ", r"\1", line) for line in proposed[1].splitlines() if "#     " in line]
    path.write_text(text.replace(proposed[0], "".join(f"{line}\n" for line in lines)), encoding="utf-8")


def pytest_of(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("what", "bad", "found"),
    [
        ("rule", "import time\n\ntime.sleep(1)\n", "shop.py:3:1: TEAM101 'sleep' blocks; use the queue"),
        ("checker", "total = 0  # XXX\n", "shop.py:1:14: TEAM101 'XXX' says nothing"),
    ],
)
def test_it_fails_until_it_does_what_its_text_says(project: Project, what: str, bad: str, found: str) -> None:
    project.write({"shop.py": bad})
    done = project.run("new", what, "slow-shop")
    first = pytest_of(project, "tools/rules/test_slow_shop.py")
    clean = project.run("--no-cache", "tools")
    follow(project.root / "tools" / "rules" / "slow_shop.py")
    then = pytest_of(project, "tools/rules/test_slow_shop.py")
    checked = project.run("--no-cache", "--format=flake8")

    assert (done.code, done.err) == (0, "")
    assert "1 failed" in first.stdout, first.stderr
    assert clean.code == 0, clean.out
    assert "failed" not in then.stdout and "passed" in then.stdout, then.stdout
    assert checked.out == f"{found}\n", "what is written passes the gate itself"


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
def test_b3_nothing_is_written_where_a_link_leads_out_of_the_project(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (project.root / "tools").symlink_to(outside)

    done = project.run("new", "rule", "slow-shop")

    assert (done.code, list(outside.iterdir())) == (2, [])
    assert "a link leads out of the project, to " in done.err
    assert project.run("new", "rule", "slow-shop", "--to", str(outside / "rules")).code == 0


def test_it_says_what_was_written_and_what_is_next(project: Project) -> None:
    out = project.run("new", "rule", "slow-shop").out

    assert out == """\
written: tools/rules/slow_shop.py
written: tools/rules/test_slow_shop.py
changed: qualitygate.toml: plugins has ./tools/rules/slow_shop.py
next:
  python -m pytest tools/rules/test_slow_shop.py     fails: nothing is found yet
  in tools/rules/slow_shop.py: examples and check are yours to write; a comment shows what would do
  qualitygate explain TEAM101     what everybody will read about it
"""


def test_the_codes_go_on_where_the_project_is(project: Project) -> None:
    project.run("new", "rule", "slow-shop", "--code", "SHOP107")
    out = project.run("new", "rule", "dear-shop").out

    assert "qualitygate explain SHOP108" in out


def test_a_file_that_is_there_is_never_touched(project: Project) -> None:
    project.write({"tools/rules/test_slow_shop.py": "mine = 1\n"})

    done = project.run("new", "rule", "slow-shop")

    assert (done.code, done.err.count("there already: tools/rules/test_slow_shop.py")) == (2, 1)
    assert (project.root / "tools/rules/test_slow_shop.py").read_text() == "mine = 1\n"
    assert not (project.root / "tools/rules/slow_shop.py").exists()
    assert not (project.root / "qualitygate.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Slow",), "expected a name of small letters"),
        (("../slow",), "expected a name of small letters"),
        (("json",), "a word or a module of Python"),
        (("class",), "a word or a module of Python"),
        (("none",), "a word or a module of Python"),
        (("source",), "or a class of ours"),
        (("print-call",), "there is a rule 'print-call' already; see: qualitygate explain QG101"),
        (("pep8",), "there is a plugin 'pep8' already"),
        (("slow-shop", "--code", "slow1"), "expected 1 to 8 capitals and 1 to 6 digits"),
        (("slow-shop", "--code", "E501"), "there is a rule E501 already"),
    ],
)
def test_a_name_or_code_that_cannot_be_is_refused(project: Project, arguments: tuple[str, ...], said: str) -> None:
    done = project.run("new", "rule", *arguments)

    assert (done.code, said in done.err) == (2, True), done.err
    assert list(project.root.iterdir()) == [project.root / ".git"]


@pytest.mark.parametrize(
    ("files", "changed", "said"),
    [
        pytest.param(
            {"pyproject.toml": "[tool.black]\nline-length = 100 # ours\n"},
            "[tool.black]\nline-length = 100 # ours\n\n"
            "[tool.qualitygate]\nplugins = [\"./tools/rules/slow_shop.py\"]\n",
            "changed: pyproject.toml",
            id="no table yet",
        ),
        pytest.param(
            {"pyproject.toml": "[tool.qualitygate]\nselect = ['E']\n[tool.qualitygate.gate]\nfail-on = 'error'\n"},
            None,
            'not selected yet: extend-select = ["TEAM101"]',
            id="another selection",
        ),
        pytest.param(
            {"pyproject.toml": "[tool.qualitygate]\nplugins = [ # none\n]\n", "qualitygate.toml": ""},
            None,
            "qualitygate.toml",
            id="two files",
        ),
    ],
)
def test_the_configuration_gets_one_line_and_keeps_the_others(
    project: Project, files: dict[str, str], changed: str | None, said: str
) -> None:
    project.write(files)

    done = project.run("new", "rule", "slow-shop")

    text = (project.root / "pyproject.toml").read_text()
    assert said in done.out + done.err
    assert changed in (None, text)
    assert "TEAM101" in project.run("rules").out or done.code == 2


def test_an_old_configuration_stays_in_force(project: Project) -> None:
    project.write({".flake8": "[flake8]\nmax-line-length = 100\n"})

    out = project.run("new", "rule", "slow-shop").out

    assert 'to be written into the configuration: plugins = ["./tools/rules/slow_shop.py"]' in out
    assert not (project.root / "qualitygate.toml").exists()


def test_a_package_is_installed_and_found(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    project.write({"shop.py": "import time\n\ntime.sleep(1)\n"})
    done = project.run("new", "plugin", "acme-rules")
    more = project.run("new", "rule", "slow-call", "--to", "acme-rules")
    package = project.root / "acme-rules"
    venv = tmp_path_factory.mktemp("venv")
    python = _venv_beside_ours(venv)
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*install, "--no-build-isolation", str(package)], check=True, capture_output=True)
    first = _run(python, package, "pytest", "-q", "-p", "no:cacheprovider")
    for name in ("sleep_call", "slow_call"):
        follow(package / "src" / "acme_rules" / f"{name}.py")
    subprocess.run([*install, "--no-build-isolation", "--force-reinstall", str(package)], check=True)
    then = _run(python, package, "pytest", "-q", "-p", "no:cacheprovider")
    listed = _run(python, project.root, "qualitygate", "plugins")
    checked = _run(python, project.root, "qualitygate", "--no-cache", "--format=flake8")

    assert (done.code, more.code) == (0, 0), done.err + more.err
    assert "from acme_rules.slow_call import SlowCall" in more.out
    assert loads((package / "pyproject.toml").read_text())["project"]["dependencies"] == ["qualitygate-lint"]
    assert "2 failed" in first.stdout, first.stdout + first.stderr
    assert "2 passed" in then.stdout, then.stdout + then.stderr
    assert re.search(r"^acme-rules +acme-rules 0\.1\.0 +acme_rules +1 rule$", listed.stdout, re.MULTILINE)
    assert checked.stdout == "shop.py:3:1: ACME101 'sleep' blocks; use the queue\n", checked.stderr


def _venv_beside_ours(folder: Path) -> Path:
    """Make a virtual environment that has what ours has, without an index."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    ours = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "ours.pth").write_text(f"import site; site.addsitedir({ours!r})\n")
    return folder / "bin" / "python"


def _run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, "-m", *arguments], cwd=folder, capture_output=True, text=True)

"""Each preset against the real program: a sample project has known findings, and they are found where they are."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from qualitygate.api import Project, ProjectFile, ProjectFindings
from qualitygate_plugins.tools.checker import ToolChecker
from qualitygate_plugins.tools.declaration import declared
from qualitygate_plugins.tools.presets import preset_names

TOOLS = Path(os.environ.get("QUALITYGATE_TOOLS") or Path.home() / ".cache" / "qualitygate-tools")
BAD = """\
import sys
import os


def add(a: int, b: int) -> int:
    return a + b


def never() -> str:
    recieve = add("1", 2)
    eval("1")
    s = '\N{MATHEMATICAL SCRIPT CAPITAL X}'; add(1, missing)
    return 3 if s else recieve
"""
SETTINGS = """\
SECRET_KEY, INSTALLED_APPS, TEMPLATES = "x", ["django.contrib.contenttypes", "shop"], []
ROOT_URLCONF, DEFAULT_AUTO_FIELD = "urls", "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
"""
MODELS = """\
from django.db import models


class Order(models.Model):
    name = models.CharField()
    other = models.ForeignKey("self", models.CASCADE, related_name="a-b")
"""
FILES = {
    "pkg/__init__.py": "",
    "pkg/bad.py": BAD,
    "pkg/good.py": "def two():\n    return 2\n\n\ndef three():\n    return 3\n",
    "templates/a.html": '<div>\n<img src="x.png">\n</div>\n',
    "tests/test_sample.py": "from pkg.good import two\n\n\ndef test_two():\n    assert two() == 3\n",
    "manage.py": "import os\nimport sys\n\nos.environ['DJANGO_SETTINGS_MODULE'] = 'settings'\n"
    "from django.core.management import execute_from_command_line  # noqa: E402\n\n"
    "execute_from_command_line(sys.argv)\n",
    "settings.py": SETTINGS,
    "urls.py": "urlpatterns = []\n",
    "shop/__init__.py": "",
    "shop/models.py": MODELS,
    "shop/migrations/__init__.py": "",
    "pyproject.toml": '[tool.pyrefly]\npreset = "strict"\n',
}
KINDS = {".py": "python", ".html": "template", ".toml": "text"}
#: Path, line, column (0 = it says none), code, and a part of the message.
EXPECTED: dict[str, tuple[str, int, int, str, str]] = {
    "mypy": ("pkg/bad.py", 10, 19, "MYPY003", '"add" has incompatible type "str"'),
    "pyright": ("pkg/bad.py", 12, 21, "PYRIGHT054", '"missing" is not defined [reportUndefinedVariable]'),
    "ty": ("pkg/bad.py", 12, 21, "TYCHECK", "Name `missing` used when not defined [unresolved-reference]"),
    "pyrefly": ("pkg/bad.py", 12, 21, "PYREFLY", "Could not find name `missing` [unknown-name]"),
    "ruff": ("pkg/bad.py", 12, 21, "RUFF821", "Undefined name `missing` [F821]"),
    "pylint": ("pkg/bad.py", 12, 21, "PLE0602", "Undefined variable 'missing' [E0602]"),
    "bandit": ("pkg/bad.py", 11, 5, "BANDIT307", "insecure function"),
    "djlint": ("templates/a.html", 2, 1, "DJLH013", "alt attribute. [H013]"),
    "codespell": ("pkg/bad.py", 10, 0, "CODESPEL000", "recieve ==> receive"),
    "spell": ("pkg/bad.py", 10, 0, "SPELL000", "recieve ==> receive"),
    "typos": ("pkg/bad.py", 10, 5, "TYPOS000", "`recieve` should be `receive`"),
    "vulture": ("pkg/bad.py", 9, 0, "VULTURE003", "unused function 'never'"),
    "isort": ("pkg/bad.py", 1, 0, "ISORT001", "isort would change this"),
    "black": ("pkg/bad.py", 12, 0, "BLACK001", "black would change this"),
    "django": ("shop.Order.other", 0, 0, "DJANGOE18306", "a-b"),
    "django-migrations": ("manage.py", 0, 0, "MIGRATE000", "Migrations for 'shop'"),
    "coverage": ("pkg/good.py", 6, 0, "COV001", "no test runs line 6"),
    "tests": ("tests/test_sample.py", 5, 0, "TESTS001", "assert 2 == 3"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, whose own environment is the one with the tools."""
    if not (TOOLS / "tools.txt").exists():
        pytest.skip(f"the tools are not installed in {TOOLS}; run: tests/plugins/tools/install.sh")
    root = tmp_path_factory.mktemp("sample")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / ".venv").symlink_to(TOOLS)
    return root


def _project(root: Path) -> Project:
    files = tuple(ProjectFile(name, KINDS[Path(name).suffix]) for name in sorted(FILES))
    return Project(str(root), files, home=str(root))


def _ask(root: Path, name: str, **keys: object) -> ProjectFindings:
    (tool,) = declared((json.dumps({"preset": name, **keys}),))
    return ToolChecker(tool).check(_project(root))


@pytest.mark.consumer
@pytest.mark.parametrize("name", preset_names())
def test_a_preset_finds_what_is_known_where_it_is(sample: Path, name: str) -> None:
    if name == "coverage":
        command = [
            str(TOOLS / "bin" / "coverage"), "run", "--source=pkg", "-m", "pytest", "-q", "-p", "no:cacheprovider"
        ]
        subprocess.run(command, cwd=sample, capture_output=True, env={"PATH": os.defpath, "HOME": str(sample)})
    keys = {"paths": ["pkg"]} if name in ("pylint", "vulture", "mypy") else {}
    found = _ask(sample, name, **keys)
    path, line, column, code, message = EXPECTED[name]

    assert list(found.failures) == []
    said = [(each.location.path.removeprefix(f"{sample}/").removeprefix("./"), each) for each in found.findings]
    assert [
        each
        for where, each in said
        if (where, each.location.line, each.location.column) == (path, line, column)
        and each.code.startswith(code)
        and message in each.message
    ], [f"{where}:{each.location.line}:{each.location.column}: {each.code} {each.message}" for where, each in said]
    assert not [each for _, each in said if each.code.endswith("000") and "000" not in code], "its table lacks names"


@pytest.mark.consumer
@pytest.mark.parametrize("name", [name for name in preset_names() if name not in ("coverage", "tests", "spell")])
def test_a_preset_says_nothing_where_nothing_is_wrong(sample: Path, tmp_path: Path, name: str) -> None:
    good = {"good.py": 'def two():\n    """Say 2."""\n    return 2\n\n\nprint(two())\n', "a.html": "<p>two</p>\n"}
    if name.startswith("django"):
        good |= {each: FILES[each] for each in ("manage.py", "urls.py")}
        good["settings.py"] = SETTINGS.replace(', "shop"', "").replace("TEMPLATES = ", "TEMPLATES = ")
    for each, text in good.items():
        (tmp_path / each).write_text(text)
    (tmp_path / ".venv").symlink_to(TOOLS)
    files = tuple(ProjectFile(each, KINDS[Path(each).suffix]) for each in sorted(good))
    (tool,) = declared((json.dumps({"preset": name, **({"paths": ["good.py"]} if name == "pylint" else {})}),))
    found = ToolChecker(tool).check(Project(str(tmp_path), files, home=str(tmp_path)))

    said = [each for each in found.findings if "docstring" not in each.message]
    assert (list(found.failures), said) == ([], [])

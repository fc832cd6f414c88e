"""What is checked is data: nothing in the packages runs a shell, evaluates text or unpickles bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN_MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill"}
FORBIDDEN_CALLS = {"eval", "exec", "os.system", "os.popen", "pty.spawn", "subprocess.getoutput"}
FILES = sorted(
    path
    for package in ("qualitygate", "plugins/qualitygate_plugins", "rules/qualitygate_rules")
    for path in (ROOT / package).rglob("*.py")
)


def _offences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] in FORBIDDEN_MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in FORBIDDEN_MODULES:
            yield str(node.module)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in FORBIDDEN_CALLS:
                yield name
            for keyword in node.keywords:
                if keyword.arg == "shell" and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value):
                    yield "shell=True"


def test_no_shell_no_eval_no_pickle() -> None:
    offences = {str(path.relative_to(ROOT)): list(_offences(ast.parse(path.read_text("utf-8")))) for path in FILES}

    assert {path: found for path, found in offences.items() if found} == {}


@pytest.mark.parametrize(
    "code",
    ["import pickle", "from marshal import loads", "eval(text)", "os.system(text)", "subprocess.run(text, shell=True)"],
)
def test_an_offence_is_seen(code: str) -> None:
    assert len(list(_offences(ast.parse(code)))) == 1

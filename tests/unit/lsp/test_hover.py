"""What is told where the pointer is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from qualitygate.lsp.hover import code_at, explanation
from qualitygate.model.rule import Example, Rule
from tests.cli.conftest import Project
from tests.unit.lsp.sessions import PULLS, Talks


@pytest.mark.parametrize(
    ("line", "offset", "code"),
    [
        ("import os  # noqa: F401, E501", 20, "F401"),
        ("import os  # noqa: F401, E501", 27, "E501"),
        ("import os  # noqa: F401, E501", 3, None),
        ("E501 = 1", 1, None),
        ("{# qualitygate: ignore[QG201] #}", 25, "QG201"),
    ],
)
def test_a_code_counts_in_a_comment_that_silences(line: str, offset: int, code: str | None) -> None:
    found = code_at(line, offset)

    assert (found and found[0]) == code


def test_a_rule_is_explained_with_its_examples() -> None:
    rule = Rule(
        "ACME1", "acme-one", "One", why="Because.", examples=(Example("```\n", "x\n"),), url="https://example.com"
    )

    text = explanation([rule])

    assert text.startswith("**ACME1** acme-one (warning, style, no fix)\n\nOne.\n\nBecause.")
    assert "**bad**\n\n````\n```\n````" in text and "**good**\n\n```\nx\n```" in text
    assert text.endswith("[More about ACME1](https://example.com)")


@pytest.mark.parametrize(
    ("text", "line", "character", "said"),
    [
        pytest.param("import os\n", 0, 8, "**F401**", id="a finding"),
        pytest.param("import os  # noqa: F401\n", 0, 20, "**F401**", id="a code in a comment"),
        pytest.param("x = 1\n", 0, 0, None, id="nothing"),
        pytest.param("x = 1\n", 99, 99, None, id="behind the text"),
    ],
)
def test_hovering_explains(
    talks: Talks, folder: Path, text: str, line: int, character: int, said: str | None
) -> None:
    talk, uri = talks(PULLS), (folder / "a.py").as_uri()
    talk.open(uri, text)

    params = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    answer: Any = talk.ask("textDocument/hover", params)

    assert (answer is None) is (said is None)
    assert said is None or said in answer["contents"]["value"]


@pytest.mark.parametrize(
    ("code", "text", "settings"),
    [
        pytest.param("QG102", "breakpoint()\n", 'extend-select = ["QG102"]\n', id="of the pack"),
        pytest.param(
            "SHOP1",
            "print(1)\n",
            '[[rule]]\ncode = "SHOP1"\nname = "sleep-call"\nmessage = "use a task"\nwhy = "A worker sleeps."\n'
            'pattern = "print($X)"\nreplace = "wait($X)"\nbad = ["print(2)\\n"]\ngood = ["wait(2)\\n"]\n',
            id="declared",
        ),
    ],
)
def test_hovering_says_what_explain_says(talks: Talks, folder: Path, code: str, text: str, settings: str) -> None:
    (folder / "qualitygate.toml").write_text(settings, "utf-8")
    talk, uri = talks(PULLS), (folder / "a.py").as_uri()
    talk.open(uri, text)

    params = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}}
    hovered: str = talk.ask("textDocument/hover", params)["contents"]["value"]
    explained = Project(folder).run("explain", code).out.partition("\nhere: ")[0]

    assert hovered.startswith(f"**{code}** ")
    plain = re.sub(r"\\(.)", r"\1", re.sub(r"(?m)^```\w*$", "", hovered))  # without the signs of Markdown
    assert re.findall(r"\w+", plain) == re.findall(r"\w+", explained)

"""Sources that somebody wrote to keep the gate busy: no step may look at everything for each thing it finds."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Project

#: As often as this a quadratic reading takes many minutes, and a linear one a few seconds.
MANY = 25_000
#: Seconds. Not a measure of speed: what is not linear takes hundreds.
LIMIT = 100


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        pytest.param("x = 1  " + "# qualitygate: ignore[" * MANY + "\n", "py", id="open brackets on one line"),
        pytest.param("x = 1  " + "# noqa: F401 " * MANY + "\n", "py", id="comments on one line"),
        pytest.param("# qualitygate: off[E501]\n" * MANY + "# qualitygate: on[E502]\n" * MANY, "py", id="blocks"),
        pytest.param("# qualitygate: ignore-file[E501]\n" * MANY + "import os\n", "py", id="for the file"),
        pytest.param("if x:\n" + "    # qualitygate: off[E501]\n    y\n" * MANY, "py", id="in one block"),
        pytest.param("x = 1  # qualitygate: ignore[" + "unused-imporx," * MANY + "]\n", "py", id="names"),
        pytest.param("{# qualitygate: ignore[QG201] #}" * MANY + "\n", "html", id="a template"),
        pytest.param("".join("`" * (length % 200) + " " for length in range(MANY)) + "noqa\n", "md", id="code spans"),
        pytest.param(" " * 8 * MANY + "one two three four\n", "txt", id="blanks before words"),
        pytest.param("x " + " " * 8 * MANY + "x\n", "md", id="blanks between words"),
        pytest.param("<a " + "a" * 8 * MANY + ">\n", "html", id="a long attribute"),
    ],
)
def test_e10_a_source_full_of_directives_is_judged_in_time(project: Project, text: str, ending: str) -> None:
    project.write({f"a.{ending}": text.encode(), "qualitygate.toml": '[spelling]\nnames = ["GitHub"]\n'})

    done = project.run("--no-cache", "--select=F401,E501,QG", f"a.{ending}", "--format=concise", timeout=LIMIT)

    assert done.code in (0, 1)

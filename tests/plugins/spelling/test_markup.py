"""A safe fix never breaks what the text around it means to docutils, to a Markdown parser, or to a link."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from qualitygate_plugins.spelling.checker import SpellingChecker

from qualitygate.api import Applicability
from qualitygate.model.fix import apply_edits
from qualitygate.testing.checkers import run_checker

from .conftest import Find

NAMES = ("GitHub", "Wellfire Interactive", "Node.js")
WRONG = ("Git Hub", "Github", "Githbu", "Wellfire interactive", "Welfire Interactive", "WellfireInteractive", "NodeJS")


def _after_safe_fixes(text: str, kind: str) -> str:
    findings = run_checker(SpellingChecker(NAMES), text, kind=kind)
    fixes = [finding.fix for finding in findings if finding.fix and finding.fix.applicability == Applicability.SAFE]
    return apply_edits(text, [edit for fix in fixes for edit in fix.edits])


def _rst(text: str) -> tuple[list[str], list[str]]:
    """Return the nodes of a document, and what docutils has to say about it."""
    settings = {"report_level": 2, "halt_level": 5, "warning_stream": False, "_disable_config": True}
    document = publish_doctree(text, settings_overrides=settings)
    said = [message.astext() for message in (*document.findall(nodes.system_message), *document.transform_messages)]
    return [type(node).__name__ for node in document.findall()], said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("`{w} <https://x.example>`_, `{w}`_\n", id="a link and its name"),
        pytest.param("{w}\n{line}\n\nSee `{w}`_.\n", id="a title that is a target"),
        pytest.param("{line}\n{w}\n{line}\n\nText\n", id="a title between lines"),
        pytest.param("_`{w}` is here, see `{w}`_.\n", id="a target inside a text"),
        pytest.param("{line}  ====\n{w}  text\n{line}  ====\nx{blanks}  y\n{line}  ====\n", id="a simple table"),
        pytest.param("+-{dashes}-+---+\n| {w} | y |\n+-{dashes}-+---+\n", id="a grid table"),
    ],
)
@pytest.mark.parametrize("wrong", WRONG)
def test_c8_safe_fixes_leave_restructured_text_intact(text: str, wrong: str) -> None:
    width = len(wrong)
    text = text.format(w=wrong, line="=" * width, dashes="-" * width, blanks=" " * (width - 1))
    before = _rst(text)

    assert before[1] == []
    assert _rst(_after_safe_fixes(text, "rst")) == before


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("rst", "`Git Hub <https://x.example>`_ and\n", id="rst link that others may name"),
        pytest.param("rst", "See [Github]_.\n", id="rst citation"),
        pytest.param("rst", ".. [Github] A text.\n", id="rst label of a citation"),
        pytest.param("rst", "_`Github` here\n", id="rst target inside a text"),
        pytest.param("rst", ".. glossary::\n\n   Github\n      A text.\n", id="rst term of a glossary"),
        pytest.param("rst", ".. glossary::\n   :sorted:\n\n   one\n   Github\n      A text.\n", id="rst second term"),
        pytest.param("rst", "Githbu\n======\n", id="rst title, whose name is a target"),
        pytest.param("rst", "=====  =======\na      Git Hub\n=====  =======\n", id="rst simple table"),
        pytest.param(
            "python", 'def f():\n    """A text.\n\n    `Git Hub <https://x.example>`_\n    """\n', id="docstring"
        ),
        pytest.param("python", '"""Use Github."""\nprint(__doc__)\n', id="docstring that is printed"),
        pytest.param("python", '"""Usage: Github x"""\nimport docopt\n', id="docstring that is a grammar"),
        pytest.param("markdown", "# Git Hub setup\n\n[a](#git-hub-setup)\n", id="markdown heading"),
        pytest.param("markdown", "Git Hub setup\n---\n", id="markdown heading with a line"),
        pytest.param("markdown", "> ## Githbu\n", id="markdown heading in a quotation"),
        pytest.param("markdown", "<h2>Git Hub</h2>\n", id="html heading"),
        pytest.param("markdown", "[Git\nHub]\n\n[git hub]: x\n", id="markdown label over two lines"),
        pytest.param("markdown", "*[Github]: the host\n\nUse Github.\n", id="markdown abbreviation"),
        pytest.param("template", "<select><option>Github</option></select>", id="what a form sends"),
        pytest.param("text", "WellfireInteractive made it so.\n", id="words run together"),
    ],
)  # fmt: skip
def test_c8_a_fix_is_unsafe_where_something_may_refer_to_the_text(kind: str, text: str, find: Find) -> None:
    levels = {finding.fix.applicability for finding in find(text, kind) if finding.fix}

    assert levels == {Applicability.UNSAFE}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("rst", "`Git Hub <https://x.example>`__\n", id="rst link without a name"),
        pytest.param("rst", "Github\n======\n", id="rst title that changes its case"),
        pytest.param("rst", ".. glossary::\n\n   one\n      Git Hub\n", id="rst definition of a term"),
        pytest.param("markdown", "## The Github\n", id="markdown heading that changes its case"),
        pytest.param("markdown", "[Git Hub](https://x.example)\n", id="markdown link text"),
        pytest.param("markdown", "| Git Hub | a |\n|-|-|\n", id="markdown table"),
        pytest.param("template", '<option value="1">Github</option>', id="an option with a value"),
        pytest.param("python", 'def f():\n    """The Git Hub."""\n', id="docstring"),
    ],
)
def test_c8_a_fix_stays_safe_where_nothing_can_refer_to_the_text(kind: str, text: str, find: Find) -> None:
    (finding,) = find(text, kind)

    assert finding.fix and finding.fix.applicability == Applicability.SAFE


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        pytest.param("rst", "the snakecase way\n", "Snake*Case", id="emphasis in rst"),
        pytest.param("markdown", "the Lange und Co house\n", "A. Lange und Co", id="a list in markdown"),
        pytest.param("template", "<p>at an t here</p>", "A<T", id="a tag"),
        pytest.param("po", 'msgid "x"\nmsgstr "a Fooobar"\n', 'Foo"bar', id="the end of a message"),
    ],
)
def test_a_name_that_would_be_markup_is_not_written(kind: str, text: str, name: str, find: Find) -> None:
    assert [finding for finding in find(text, kind, names=(name,)) if finding.fix] == []


RST_BLOCKS: tuple[Callable[[str], str], ...] = (
    lambda w: f"A text of {w}, and more.",
    lambda w: f"{w}\n{'=' * len(w)}",
    lambda w: f"About {w}\n{'-' * (len(w) + 6)}",
    lambda w: f"See `{w} <https://x.example>`_.",
    lambda w: f"See `{w} <https://x.example>`__.",
    lambda w: f"See `{w}`_.",
    lambda w: f"It is _`{w}` here.",
    lambda w: f"* an item with {w}\n  and more of {w}\n* another",
    lambda w: f"term of {w}\n   and its text, {w}",
    lambda w: f":field {w}: text of {w}\n:other: x",
    lambda w: f"{'=' * len(w)}  ===\n{w}  a\n{'=' * len(w)}  ===\nx{' ' * (len(w) + 1)}{w}\n{'=' * len(w)}  ===",
    lambda w: f"+{'-' * (len(w) + 2)}+---+\n| {w} | y |\n+{'-' * (len(w) + 2)}+---+",
    lambda w: f"| lines of {w}\n| and {w}",
    lambda w: f"**bold {w}** and *{w}* and ``{w}``",
    lambda w: f".. note:: About {w}\n\n   It is {w}.",
    lambda w: f".. {w.split()[0]} is a comment",
    lambda w: f"Literal {w}::\n\n   {w}",
    lambda w: f"-a {w}  text of {w}",
    lambda w: f"1. {w} one\n2. {w}\n   wrapped",
)


@given(st.lists(st.tuples(st.sampled_from(RST_BLOCKS), st.sampled_from((*WRONG, *NAMES))), min_size=1, max_size=6))
def test_c8_any_restructured_text_means_the_same_after_its_safe_fixes(
    blocks: list[tuple[Callable[[str], str], str]]
) -> None:
    text = "\n\n".join(block(name) for block, name in blocks) + "\n"
    before = _rst(text)
    assume(not before[1])

    assert _rst(_after_safe_fixes(text, "rst")) == before


MARKDOWN_BLOCKS: tuple[Callable[[str], str], ...] = (
    lambda w: f"A text of {w}, and\nmore of {w}.",
    lambda w: f"# {w} setup",
    lambda w: f"The {w}\n===",
    lambda w: f"[{w}](https://x.example/{w.replace(' ', '-')}) and <https://x.example/{w.replace(' ', '')}>",
    lambda w: f"[{w}][] and [{w}] and [a][{w}]",
    lambda w: f"[{w}]: https://x.example/{w.split()[0]}",
    lambda w: f"| {w} | a |\n|---|---|\n| b | {w} |",
    lambda w: f"* item {w}\n  * {w}\n* {w}",
    lambda w: f"> quoted {w}\n> and {w}",
    lambda w: f"```\n{w}\n```",
    lambda w: f"    {w} as code",
    lambda w: f"`{w}` and **{w}** and _{w}_",
    lambda w: f"<div title=\"{w}\" class=\"{w}\">{w}</div>",
    lambda w: f"![{w}]({w.split()[0]}.png \"{w}\")",
    lambda w: f"1. {w}\n2. {w}\n\n   more {w}",
)


def _markdown(text: str) -> tuple[list[tuple[str, str]], set[str]]:
    """Return the structure of a document with all its addresses, and the names of its headings as links have them."""
    parsed = MarkdownIt("commonmark").enable("table").parse(text)
    flat = [token for block in parsed for token in (block, *(block.children or ()))]
    headings = {
        re.sub(r"[^\w]+", "-", inline.content.lower())
        for opening, inline in zip(parsed, parsed[1:], strict=False)
        if opening.type == "heading_open"
    }
    return [(token.type, str(token.attrs.get("href", token.attrs.get("src", "")))) for token in flat], headings


@given(st.lists(st.tuples(st.sampled_from(MARKDOWN_BLOCKS), st.sampled_from((*WRONG, *NAMES))), min_size=1, max_size=6))
def test_c8_any_markdown_means_the_same_after_its_safe_fixes(blocks: list[tuple[Callable[[str], str], str]]) -> None:
    text = "\n\n".join(block(name) for block, name in blocks) + "\n"

    assert _markdown(_after_safe_fixes(text, "markdown")) == _markdown(text)

"""One text tells of a rule: the same in the terminal, in the editor, in reports and on the site."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qualitygate.api import Applicability, Example, Rule
from qualitygate.api.rule_text import as_markdown, as_text, fenced, headline, literal

RULE = Rule(
    "ACME1",
    "sleep-call",
    "Code sleeps",
    "A worker that sleeps\nserves nobody.",
    fix=Applicability.UNSAFE,
    on_by_default=False,
    examples=(Example("sleep(1)\n", "wait(1)\n"),),
    url="https://example.com",
    options=("acme.sleep-call-most",),
    accuracy="1 of 20 was wrong",
)
TEXT = """\
Code sleeps.

A worker that sleeps serves nobody.

bad:
    sleep(1)

good:
    wait(1)

fix: unsafe; --unsafe-fixes makes it, read what it did

off by default: extend-select = ["ACME1"] switches it on; a prefix of it does not

options: acme.sleep-call-most

how often it is wrong: 1 of 20 was wrong

silence one line: # noqa: ACME1, or qualitygate: ignore[ACME1] in a comment of any kind
of file

more: https://example.com"""


def test_all_there_is_to_say_is_said_in_the_order_of_need() -> None:
    assert headline(RULE) == "sleep-call (warning, style, unsafe fix)"
    assert as_text(RULE) == TEXT


def test_a_rule_without_an_example_says_why() -> None:
    rule = Rule("ACME1", "never", "Never", without_example="No text has it.")

    assert "no example: No text has it." in as_text(rule)
    assert "fix: none" in as_text(rule)


def test_markdown_says_the_same() -> None:
    shown = "".join(
        token.content + "\n"
        for block in MarkdownIt().parse(as_markdown(RULE))
        for token in (block.children or [block])
        if token.content
    )

    said = "".join(TEXT.split()).replace("more:https://example.com", "MoreaboutACME1")
    assert "".join(shown.split()) == said.replace("bad:", "bad").replace("good:", "good")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1).map(str.strip).filter(bool))
def test_prose_is_shown_character_by_character(text: str) -> None:
    (inline,) = (token for token in MarkdownIt().parse(f"a {literal(text)}") if token.type == "inline")

    assert "".join(child.content for child in inline.children or ()) == f"a {text}"


@given(st.text("`a\n ", max_size=30))
def test_a_block_ends_where_its_text_ends(text: str) -> None:
    blocks = MarkdownIt().parse(f"{fenced(text)}\n\nbehind\n")

    assert [token.type for token in blocks] == ["fence", "paragraph_open", "inline", "paragraph_close"]
    assert blocks[0].content.rstrip("\n") == text.rstrip().rstrip("\n")

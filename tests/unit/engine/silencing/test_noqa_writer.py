"""Comments that silence exactly what is open, where they belong, or a refusal that says why."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import dedent

import pytest
from hypothesis import given, settings as hypothesis_settings
from hypothesis import strategies as st

from qualitygate.engine.checking.check import check_source
from qualitygate.engine.checking.worker import file_result
from qualitygate.engine.results import FileResult
from qualitygate.engine.silencing.noqa_writer import Annotated, NoqaWriter, require_reason
from qualitygate.engine.silencing.suppressions import DirectiveContext
from qualitygate.engine.work import Task
from qualitygate.errors import UsageError
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.rule import Rule
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from qualitygate.source.source import Source

from tests.unit.engine.fakes import FakeChecker, named

#: What the checker of these tests finds in a line: a name, a long line, blanks at the end.
PATTERNS = {
    "F821": re.compile(r"\bbad\b"),
    "E501": re.compile(r".{41}"),
    "W291": re.compile(r"\S[ \t]+$", re.MULTILINE),
    "W293": re.compile(r"^[ \t]+$", re.MULTILINE),
    "E700": re.compile(r"^odd\b"),
}


@dataclass(frozen=True)
class Lines(FakeChecker):
    """Finds :data:`PATTERNS` in every line."""

    codes: tuple[str, ...] = ("E", "F", "W")
    kinds: frozenset[str] = frozenset({"python", "markdown", "template", "rst", "po", "text"})

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield one finding per line and code."""
        is_python = source.kind == "python"
        for number, line in enumerate(source.lines, start=1):
            for code, pattern in PATTERNS.items() if is_python else [("F821", PATTERNS["F821"])]:
                if match := pattern.search(
                    line.partition("#")[0] if code == "F821" and is_python else line.rstrip("\n")
                ):
                    where = Location(source.path, number, match.start() + 1)
                    yield Finding(code, "text", where, Severity.WARNING, self.name)
        if "odd\n" in source.text and "odd  #" not in source.text:  # gone as soon as one "odd" has a comment
            yield Finding("F999", "text", Location(source.path, 1, 1), Severity.WARNING, self.name)


class Book:
    """A rule book without rules."""

    def rule(self, code: str) -> Rule:
        """Return a rule of this code."""
        return Rule(code, code.lower(), "text")

    def codes(self) -> list[str]:
        """Return none."""
        return []


def result_of(task: Task, settings: Settings) -> FileResult:
    """Check a task as a worker does."""
    assert task.data is not None
    return file_result(task, 0, check_source(Source(task.path, task.data, task.kind), settings, [named(Lines())]))


def annotate(
    data: bytes, settings: Settings = Settings(), *, kind: str = "python", reason: str = "old", wide: int = 0
) -> tuple[Annotated, list[str]]:
    """Add comments for all that is found; return what became of it and the refusals. On the line ``wide``, from 1, a
    tool has found something.
    """
    task = Task("a.py", kind, 0)
    writer = NoqaWriter(
        lambda task: result_of(task, settings), DirectiveContext(Book(), lambda path: settings, "2026-01-01"), reason
    )
    found = [each for each in Lines().check(Source("a.py", data, kind)) if each.code != "F999"]
    found += [Finding("TOOL1", "text", Location("a.py", wide, 1), Severity.WARNING, "tool")] if wide else []
    done = writer.annotate(task, data, found)
    return done, [f"{finding.code} {why}" for finding, why in done.refused]


def written(text: str, settings: Settings = Settings()) -> str:
    """Return the text with comments; nothing may be refused."""
    done, refused = annotate(dedent(text).encode(), settings)
    assert refused == []
    assert done.after is not None
    return done.after.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("bad\n", "bad  # noqa: F821  old\n", id="a line"),
        pytest.param("bad", "bad  # noqa: F821  old", id="a last line without a break"),
        pytest.param("bad  # a\n", "bad  # a  # noqa: F821  old\n", id="a line with a comment"),
        pytest.param("x = '''bad\ny'''\n", "x = '''bad\ny'''  # noqa: F821  old\n", id="a string of several lines"),
        pytest.param("x = bad + \\\n    1\n", "x = bad + \\\n    1  # noqa: F821  old\n", id="a continuation"),
        pytest.param(
            "assert x, \\\n    '''bad\n    '''\n",
            "assert x, \\\n    '''bad\n    '''  # noqa: F821  old\n",
            id="a string behind a continuation",
        ),
        pytest.param("f(bad,\n  1)\n", "f(bad,  # noqa: F821  old\n  1)\n", id="a line between brackets"),
        pytest.param(
            "bad  # noqa: E501,W1 why\n", "bad  # noqa: E501,W1,F821 why\n", id="a comment that is there already"
        ),
        pytest.param("bad  # noqa: E501 # b\n", "bad  # noqa: E501, F821 # b\n", id="a comment before another"),
        pytest.param(
            "x = 'a b c d e f g h i', bad\n",
            "x = 'a b c d e f g h i', bad  # noqa: E501,F821  old\n",
            id="a line that becomes too long",
        ),
    ],
)
def test_a_comment_is_put(before: str, after: str) -> None:
    assert written(before) == after


def test_what_a_tool_found_is_silenced_where_it_moves_to() -> None:
    done, refused = annotate(b"bad\n\nx\n", kind="rst", wide=3)

    first, second = (f".. qualitygate: ignore-next-line[{code}] old\n\n" for code in ("F821", "TOOL1"))
    assert (done.after, done.silenced, refused) == (f"{first}bad\n\n{second}x\n".encode(), 2, [])


def test_what_flake8_takes_for_a_comment_is_added_to_where_flake8_reads_it() -> None:
    assert written("bad  # noqa: E501\n", Settings(noqa="flake8")) == "bad  # noqa: E501, F821\n"


def test_where_a_string_holds_the_noqa_of_flake8_nothing_helps() -> None:
    done, refused = annotate(b"bad, '# noqa: E501'\n", Settings(noqa="flake8"))
    assert refused == ["F821 no comment reaches it"]
    assert done.after is None


@pytest.mark.parametrize(
    ("data", "kind", "why"),
    [
        pytest.param(b"x\n  \n", "python", "W293 a comment would change what it is about", id="an empty line"),
        pytest.param(b"bad (\n", "python", "F821 the file does not parse", id="a file that does not parse"),
        pytest.param(
            b"bad\n", "text", "F821 such a file has no comments; excuse it in per-file-ignores", id="a plain text"
        ),
    ],
)
def test_a_finding_is_refused(data: bytes, kind: str, why: str) -> None:
    done, refused = annotate(data, kind=kind)
    assert refused == [why]
    assert done.after is None


OFF = "write 'qualitygate: off' above it and 'on' below"
OWN = "qualitygate: ignore[F821] old"


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        pytest.param("template", "{{ x }} bad  \n", f"{{{{ x }}}} bad{{# {OWN} #}}  \n", id="a template"),
        pytest.param("template", "<p>bad</p>\n", f"<p>bad</p><!-- {OWN} -->\n", id="a page of HTML"),
        pytest.param(
            "template",
            "bad {# qualitygate: ignore[E501] why #}\n",
            "bad {# qualitygate: ignore[E501, F821] why #}\n",
            id="a comment that is there",
        ),
        pytest.param("markdown", "# bad ##\n", f"# bad <!-- {OWN} --> ##\n", id="a heading that is closed"),
        pytest.param("markdown", "bad  \nx\n", f"bad <!-- {OWN} -->  \nx\n", id="a line break of blanks"),
        pytest.param("markdown", "bad\\\nx\n", f"bad <!-- {OWN} -->\\\nx\n", id="a line break of a backslash"),
        pytest.param("markdown", "| bad |\n|---|\n", f"| bad <!-- {OWN} --> |\n|---|\n", id="a table"),
        pytest.param(
            "rst", "x\n\nbad\nx\n", "x\n\n.. qualitygate: ignore-next-line[F821] old\n\nbad\nx\n", id="a paragraph"
        ),
        pytest.param("rst", "bad\n===\n", ".. qualitygate: ignore-next-line[F821] old\n\nbad\n===\n", id="a title"),
        pytest.param(
            "po",
            'msgid "x"\n\n#: a.py\nmsgid "y"\nmsgstr ""\n"bad"\n"bad"\n',
            f'msgid "x"\n\n# {OWN}\n#: a.py\nmsgid "y"\nmsgstr ""\n"bad"\n"bad"\n',
            id="an entry of a catalogue",
        ),
        pytest.param("po", 'bad\n\nbad\n', f"# {OWN}\nbad\n\n# {OWN}\nbad\n", id="two entries, of which one moves"),
    ],
)
def test_d2_a_comment_is_put_into_every_kind_of_file(kind: str, before: str, after: str) -> None:
    done, refused = annotate(before.encode(), kind=kind)
    assert refused == []
    assert done.after is not None
    assert done.after.decode() == after


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("template", "{% blocktranslate %}\nbad\n{% endblocktranslate %}\n", f"no comment can stand there; {OFF}"),
        ("template", "{% verbatim %}\nbad\n{% endverbatim %}\n", f"no comment can stand there; {OFF}"),
        ("template", "{{ x(\nbad\n) }}\n", f"no comment can stand there; {OFF}"),
        ("template", "<script>\nbad\n</script>\n", f"no comment can stand there; {OFF}"),
        ("template", "<a title='\nbad\n'>\n", f"no comment can stand there; {OFF}"),
        ("markdown", "---\ntitle: bad\n---\n", "no comment can stand there"),
        ("markdown", "[x]: bad\n", "no comment can stand there"),
        ("markdown", "```\nbad\n```\n", "no comment reaches it"),
        ("rst", "x\nbad\n", "a comment can only stand above a paragraph; write"),
        ("rst", "* bad\n", "a comment can only stand above a paragraph; write"),
        ("rst", "bad\n   x\n", "a comment can only stand above a paragraph; write"),
    ],
)
def test_d2_where_a_comment_would_be_text_it_is_refused(kind: str, text: str, why: str) -> None:
    done, (refused,) = annotate(text.encode(), kind=kind)
    assert refused.startswith(f"F821 {why}")
    assert done.after is None


@pytest.mark.parametrize(
    ("kind", "text", "reason"), [("template", "{{ x }} bad\n", "a #} b"), ("markdown", "bad\n", "a --> b")]
)
def test_d2_a_reason_that_would_end_the_comment_is_refused(kind: str, text: str, reason: str) -> None:
    done, (refused,) = annotate(text.encode(), kind=kind, reason=reason)
    assert refused.startswith("F821 the reason would end the comment")
    assert done.after is None


_words = st.sampled_from(
    [
        "bad", "x", " ", "\n", "\n\n", "{{ x }}", "{% verbatim %}", "{% endverbatim %}", "{#", "#}", "<!--", "-->",
        "<p>", "|"
    ]
    + [
        "`", "```\n", "---\n", "# ", "* ", ".. ", "===\n", "    ", 'msgid "', '"', "#: ", "\\", "{# noqa: E501 #}",
        "<script>"
    ]
)


@given(st.lists(_words, max_size=12).map("".join), st.sampled_from(["template", "markdown", "rst", "po"]))
@hypothesis_settings(max_examples=300, deadline=None)
def test_d2_in_other_files_too_everything_is_silenced_or_refused(text: str, kind: str) -> None:
    done, _ = annotate(text.encode(), kind=kind)
    if done.after is None:
        assert done.silenced == 0
        return
    again, refused = annotate(done.after, kind=kind)
    assert again.after is None
    assert len(refused) == len(done.refused)


def test_one_refusal_does_not_keep_the_others() -> None:
    done, refused = annotate(b"bad\n  \nbad\n")
    assert refused == ["W293 a comment would change what it is about"]
    assert done.after == b"bad  # noqa: F821  old\n  \nbad  # noqa: F821  old\n"


def test_d1_a_place_that_takes_no_comment_keeps_no_other_from_its_own() -> None:
    done, refused = annotate(b"bad\nodd\nbad \nodd\nbad\n")
    assert refused == [
        "E700 a comment would silence F999 on line 1 too", "E700 a comment would silence F999 on line 1 too"
    ]
    assert done.after == (
        b"bad  # noqa: F821  old\nodd\nbad  # noqa: F821,W291  old \nodd\nbad  # noqa: F821  old\n"
    )


def test_d1_blanks_at_the_end_stay_behind_the_comment() -> None:
    assert written("bad \nx = 1\t \n") == "bad  # noqa: F821,W291  old \nx = 1  # noqa: W291  old\t \n"


def test_a_reason_that_the_encoding_cannot_carry_is_refused() -> None:
    done, refused = annotate("# coding: ascii\nbad\n".encode(), reason="früher")
    assert refused == ["F821 U+00FC cannot be written in the file's encoding, ascii"]
    assert done.after is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfbad\n", b"\xef\xbb\xbfbad  # noqa: F821  old\n"),
        (b"bad\r\nx = 1\nbad\r", b"bad  # noqa: F821  old\r\nx = 1\nbad  # noqa: F821  old\r"),
        (b"# coding: latin-1\nbad\ny = '\xe9'\n", b"# coding: latin-1\nbad  # noqa: F821  old\ny = '\xe9'\n"),
    ],
    ids=["a byte order mark", "mixed line breaks", "latin-1"],
)
def test_all_other_bytes_stay(before: bytes, after: bytes) -> None:
    assert annotate(before)[0].after == after


@pytest.mark.parametrize("reason", ["", " ", "E501 is long", "see #12", "- , ;"])
def test_a_reason_that_would_not_be_read_as_one_is_refused(reason: str) -> None:
    with pytest.raises(UsageError, match="--add-noqa: expected a reason"):
        require_reason(reason)


def test_a_reason_becomes_one_line() -> None:
    assert require_reason(" to be\n cleaned up ") == "to be cleaned up"


#: A comment without the blanks behind it.
NOQA = rb" *# noqa.*?(?=[ \t]*(?:\r|\n|$))"
_parts = st.sampled_from(
    ["x = bad", "x = 1", "f(bad,", "  2)", "'''bad", "bad'''", "x = bad + \\", "    1", "# bad", ""]
    + ["x = 1  # noqa: E501", "bad  # noqa: F821", "x = 'a long line of text' + bad + 'more'", "bad ", "if bad:"]
    + ["    y = bad", "'# noqa: E501', bad", "bad  # noqa", "# qualitygate: ignore-next-line[F821]"]
)


@given(st.lists(_parts, min_size=1, max_size=7), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["strict", "flake8"]))
@hypothesis_settings(max_examples=300, deadline=None)
def test_every_finding_is_silenced_or_refused_and_the_program_stays(
    parts: list[str], newline: str, noqa: str
) -> None:
    settings = Settings(noqa="flake8" if noqa == "flake8" else "strict")
    before = newline.join(parts).encode()
    done, _ = annotate(before, settings)
    if done.after is None:
        assert done.silenced == 0
        return
    assert ast.dump(ast.parse(done.after)) == ast.dump(ast.parse(before))
    again, refused = annotate(done.after, settings)
    assert again.after is None
    assert len(refused) == len(done.refused)
    assert re.sub(NOQA, b"", done.after) == re.sub(NOQA, b"", before)

"""What people read in scripts, data, drawings and mail is read; what programs read is not."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from qualitygate_plugins import spelling
from qualitygate_plugins.spelling.checker import SpellingChecker

from qualitygate.api import Applicability, Settings, Source
from qualitygate.model.fix import apply_edits
from qualitygate.testing.checkers import run_checker

from .conftest import Find

MAIL = """\
Subject: Your {0}
 account =?utf-8?q?Github?=
From: "The {0} team" <x@Github.com>
X-Header: Github
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="Github"

--Github
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

We are on {0} =C3=A9, see https://x.example/=
Github and =47it=
hub.

--Github
Content-Type: text/html

<p class="Github">On {0}</p>
--Github
Content-Type: text/plain
Content-Transfer-Encoding: base64

R2l0aHVi
--Github--
"""


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        pytest.param(
            "javascript", "// on Github\n/* on Github */\n/**\n * Github\n * @param {Github} github the Github\n */\n",
            4, id="comments of javascript"),
        pytest.param("javascript", 'a = "on Github" + \' Github\'; b = `Github ${"Github"}`; c = /Github/;\n', 4,
                     id="strings of javascript"),
        pytest.param("javascript",
                     'import a from "Github"; a["Github"]; a = {"Github": 1, Github: 2}; a = "github"; css`Github`;\n',
                     0, id="names of javascript"),
        pytest.param("javascript", "a = <p title='Github' class='Github'>On Github</p>;\n", 2, id="jsx"),
        pytest.param(
            "javascript", "// const github = Github();\n// eslint-disable Github\n//# sourceMappingURL=Github\n", 0,
            id="code and directives in comments"),
        pytest.param("javascript", "x = a / b; // Github\ny = c / d;\n", 1, id="a division is no regular expression"),
        pytest.param("typescript", 'type A = "Github"; const a: A = "on Github"; // Github\n', 2, id="typescript"),
        pytest.param(
            "json", '{"Github": "on Github", "a": ["github", "https://x.example/Github"]} // Github\n', 2, id="json"
        ),
        pytest.param(
            "yaml",
            "# Github\nGithub: on Github\na: github\nb: >\n  on\n  Github\nc: [Github]  # Github\n",
            5,
            id="yaml"
        ),
        pytest.param("yaml", "a: |\n  We are on Github here.\n\n  github\n", 1, id="a literal block of yaml"),
        pytest.param("yaml", "run: |\n  git clone Github # Github\n- {\n", 0, id="programs in yaml"),
        pytest.param(
            "xml",
            "<svg id='Github'><title>Github</title><style>Github</style><text>on github</text></svg>",
            2,
            id="svg"
        ),
        pytest.param(
            "xml", "<a><b>github</b><metadata>Github</metadata><!-- Github --><![CDATA[on Github]]></a>", 1, id="xml"
        ),
        pytest.param("mail", MAIL.format("Github"), 5, id="mail"),
        pytest.param(
            "template", "<mj-section><mj-text>on Github</mj-text><mj-style>x</mj-style></mj-section>", 1, id="mjml"
        ),
    ],
)  # fmt: skip
def test_c12_what_people_read_is_read(kind: str, text: str, found: int, find: Find) -> None:
    assert len(find(text, kind)) == found


@pytest.mark.parametrize(
    ("kind", "text", "level"),
    [
        ("javascript", "// Github\n", Applicability.SAFE),
        ("javascript", "a = 'Github';\n", Applicability.UNSAFE),
        ("yaml", "# Github\n", Applicability.SAFE),
        ("yaml", "a: {{ b }}\nc: |\n  # Github\n", Applicability.UNSAFE),
        ("yaml", "a: Github\n", Applicability.UNSAFE),
        ("json", '{"a": "Github"}', Applicability.UNSAFE),
        ("xml", "<a>Github</a>", Applicability.UNSAFE),
        ("mail", "Subject: Github\n\n", Applicability.UNSAFE),
    ],
)
def test_c12_only_comments_are_safe_to_change(kind: str, text: str, level: Applicability, find: Find) -> None:
    (finding,) = find(text, kind)

    assert finding.fix and finding.fix.applicability == level


def _fixed(text: str, kind: str) -> str:
    findings = run_checker(SpellingChecker(["GitHub", "Wellfire Interactive"]), text, kind=kind)
    return apply_edits(text, [edit for finding in findings if finding.fix for edit in finding.fix.edits])


def _right(text: str) -> str:
    return text.replace("Github", "GitHub").replace("Welfire interactive", "Wellfire Interactive")


WORDS = st.lists(
    st.sampled_from(["on", "Github", "Welfire interactive", "é𝒳", "a", 'q"', "it's", "x: y", "#", "\n", "\\"]),
    max_size=6
)
VALUES = WORDS.map(" ".join)


@given(st.dictionaries(st.sampled_from(["Github", "a", "b"]), st.lists(VALUES, max_size=3), max_size=3))
def test_c12_json_keeps_its_keys_and_everything_but_the_names(value: dict[str, list[str]]) -> None:
    fixed = json.loads(_fixed(json.dumps(value, ensure_ascii=False, indent=1), "json"))

    assert fixed == {key: list(map(_right, texts)) for key, texts in value.items()}


@given(
    st.dictionaries(st.sampled_from(["Github", "a", "b"]), st.lists(VALUES, max_size=3), max_size=3),
    st.sampled_from([None, "'", '"', ">"]),
    st.integers(20, 90),
)
def test_c12_yaml_keeps_its_keys_and_everything_but_the_names(
    value: dict[str, list[str]], style: str | None, width: int
) -> None:
    text = yaml.safe_dump(value, default_style=style, width=width, allow_unicode=True)
    assume(yaml.safe_load(text) == value)  # PyYAML folds text with blanks at its start wrongly

    assert yaml.safe_load(_fixed(text, "yaml")) == {key: list(map(_right, texts)) for key, texts in value.items()}


@given(st.lists(st.sampled_from(
    ["// on Github\n", "x = 'é𝒳 Github';\n", "/* a\n * Welfire\n * interactive */\n", "y = `a\n${x} Github`;\n",
     "z = a / 2;\n", "w = 'Git' +\n  'hub is';\n"]), max_size=8).map("".join))
def test_c12_in_javascript_every_place_leads_back(text: str) -> None:
    lines = text.split("\n")
    for finding in run_checker(SpellingChecker(["GitHub", "Wellfire Interactive"]), text, kind="javascript"):
        where = finding.location
        assert lines[where.line - 1][where.column - 1 :].startswith(("Git", "Welfire"))

    assert run_checker(
        SpellingChecker(["GitHub", "Wellfire Interactive"]), _fixed(text, "javascript"), kind="javascript"
    ) == []


def _excluded(text: str, kind: str = "javascript", path: str = "a.js") -> str:
    settings = Settings(options=(("spelling.names", ("GitHub",)), ("spelling.names-from", ())))
    exclusion = spelling.qualitygate_exclude_file(Source.from_text(text, path=path, kind=kind), settings)
    return exclusion.reason if exclusion else ""


def test_c12_what_a_tool_wrote_is_left_alone_and_said() -> None:
    assert _excluded("x" * 6_000) == "generated or minified"
    assert _excluded("x\n" * 6_000) == ""
    assert _excluded("[1,\n" * 300_000, "json", "a.json") == "generated or minified"


def test_c12_a_binary_file_by_the_name_of_a_script_is_left_alone(find: Find) -> None:
    assert find("G\0// Github\n", "typescript") == []


@pytest.mark.parametrize("kind", ["javascript", "typescript", "json", "yaml", "xml", "mail"])
@pytest.mark.parametrize(
    "mark", ["/*", "<!DOCTYPE ", "<metadata>", "<![CDATA[", "${", "`", '"', "- ", "[", "{", "--x\n", "a: ", "<"]
)
def test_c12_marks_that_never_end_take_no_time(kind: str, mark: str, find: Find) -> None:
    assert find(mark * 3_000, kind) == []


def test_a_name_that_a_translation_lost_leads_to_the_original(find: Find) -> None:
    (found,) = find('msgid ""\n"Ask "\n"GitHub"\nmsgstr "Frag nach"\n', "po")

    assert found.message == "'GitHub' of the msgid is missing in the msgstr"
    assert [(each.location.line, each.location.column, each.message) for each in found.related] == [(2, 2, "the msgid")]

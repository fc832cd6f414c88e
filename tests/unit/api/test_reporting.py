"""What reporters share: text that no consumer misreads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualitygate.api import (
    Report,
    display_path,
    file_uri,
    json_text,
    neutralise_commands,
    one_line,
    printable,
    visible,
    xml_escape,
    xml_text,
)

AZURE = {"TF_BUILD": "True"}
BREAK = "\u200b"


def test_line_breaks_of_every_alphabet_become_one_space() -> None:
    assert one_line("a\r\nb\vc\fd\x1ce\x1df\x1eg\x85h\u2028i\u2029j\tk") == "a b c d e f g h i j\tk"


def test_what_a_terminal_obeys_becomes_visible() -> None:
    assert visible("\x1b[31m \x07 \x9b \u202e \udcff \n \t é \U0001f600") == (
        "\\x1b[31m \\x07 \\x9b \\u202e \\udcff \\n \t é \U0001f600"
    )


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("x ##vso[task]", f"x #{BREAK}#vso[task]"),
        ("###VSO[task]", f"##{BREAK}#VSO[task]"),
        ("##[error]x", f"#{BREAK}#[error]x"),
        ("##teamcity[x]", f"#{BREAK}#teamcity[x]"),
        ("::error::x", f":{BREAK}:error::x"),
        ("  ::error::x", f"  :{BREAK}:error::x"),
        ("a::b ## c [d] # e", "a::b ## c [d] # e"),
    ],
)
def test_commands_are_broken_on_a_ci_service_only(text: str, harmless: str) -> None:
    assert neutralise_commands(text, AZURE) == harmless
    assert neutralise_commands(text, {"TF_BUILD": ""}) == text


@pytest.mark.parametrize("variable", ["TF_BUILD", "GITHUB_ACTIONS", "TEAMCITY_VERSION"])
def test_each_service_is_known_by_its_variable(variable: str) -> None:
    assert neutralise_commands("##[x]", {variable: "1"}) == f"#{BREAK}#[x]"


def test_printable_text_is_all_of_it() -> None:
    assert printable("a\n\x1b ##vso[x]", AZURE) == f"a \\x1b #{BREAK}#vso[x]"


def test_xml_text_has_no_character_that_xml_lacks() -> None:
    assert xml_text("a\x00\x0b\ud800\ufffe\t\né") == "a\ufffd\ufffd\ufffd\ufffd\t\né"


def test_xml_escapes_markup_blanks_and_commands() -> None:
    assert xml_escape("<a b=\"c\" d='e'> & \n\t##vso[") == (
        "&#60;a b=&#34;c&#34; d='e'&#62; &#38; &#10;&#9;&#35;#vso["
    )


def test_json_text_is_readable_encodable_and_read_back() -> None:
    value = {"é": ["##vso[", "\udcff", "\u2028", "\x9b", None, 1]}
    text = json_text(value)
    assert text == '{"é": ["\\u0023#vso[", "\\udcff", "\\u2028", "\\u009b", null, 1]}'
    assert json.loads(text) == value


def test_a_path_is_shown_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert display_path(Report(root=str(tmp_path)), "sub/a.py") == "a.py"
    assert display_path(Report(root=str(tmp_path / "sub")), "a.py") == "a.py"
    assert display_path(Report(root=str(tmp_path)), "b.py") == "../b.py"


def test_json_text_for_strict_readers_has_no_lone_surrogates() -> None:
    text = json_text({"a": "x\udcff\x1by", "b": "plain"}, lone_surrogates=False)
    assert text == '{"a": "x\ufffd\\u001by", "b": "plain"}'


def test_a_file_uri_encodes_the_bytes_of_the_path() -> None:
    report = Report(root="/work dir")
    assert file_uri(report, "ä#1.py") == "file:///work%20dir/%C3%A4%231.py"
    assert file_uri(report, "\udcff.py") == "file:///work%20dir/%FF.py"
    assert file_uri(report, "\ud800.py") == "file:///work%20dir/%ED%A0%80.py"

"""A session from the first message to the last: what is done when, and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.lsp.messages import Message
from tests.unit.lsp.sessions import PULLS, Talks

UNUSED = "import os\n"


@pytest.fixture
def uri(folder: Path) -> str:
    """A file that is not on the disk."""
    return (folder / "a.py").as_uri()


def test_the_client_learns_what_the_server_can_do(talks: Talks) -> None:
    said = talks(PULLS).answer

    assert said["serverInfo"]["name"] == "qualitygate"
    assert said["capabilities"]["positionEncoding"] == "utf-16"
    assert said["capabilities"]["textDocumentSync"]["change"] == 2
    assert said["capabilities"]["diagnosticProvider"]["identifier"] == "qualitygate"


def test_the_clients_first_encoding_is_agreed_upon_and_used(talks: Talks, uri: str) -> None:
    talk = talks({"general": {"positionEncodings": ["utf-8", "utf-16"]}})
    talk.open(uri, "x = '😀'; y = wrong\n")
    talk.wait(0)

    assert talk.answer["capabilities"]["positionEncoding"] == "utf-8"
    (said,) = talk.take("textDocument/publishDiagnostics")
    where = next(each["range"] for each in said["diagnostics"] if each["code"] == "F821")
    assert where == {"start": {"line": 0, "character": 16}, "end": {"line": 0, "character": 21}}


def test_who_asks_for_diagnostics_is_sent_none_and_who_does_not_is_offered_none(talks: Talks, uri: str) -> None:
    pulling, waiting = talks(PULLS), talks()
    for talk in (pulling, waiting):
        talk.open(uri, UNUSED)
        talk.wait(10)

    assert pulling.published() == []
    assert waiting.published() == [("a.py", 1, ["F401"])]
    assert "diagnosticProvider" not in waiting.answer["capabilities"]


SHOWS_RELATED = {"textDocument": {"publishDiagnostics": {"relatedInformation": True}}}
TWICE = "def f(): pass\ndef f(): pass\n"


def test_other_places_are_shown_where_the_client_shows_them(talks: Talks, uri: str) -> None:
    said = []
    for talk in (talks(SHOWS_RELATED), talks()):
        talk.open(uri, "# 😀\n" + TWICE)
        talk.wait(0)
        (published,) = talk.take("textDocument/publishDiagnostics")
        (twice,) = [each for each in published["diagnostics"] if each["code"] == "F811"]
        said.append(twice.get("relatedInformation"))

    where = {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 3}}
    assert said == [[{"location": {"uri": uri, "range": where}, "message": "defined here first"}], None]


def test_diagnostics_follow_the_text_and_carry_its_version(talks: Talks, uri: str) -> None:
    talk = talks()
    talk.open(uri, UNUSED)
    talk.wait(0)
    talk.change(uri, "# a comment\n", version=2, start=(0, 0), end=(0, 0))
    talk.wait(1)

    first, second = talk.take("textDocument/publishDiagnostics")
    assert (first["version"], second["version"]) == (1, 2)
    assert [said["diagnostics"][0]["range"]["start"]["line"] for said in (first, second)] == [0, 1]


def test_nothing_is_checked_while_the_client_types(talks: Talks, uri: str) -> None:
    talk = talks()
    talk.open(uri, "")
    talk.wait(0)
    talk.published()

    for version in range(2, 12):
        talk.change(uri, "x", version=version, start=(0, 0), end=(0, 0))
        talk.wait(0.03)
        assert talk.published() == []
    talk.wait(0.06)

    assert [version for _, version, _ in talk.published()] == [11]


def test_all_that_was_asked_about_one_text_is_answered_for_the_last_one(talks: Talks, uri: str) -> None:
    talk = talks(PULLS)
    talk.open(uri, "")
    ids = []
    for version in range(2, 5):
        talk.change(uri, "import os\n", version=version, start=(0, 0), end=(0, 0))
        ids.append(talk.start("textDocument/diagnostic", {"textDocument": {"uri": uri}}))

    answers = [talk.answer_of(id) for id in ids]

    assert {answer["resultId"] for answer in answers} == {answers[0]["resultId"]}
    assert {len(answer["items"]) for answer in answers} == {len(answers[0]["items"])}
    assert {each["code"] for each in answers[0]["items"]} == {"F401", "F811"}


def test_a_result_that_the_client_has_is_not_sent_again(talks: Talks, uri: str) -> None:
    talk = talks(PULLS)
    talk.open(uri, UNUSED)
    first = talk.pull(uri)
    talk.change(uri, "# the end", version=2, start=(1, 0), end=(1, 0))
    talk.change(uri, "\n", version=3, start=(1, 9), end=(1, 9))

    again = talk.pull(uri, first["resultId"])

    assert first["kind"] == "full"
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}


def test_a_cancelled_request_is_answered_so(talks: Talks, uri: str) -> None:
    talk = talks(PULLS)
    talk.open(uri, UNUSED)
    id = talk.start("textDocument/diagnostic", {"textDocument": {"uri": uri}})

    talk.tell("$/cancelRequest", {"id": id})

    assert talk.answer_of(id)["code"] == -32800
    assert talk.session.due() is None


def test_a_closed_document_leaves_no_diagnostics(talks: Talks, uri: str) -> None:
    talk = talks()
    talk.open(uri, UNUSED)
    talk.wait(0)
    talk.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    talk.wait(9)

    assert talk.published() == [("a.py", 1, ["F401"]), ("a.py", None, [])]


def test_on_save_only_what_is_saved_is_checked(talks: Talks, uri: str) -> None:
    talk = talks(run="onSave")
    talk.open(uri, "")
    talk.wait(0)
    talk.change(uri, UNUSED, version=2, start=(0, 0), end=(0, 0))
    talk.wait(9)
    assert talk.published() == [("a.py", 1, [])]

    talk.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    talk.wait(0)

    assert talk.published() == [("a.py", 2, ["F401"])]


def test_on_save_who_asks_is_told_what_was_saved(talks: Talks, uri: str) -> None:
    talk = talks(PULLS, run="onSave")
    talk.open(uri, "")
    assert talk.pull(uri)["items"] == []
    talk.change(uri, UNUSED, version=2, start=(0, 0), end=(0, 0))
    assert talk.pull(uri)["items"] == []

    talk.tell("textDocument/didSave", {"textDocument": {"uri": uri}})

    assert [each["code"] for each in talk.pull(uri)["items"]] == ["F401"]


def test_a_file_that_is_saved_and_not_open_is_not_checked(talks: Talks, uri: str) -> None:
    talk = talks(run="onSave")

    talk.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    talk.wait(0)

    assert talk.published() == []


def test_changed_settings_of_the_project_judge_everything_again(talks: Talks, folder: Path, uri: str) -> None:
    talk = talks()
    talk.open(uri, UNUSED)
    talk.wait(0)
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nextend-ignore = ['F401']\n")
    talk.tell("workspace/didChangeWatchedFiles", {"changes": []})
    talk.wait(0)

    assert [codes for _, _, codes in talk.published()] == [["F401"], []]


def test_who_asks_is_told_to_ask_again_when_settings_change(talks: Talks, folder: Path, uri: str) -> None:
    talk = talks({**PULLS, "workspace": {"diagnostics": {"refreshSupport": True}}})
    talk.open(uri, UNUSED)
    talk.pull(uri)
    (folder / "setup.cfg").write_text("[flake8]\nextend-ignore = F401\n")
    talk.tell("textDocument/didSave", {"textDocument": {"uri": (folder / "setup.cfg").as_uri()}})

    assert len(talk.take("workspace/diagnostic/refresh")) == 1
    assert talk.pull(uri)["items"] == []


def test_a_wrong_configuration_is_said_once_and_again_when_it_is_wrong_again(
    talks: Talks, folder: Path, uri: str
) -> None:
    talk = talks(PULLS)
    talk.open(uri, UNUSED)
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nselekt = ['F']\n")
    assert talk.pull(uri)["items"] == talk.pull(uri)["items"] == []
    (said,) = talk.take("window/showMessage")

    assert said["type"] == 1
    assert "pyproject.toml:2" in said["message"] and "did you mean 'select'" in said["message"]
    (folder / "pyproject.toml").unlink()
    talk.tell("workspace/didChangeWatchedFiles", {"changes": []})
    assert [each["code"] for each in talk.pull(uri)["items"]] == ["F401"]


def test_diagnostics_come_back_by_themselves_when_the_configuration_is_mended(
    talks: Talks, folder: Path, uri: str
) -> None:
    talk, configuration = talks(), folder / "pyproject.toml"
    configuration.write_text("[tool.qualitygate]\nselekt = ['F']\n")
    talk.open(uri, UNUSED)
    talk.wait(0)
    assert talk.published() == [("a.py", 1, [])]

    configuration.write_text("[tool.qualitygate]\nselect = ['F']\n")
    talk.tell("textDocument/didSave", {"textDocument": {"uri": configuration.as_uri()}})
    talk.wait(0)

    assert talk.published() == [("a.py", 1, ["F401"])]


@pytest.mark.parametrize("method", ["codeAction", "hover"])
def test_what_is_asked_wherever_the_cursor_goes_does_not_repeat_what_is_wrong(
    talks: Talks, folder: Path, uri: str, method: str
) -> None:
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nselekt = ['F']\n")
    talk, place = talks(PULLS), {"line": 0, "character": 0}
    talk.open(uri, UNUSED)
    asked = {"position": place, "range": {"start": place, "end": place}, "context": {"diagnostics": []}}

    answers = [talk.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, **asked}) for _ in range(2)]

    assert answers == [None, None]
    assert len(talk.take("window/showMessage")) == 1


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        pytest.param({}, ["F401", "E225"], id="none"),
        pytest.param({"select": ["E"]}, ["E225"], id="codes"),
        pytest.param({"args": ["--extend-ignore", "E225"]}, ["F401"], id="arguments"),
        pytest.param({"settings": {"select": ["E"]}}, ["E225"], id="inside settings"),
        pytest.param({"qualitygate": {"select": ["E"]}}, ["E225"], id="inside our name"),
    ],
)
def test_the_editors_settings_count(talks: Talks, uri: str, options: dict[str, object], codes: list[str]) -> None:
    talk = talks(PULLS, **options)
    talk.open(uri, "import os\nx =1\n")

    assert [each["code"] for each in talk.pull(uri)["items"]] == codes


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"selekt": ["E"]}, "there is no qualitygate.selekt; did you mean 'select'?"),
        ({"run": "always"}, "qualitygate.run"),
        ({"debounce": -1}, "qualitygate.debounce"),
    ],
)
def test_wrong_settings_of_the_editor_are_said(talks: Talks, options: dict[str, object], said: str) -> None:
    (message,) = talks(**options).take("window/showMessage")

    assert said in message["message"]


def test_wrong_arguments_are_said_and_can_be_mended(talks: Talks, uri: str) -> None:
    talk = talks(PULLS, args=["--no-such"])
    talk.open(uri, UNUSED)
    talk.pull(uri)
    assert "--no-such" in talk.take("window/showMessage")[0]["message"]

    talk.tell("workspace/didChangeConfiguration", {"settings": {"qualitygate": {"args": []}}})

    assert [each["code"] for each in talk.pull(uri)["items"]] == ["F401"]


def test_a_client_that_can_be_asked_for_its_settings_is(talks: Talks, uri: str) -> None:
    talk = talks({**PULLS, "workspace": {"configuration": True}})
    talk.open(uri, UNUSED)
    asked = next(each for each in talk.heard if each.get("method") == "workspace/configuration")

    talk.session.receive(Message(id=asked["id"], result=[{"select": ["E"]}]))

    assert asked["params"] == {"items": [{"section": "qualitygate"}]}
    assert talk.pull(uri)["items"] == []


def test_files_that_make_settings_are_watched_where_the_client_can(talks: Talks) -> None:
    talk = talks({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})

    (said,) = talk.take("client/registerCapability")
    patterns = [each["globPattern"] for each in said["registrations"][0]["registerOptions"]["watchers"]]
    assert {"**/pyproject.toml", "**/.flake8", "**/.gitignore"} <= set(patterns)


def test_each_folder_has_its_own_settings(talks: Talks, tmp_path: Path) -> None:
    talk = talks(PULLS)
    for name, ignored in (("one", "F401"), ("two", "E225")):
        (tmp_path / name / ".git").mkdir(parents=True)
        (tmp_path / name / "pyproject.toml").write_text(f"[tool.qualitygate]\nextend-ignore = ['{ignored}']\n")
        event = {"added": [{"uri": (tmp_path / name).as_uri(), "name": name}], "removed": []}
        talk.tell("workspace/didChangeWorkspaceFolders", {"event": event})
        talk.open((tmp_path / name / "a.py").as_uri(), "import os\nx =1\n")

    found = {name: talk.pull((tmp_path / name / "a.py").as_uri())["items"] for name in ("one", "two")}

    assert {name: [each["code"] for each in items] for name, items in found.items()} == {
        "one": ["E225"],
        "two": ["F401"],
    }


@pytest.mark.parametrize(
    ("uri", "language", "codes"),
    [
        pytest.param("untitled:Untitled-1", "python", ["F401"], id="untitled Python"),
        pytest.param("untitled:Untitled-1", "cobol", [], id="an untitled document of a language that nobody checks"),
        pytest.param("git:/a.py?HEAD", "python", [], id="a revision that the editor shows"),
        pytest.param("file:///usr/lib/python3/site-packages/x.py", "python", [], id="what others wrote"),
    ],
)
def test_what_has_no_file_of_ours_is_checked_where_it_is_ours(
    talks: Talks, uri: str, language: str, codes: list[str]
) -> None:
    talk = talks(PULLS)
    talk.open(uri, UNUSED, language=language)

    assert [each["code"] for each in talk.pull(uri)["items"]] == codes


def test_excluded_files_have_no_diagnostics(talks: Talks, folder: Path, uri: str) -> None:
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nextend-exclude = ['a.py']\n")
    talk = talks(PULLS)
    talk.open(uri, UNUSED)

    assert talk.pull(uri)["items"] == []


def test_the_clients_process_is_watched(talks: Talks) -> None:
    assert talks().watched == [4711]


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        pytest.param("no/such", {}, -32601, id="a method that there is not"),
        pytest.param("initialize", {}, -32600, id="a second beginning"),
        pytest.param("textDocument/diagnostic", {"textDocument": 7}, -32602, id="wrong parameters"),
        pytest.param("textDocument/diagnostic", None, -32602, id="no parameters"),
    ],
)
def test_what_cannot_be_answered_is_answered_with_an_error(
    talks: Talks, method: str, params: object, code: int
) -> None:
    assert talks().ask(method, params)["code"] == code


def test_what_nobody_has_heard_of_is_passed_over(talks: Talks) -> None:
    talk = talks()

    talk.tell("$/whatever", {})
    talk.tell("textDocument/didChange", {"textDocument": {"uri": "file:///x"}, "contentChanges": []})
    talk.tell("textDocument/didClose", {"textDocument": {"uri": "file:///x"}})
    talk.session.receive(Message(id="unknown", result=1))

    assert talk.published() == []


def test_a_session_ends_as_the_protocol_wants(talks: Talks) -> None:
    good, rude = talks(), talks()

    assert good.ask("shutdown", None) is None
    assert good.ask("textDocument/diagnostic", {})["code"] == -32600
    good.tell("exit", None)
    rude.tell("exit", None)

    assert (good.session.exit_code, rude.session.exit_code) == (0, 1)

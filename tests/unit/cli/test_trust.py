"""Whether the checked repository is trusted is said by the command line, or by the CI service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualitygate.cli.trust import comes_from_fork, is_pull_request, is_untrusted
from qualitygate.inputs import Inputs, Variables


def fork(**variables: str) -> bool:
    return comes_from_fork(Inputs(Variables(variables)))


def event(tmp_path: Path, payload: object) -> bool:
    """Is this event of GitHub's one of a fork?"""
    file = tmp_path / "event.json"
    file.write_text(payload if isinstance(payload, str) else json.dumps(payload))
    return fork(GITHUB_EVENT_PATH=str(file))


def side(name: str) -> dict[str, object]:
    return {"repo": {"full_name": name}}


def test_the_command_line_stands_above_the_service() -> None:
    of_fork = Inputs(Variables({"CHANGE_FORK": "somebody"}))

    assert [is_untrusted(said, of_fork) for said in (None, True, False)] == [True, True, False]
    assert [is_untrusted(said, Inputs(Variables({}))) for said in (None, True, False)] == [False, True, False]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"SYSTEM_PULLREQUEST_ISFORK": "True"}, True),
        ({"SYSTEM_PULLREQUEST_ISFORK": "False"}, False),
        ({"CHANGE_FORK": "somebody"}, True),
        ({"CIRCLE_PR_REPONAME": "fork"}, True),
        ({"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "1", "CI_MERGE_REQUEST_PROJECT_ID": "2"}, True),
        ({"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "1", "CI_MERGE_REQUEST_PROJECT_ID": "1"}, False),
        ({"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "1"}, False),
        ({"TRAVIS_PULL_REQUEST_SLUG": "", "TRAVIS_REPO_SLUG": "us/it"}, False),
        ({"TRAVIS_PULL_REQUEST_SLUG": "me/it", "TRAVIS_REPO_SLUG": "us/it"}, True),
    ],
    ids=lambda value: " ".join(f"{name}={each}" for name, each in value.items()) if isinstance(value, dict) else "",
)
def test_variables_of_services_say_it(variables: dict[str, str], expected: bool) -> None:
    assert fork(**variables) == expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"pull_request": {"head": side("me/it"), "base": side("us/it")}}, True),
        ({"pull_request": {"head": side("us/it"), "base": side("us/it")}}, False),
        ({"pull_request": {"head": {"repo": None}, "base": side("us/it")}}, True),
        ({"workflow_run": {"head_repository": {"full_name": "me/it"}}, "repository": {"full_name": "us/it"}}, True),
        ({"workflow_run": {"head_repository": {"full_name": "us/it"}}, "repository": {"full_name": "us/it"}}, False),
        ({"workflow_run": {}, "repository": {"full_name": "us/it"}}, False),
        ({"push": {}}, False),
        ([], False),
        ("{", True),
        ("[" * 100_000, True),
    ],
    ids=[
        *("from a fork", "from a branch", "from a fork that is gone", "after that of a fork", "after that of a branch"),
        *("after one without a repository", "a push", "no object", "damaged", "deeper than can be read"),
    ],
)
def test_the_payload_of_github_says_it(tmp_path: Path, payload: object, expected: bool) -> None:
    assert event(tmp_path, payload) == expected


def test_a_payload_that_is_not_there_says_nothing_and_one_that_cannot_be_read_nothing_good(tmp_path: Path) -> None:
    assert not fork(GITHUB_EVENT_PATH=str(tmp_path / "absent"))
    assert fork(GITHUB_EVENT_PATH=str(tmp_path))


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"GITHUB_EVENT_NAME": "pull_request"}, True),
        ({"GITHUB_EVENT_NAME": "pull_request_target"}, True),
        ({"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main"}, False),
        ({"GITHUB_EVENT_NAME": "workflow_dispatch", "GITHUB_REF": "refs/pull/7/merge"}, True),
        ({"CI_MERGE_REQUEST_IID": "7"}, True),
        ({"CI_EXTERNAL_PULL_REQUEST_IID": "7"}, True),
        ({"SYSTEM_PULLREQUEST_PULLREQUESTID": "7"}, True),
        ({"CHANGE_ID": "7"}, True),
        ({"CIRCLE_PULL_REQUEST": "https://example.org/7"}, True),
        ({"TRAVIS_PULL_REQUEST": "7"}, True),
        ({"TRAVIS_PULL_REQUEST": "false"}, False),
        ({"BITBUCKET_PR_ID": "7"}, True),
        ({"BUILDKITE_PULL_REQUEST": "false"}, False),
    ],
    ids=lambda value: " ".join(f"{name}={each}" for name, each in value.items()) if isinstance(value, dict) else "",
)
def test_services_say_that_a_pull_request_is_checked(variables: dict[str, str], expected: bool) -> None:
    assert is_pull_request(Inputs(Variables(variables))) == expected

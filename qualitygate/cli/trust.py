"""Is the checked repository trusted to run code? The command line says so, or the CI service; the repository never."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualitygate.inputs import Inputs

#: The variable with the URL of the server that machines share results by; it counts more than the configuration.
SERVER = "QUALITYGATE_CACHE_REMOTE"
#: Events of GitHub's whose payload may name a pull request.
_PAYLOAD = "GITHUB_EVENT_PATH"
#: Variables that are set, to anything or to this, where the change comes from a fork.
_SAYS_FORK = (
    ("SYSTEM_PULLREQUEST_ISFORK", "true"),  # Azure Pipelines, "Predefined variables"
    ("CHANGE_FORK", ""),  # Jenkins' branch-api: set to the fork's name, for a change request from one
    ("CIRCLE_PR_REPONAME", ""),  # CircleCI: "only available on forked PRs"
)
#: Pairs that differ where the change comes from a fork: where it comes from, and where it is checked.
_DIFFERING = (
    ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID"),  # GitLab, "Predefined CI/CD variables"
    ("TRAVIS_PULL_REQUEST_SLUG", "TRAVIS_REPO_SLUG"),  # Travis CI, "Environment variables"
)


#: Variables that are set where a change is checked that nobody has merged yet, to anything but "false".
_SAYS_CHANGE = (
    "CI_MERGE_REQUEST_IID",  # GitLab, "Predefined CI/CD variables"
    "CI_EXTERNAL_PULL_REQUEST_IID",
    "SYSTEM_PULLREQUEST_PULLREQUESTID",  # Azure Pipelines, "Predefined variables"
    "CHANGE_ID",  # Jenkins' branch-api
    "CIRCLE_PULL_REQUEST",
    "TRAVIS_PULL_REQUEST",  # "false" elsewhere
    "BITBUCKET_PR_ID",
    "BUILDKITE_PULL_REQUEST",  # "false" elsewhere
)


def is_untrusted(said: bool | None, inputs: Inputs) -> bool:
    """Decide; ``said`` is what the command line says, None = nothing."""
    return said if said is not None else comes_from_fork(inputs)


def comes_from_fork(inputs: Inputs) -> bool:
    """Does the CI service say that the checked change comes from another repository?"""
    environment = inputs.environment
    for name, value in _SAYS_FORK:
        found = environment.get(name, "")
        if found and (not value or found.lower() == value):
            return True
    for source, target in _DIFFERING:
        found, here = environment.get(source, ""), environment.get(target, "")
        if found and here and found != here:
            return True
    path = environment.get(_PAYLOAD, "")
    return bool(path) and _is_fork_event(path, inputs)


def is_pull_request(inputs: Inputs) -> bool:
    """Does the CI service say that a pull request is checked, whoever's?"""
    environment = inputs.environment
    if any(environment.get(name, "").lower() not in ("", "false") for name in _SAYS_CHANGE):
        return True
    return environment.get("GITHUB_EVENT_NAME", "").startswith("pull_request") or environment.get(
        "GITHUB_REF", ""
    ).startswith("refs/pull/")


def _is_fork_event(path: str, inputs: Inputs) -> bool:
    """Read the payload of GitHub's event; one that cannot be read says nothing good, and so counts as a fork's.

    docs.github.com, "Webhook events and payloads": pull_request.head.repo is null where the fork is gone.
    """
    import json  # here: only where GitHub's runner has written one

    try:
        event = json.loads(inputs.read(path))
    except FileNotFoundError:
        return False
    except (OSError, ValueError, RecursionError):
        return True
    change = event.get("pull_request") if isinstance(event, dict) else None
    if not isinstance(change, dict):
        return _is_run_of_fork(event)
    return _repository(change.get("head")) != _repository(change.get("base"))


def _is_run_of_fork(event: Any) -> bool:
    """Say the same of ``workflow_run``, which runs with secrets after a pull request's own workflow."""
    run = event.get("workflow_run") if isinstance(event, dict) else None
    if not isinstance(run, dict):
        return False
    head, here = run.get("head_repository"), event.get("repository")
    return isinstance(head, dict) and isinstance(here, dict) and head.get("full_name") != here.get("full_name")


def _repository(side: Any) -> str:
    repository: Mapping[str, Any] | None = side.get("repo") if isinstance(side, dict) else None
    return str(repository.get("full_name", "")) if isinstance(repository, dict) else ""

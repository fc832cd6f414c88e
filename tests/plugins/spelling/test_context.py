from __future__ import annotations

import pytest

from .conftest import Find


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/Github", "www.Github.com", "Github.com", "docs.Github", "me@Github.com", "@Github",
        "a/Github", "Github/a", "./Github", "C:\\Github", "Github.py", ".github", "github_token", "self.Github",
        "Github()", "$GITHUB", "--github", "#github", "github=1", "github==2", "key=Github", "{Github}", "'github'",
        "“github”", "my-github-app", "github-actions",
        "X-Github-Event", "pip install github", "import github", "the github module", "x:Github",
        "python -m github", "GITHUB", "SEE GITHUB FOR MORE", "Github\u0301",
    ],
)  # fmt: skip
def test_what_is_no_prose_is_left_alone(text: str, find: Find) -> None:
    assert find(f"{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "(Github)", "Github.", "Github, too", "Github: yes", "Github…", "...Github", "'Github'", "Github-hosted",
        "github-based", "non-github", "Github's", "Github’s", "Github(s)", "Github/Gitlab", "Github—", "a — Github",
        "GITHUB is", "*Github*", "[Github](x)", "Github; b", "“Github”", "GithubはGitです", "Github?", "Github!",
    ],
)  # fmt: skip
def test_prose_is_read(text: str, find: Find) -> None:
    assert [finding.code for finding in find(f"{text}\n")] == ["QG201"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Run it. Pytest does.", 0, id="behind a sentence"),
        pytest.param("Pytest does.", 0, id="at the start"),
        pytest.param("Run Pytest.", 1, id="inside"),
        pytest.param("PyTest does.", 1, id="another case at the start"),
    ],
)
def test_a_lower_case_name_may_start_a_sentence_with_a_capital(text: str, found: int, find: Find) -> None:
    assert len(find(text, names=("pytest",))) == found

from __future__ import annotations

import pytest

from .conftest import Find

#: Makes the line before it one of a paragraph, and not of a list.
SENTENCE = "\nThis is a sentence of the same paragraph.\n"


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
    assert find(f"{text}{SENTENCE}") == []


@pytest.mark.parametrize(
    "text",
    [
        "(Github)", "Github.", "Github, too", "Github: yes", "Github…", "...Github", "'Github'", "Github-hosted",
        "github-based", "non-github", "Github's", "Github’s", "Github(s)", "Github/Gitlab", "Github—", "a — Github",
        "GITHUB is", "*Github*", "[Github](x)", "Github; b", "“Github”", "GithubはGitです", "Github?", "Github!",
    ],
)  # fmt: skip
def test_prose_is_read(text: str, find: Find) -> None:
    assert [finding.code for finding in find(f"{text}{SENTENCE}")] == ["QG201"]


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


TECHNOLOGY = ("Django REST framework", "Node.js", "GitHub", "Let's Encrypt", "Wellfire Interactive")


@pytest.mark.parametrize(
    "text",
    [
        "Install djangorestframework first.", "Then django-rest-framework.", "It needs nodejs here.",
        "Run node-js now.",
        "TODO(github): look at it.", "TODO(Github): look at it.", "FIXME(github) again, please.",
        "fix(github): a message of a commit.", "The hosts are github,gitlab and others.", "Use letsencrypt for it.",
        "See wellfireinteractive and wellfire-interactive there.", "A welfire-interactive slug is here.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["text", "markdown", "rst"])
def test_c9_what_packages_people_and_scopes_are_called_is_left_alone(text: str, kind: str, find: Find) -> None:
    assert find(f"{text}\n", kind, names=TECHNOLOGY) == []


@pytest.mark.parametrize(
    "text",
    ["github\ngitlab\n", "id,name\n1,github\n", "host: github\n", "github\tthe host of it all\n",
     "github    the host of it all\nabc       all the other ones\n", "a;github\n", "[hosts]\ngithub\n"],
)  # fmt: skip
def test_c9_data_in_a_text_file_is_left_alone(text: str, find: Find) -> None:
    assert find(text) == []


def test_c9_prose_in_a_text_file_is_read(find: Find) -> None:
    assert len(find("The host is github.\n\nAll the code\nis on github\ngithub\n")) == 3


@pytest.mark.parametrize("wrong", ["DjangoRESTFramework", "NodeJS", "Django rest framework", "Node JS", "Lets Encrypt"])
def test_c9_with_capitals_it_is_a_name(wrong: str, find: Find) -> None:
    assert [finding.code for finding in find(f"We like {wrong} here.\n", names=TECHNOLOGY)] != []

from __future__ import annotations

import pytest
from qualitygate_plugins.spelling.matcher import Matcher
from qualitygate_plugins.spelling.names import Name

from qualitygate.api import ConfigError


def _forms(text: str, *names: str, allow: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(text[match.start : match.end], match.code) for match in Matcher(names, allow).matches(text)]


@pytest.mark.parametrize(
    ("name", "wrong", "code"),
    [
        pytest.param("Subblime", "SubBlime", "QG201", id="another case"),
        pytest.param("Subblime", "SUBBLIME", "QG201", id="capitals"),
        pytest.param("AngularJS", "Angular JS", "QG202", id="a space at a hump"),
        pytest.param("AngularJS", "angular-js", "QG202", id="a hyphen at a hump"),
        pytest.param("Wellfire Interactive", "Wellfire interactive", "QG201", id="another case of one word"),
        pytest.param("Wellfire Interactive", "WellFire-Interactive", "QG202", id="a hyphen for a space"),
        pytest.param("Wellfire Interactive", "WellfireInteractive", "QG202", id="the space lost"),
        pytest.param("scikit-learn", "scikit learn", "QG202", id="a space for a hyphen"),
        pytest.param("OpenStreetMap", "Open Street Map", "QG202", id="all humps split"),
        pytest.param("OpenStreetMap", "OpenStreet Map", "QG202", id="one hump split"),
        pytest.param("Node.js", "NodeJS", "QG202", id="the dot lost"),
        pytest.param("C#", "c#", "QG201", id="a symbol behind"),
        pytest.param(".NET", ".Net", "QG201", id="a symbol before"),
        pytest.param("Let's Encrypt", "Lets Encrypt", "QG202", id="the apostrophe lost"),
        pytest.param("Subblime", "Subblmie", "QG203", id="two letters swapped"),
        pytest.param("Subblime", "Subblme", "QG203", id="a letter lost"),
        pytest.param("Subblime", "Subbllime", "QG203", id="a letter too many"),
        pytest.param("Subblime", "subblyme", "QG203", id="another letter"),
        pytest.param("Subblime", "Dubblime", "QG203", id="another first letter of a long name"),
        pytest.param("GitHub", "itHub", "QG203", id="the first letter of a short name with a hump lost"),
        pytest.param("GitHub", "igthub", "QG203", id="the first two swapped"),
        pytest.param("Wellfire Interactive", "Wellfire Interactve", "QG203", id="a typo in the second word"),
        pytest.param("Wellfire Interactive", "Welfire Interactive", "QG203", id="a typo in the first word"),
        pytest.param("Straße Österreich", "straße österreich", "QG201", id="beyond ASCII"),
    ],
)
def test_a_wrong_form_is_found(name: str, wrong: str, code: str) -> None:
    assert _forms(f"all of {wrong} here", name) == [(wrong, code)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("Subblime", "Subblime", id="the name itself"),
        pytest.param("Subblime", "Subblime's and Subblime’s", id="possessives"),
        pytest.param("Subblime", "Subblimes", id="a plural"),
        pytest.param("Wellfire Interactive", "Wellfire\n    Interactive", id="wrapped"),
        pytest.param("Wellfire Interactive", "Wellfire  Interactive", id="two spaces"),
        pytest.param("Wellfire Interactive", "Wellfire\xa0Interactive", id="a no-break space"),
        pytest.param("Wellfire Interactive", "wellfire\rinteractive", id="words of two texts"),
        pytest.param("Wellfire Interactive", "wellfire   interactive", id="words of two columns"),
        pytest.param("AngularJS", "angular\njs", id="split over two lines without its capitals"),
        pytest.param("Wellfire Interactive", "Wellfire\n\nInteractive", id="words of two paragraphs"),
        pytest.param("Let's Encrypt", "Let’s Encrypt", id="a typographic apostrophe"),
        pytest.param("Subblime", "Sub blime", id="split where there is no hump"),
        pytest.param("Subblime", "Subblime2 and Subblime_", id="longer words"),
        pytest.param("Python", "Python3 Pythons", id="versions and plurals are no typos"),
        pytest.param("Acmeo", "Acmea", id="a typo of a name of five letters"),
        pytest.param("Docker", "locker", id="another first letter of a short name"),
        pytest.param("OpenID", "opened", id="an ending of the language"),
        pytest.param("LinkedIn", "Linked in the page, linked in it", id="ordinary words side by side"),
        pytest.param("C#", "C and c", id="without its symbol"),
        pytest.param("CI/CD", "cicd or ci-cd or ci cd", id="a slash is part of the name"),
    ],
)
def test_what_is_right_or_something_else_is_not_found(name: str, text: str) -> None:
    assert [form for form in _forms(text, name) if form[1]] == []


def test_the_longest_name_wins() -> None:
    assert _forms("GitHub actions", "GitHub", "GitHub Actions") == [("GitHub actions", "QG201")]


def test_a_form_that_another_name_has_is_right() -> None:
    assert _forms("Sublime Subblime", "Subblime", "Sublime") == [("Sublime", ""), ("Subblime", "")]


def test_several_names_of_the_same_letters_are_all_offered() -> None:
    (match,) = Matcher(["GitHub", "Git-Hub"]).matches("Github")

    assert [name.text for name in match.names] == ["Git-Hub", "GitHub"]


@pytest.mark.parametrize("allowed", ["github", "Githbu", "Git Hub"])
def test_an_allowed_word_is_right(allowed: str) -> None:
    assert [form for form in _forms(f"a {allowed} b", "GitHub", allow=(allowed,)) if form[1]] == []


def test_an_allowed_word_allows_no_other() -> None:
    assert _forms("Github", "GitHub", allow=("github",)) == [("Github", "QG201")]


def test_the_end_of_a_word_is_no_evidence_in_a_language_that_declines() -> None:
    text = "GitHubu Githbu"

    found = Matcher(["GitHub"]).matches(text, foreign=True)

    assert [text[match.start : match.end] for match in found] == ["Githbu"]


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(ConfigError, match="expected a product name, got '--'"):
        Name.parse("--")


def test_a_text_of_many_different_words_is_read_like_one_of_few() -> None:
    names = [f"{first}{second}Xu" for first in "BCDFGHKLM" for second in "aeiouyöä" for _ in "x"]
    text = " ".join(name.lower() for name in names)

    assert [form[0] for form in _forms(text, *names)] == text.split()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("Welfire interactive", "QG203"), ("welfire interactive", "QG203"), ("wellfire interactve", "QG203"),
        ("Well Fire Interactive", "QG202"), ("Well-Fire Interactive", "QG202"), ("Wellfire Inter Active", "QG202"),
        ("WelfireInteractive", "QG203"), ("Welfire-Interactive", "QG203"), ("Welfire\nInteractive", "QG203"),
        ("Wellfire \n interactive", "QG201"), ("Well\nFire Interactive", "QG202"), ("Welfire\xa0Interactive", "QG203"),
    ],
)  # fmt: skip
def test_c11_two_mistakes_in_a_name_of_two_words_are_found(wrong: str, code: str) -> None:
    found = _forms(f"all of {wrong} here", "Wellfire Interactive")

    assert found == [(wrong, code)]


@pytest.mark.parametrize(
    "text",
    [
        "the amazon price", "Amazon price", "well fire interactive", "Well, Fire Interactive", "Well Fire, Interactive",
        "Well  Fire Interactive", "Well Fired Interactive", "a visual studie",
    ],
)  # fmt: skip
def test_c11_ordinary_words_that_resemble_a_name_are_none(text: str) -> None:
    assert _forms(text, "Amazon Prime", "Wellfire Interactive", "Visual Studio") == []

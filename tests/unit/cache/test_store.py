"""What is known about the contents of a path, and for how long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import fields

from qualitygate.cache.store import CheckerResult, Result, Store
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from tests.settings_samples import OTHER_SETTINGS

SETTINGS = Settings(options=(("max-line-length", 79),))
#: Every field of the settings but the selection, which says itself what it holds for.
FIELDS = [field.name for field in fields(Settings) if field.name != "selection"]
SIGNATURE = (1, 2, 3, 4)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "cache" / "some.results")


def result(digest: str) -> Result:
    found = Finding("E501", "text", Location("a.py", 1, 1), Severity.WARNING, "pep8", "x")
    part = CheckerResult("pep8", ("E", "W"), Selection(select=("E",)), [found])
    return Result(digest, "python", 3, None, [], LookedFor(), Selection(select=("E",)), (part,))


def put(store: Store, digest: str, path: str = "a.py", settings: Settings = SETTINGS) -> None:
    store.see(path, SIGNATURE, digest)
    store.put(path, result(digest), settings)


def test_what_was_saved_is_found_by_content_and_options(file: str) -> None:
    store = Store(file)
    put(store, "one")
    store.save()
    found = Store(file).find("a.py", "one", "python", SETTINGS)
    assert found == result("one")


@pytest.mark.parametrize(
    ("path", "digest", "kind", "settings"),
    [
        ("b.py", "one", "python", SETTINGS),
        ("a.py", "two", "python", SETTINGS),
        ("a.py", "one", "stub", SETTINGS),
        *(("a.py", "one", "python", replace(SETTINGS, **{name: getattr(OTHER_SETTINGS, name)})) for name in FIELDS),
    ],
    ids=["path", "content", "kind", *FIELDS],
)
def test_nothing_is_found_under_another(file: str, path: str, digest: str, kind: str, settings: Settings) -> None:
    store = Store(file)
    put(store, "one")
    assert store.find(path, digest, kind, settings) is None


def test_a_signature_stands_for_its_content_only_as_long_as_it_is_the_same(file: str) -> None:
    store = Store(file)
    put(store, "one")
    assert store.known_digest("a.py", SIGNATURE) == "one"
    assert store.known_digest("a.py", (1, 2, 3, 5)) == ""


def test_of_one_path_the_latest_four_contents_stay(file: str) -> None:
    store = Store(file)
    for digest in ("one", "two", "three", "four", "five"):
        put(store, digest)
    assert store.find("a.py", "one", "python", SETTINGS) is None
    assert all(store.find("a.py", digest, "python", SETTINGS) for digest in ("two", "five"))


def test_a_path_that_no_run_saw_for_a_month_is_forgotten(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(file)
    put(store, "one", "old.py")
    store.save()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 32 * 86_400)
    later = Store(file)
    put(later, "one", "new.py")
    later.save()
    assert [Store(file).has(path) for path in ("old.py", "new.py")] == [False, True]


def test_nothing_new_is_not_written(file: str) -> None:
    store = Store(file)
    put(store, "one")
    store.save()
    Path(file).unlink()
    store = Store(file)
    store.save()
    assert not Path(file).exists()


def test_a_content_that_was_only_mentioned_hinders_no_writing(file: str) -> None:
    store = Store(file)
    put(store, "one")
    store.mention("old.py", "two")  # of another revision; a checker failed on it, so that no result followed
    store.save()
    again = Store(file)
    assert not again.notes
    assert again.find("a.py", "one", "python", SETTINGS) is not None
    assert again.find("old.py", "two", "python", SETTINGS) is None


def test_a_mentioned_content_stays_though_others_are_edited_on_the_disk(file: str) -> None:
    store = Store(file)
    for digest in ("base", "one", "two", "three"):
        put(store, digest)
    store.save()
    for edited in ("four", "five", "six", "seven", "eight"):
        store = Store(file)
        store.mention("a.py", "base")
        store.save()
        store = Store(file)
        put(store, edited)
        store.save()
    assert Store(file).find("a.py", "base", "python", SETTINGS) is not None


def test_another_content_of_a_known_path_is_saved_too(file: str) -> None:
    for digest in ("one", "two"):
        store = Store(file)
        put(store, digest)
        store.save()

    assert [Store(file).find("a.py", digest, "python", SETTINGS) for digest in ("one", "two")] == [
        result("one"), result("two")
    ]
    assert Store(file).known_digest("a.py", SIGNATURE) == "two"


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: modes")
def test_a_store_that_others_may_write_to_is_not_used_and_says_so(file: str) -> None:
    store = Store(file)
    put(store, "one")
    store.save()
    directory = Path(file).parent
    directory.chmod(0o777)
    store = Store(file)

    assert store.notes == [f"the cache in {directory} is not used: others may write to it"]
    assert not store.has("a.py")


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.see_again("a.py"),
        lambda store: store.see("a.py", SIGNATURE, "one"),
        lambda store: store.mention("a.py", "one"),
    ],
    ids=["as it was", "as it is known", "in another revision"],
)
def test_a_path_that_was_only_seen_again_is_not_forgotten(
    file: str, monkeypatch: pytest.MonkeyPatch, use: Callable[[Store], None]
) -> None:
    now = time.time()
    for days, path in ((0, "a.py"), (20, ""), (45, "b.py")):
        monkeypatch.setattr("qualitygate.cache.store.time.time", lambda days=days: now + days * 86_400)
        store = Store(file)
        if path:
            put(store, "one", path)
        else:
            use(store)
        store.save()

    assert Store(file).has("a.py")


def test_a_content_that_bears_another_signature_is_known_by_it(file: str) -> None:
    store = Store(file)
    put(store, "one")
    store.save()
    store = Store(file)
    store.see("a.py", (1, 2, 3, 5), "one")
    store.save()

    assert Store(file).known_digest("a.py", (1, 2, 3, 5)) == "one"
    store = Store(file)
    store.see("a.py", (1, 2, 3, 5), "two")
    assert store.known_digest("a.py", (1, 2, 3, 5)) == "two"


def test_a_store_that_is_damaged_is_begun_anew_and_says_so(file: str) -> None:
    store = Store(file)
    put(store, "one")
    store.save()
    Path(file).write_bytes(Path(file).read_bytes()[:-1])
    store = Store(file)

    assert [note.partition(": ")[0] for note in store.notes] == ["the cache is begun anew"]
    assert not store.has("a.py")


def test_a_result_without_findings_is_found_again(file: str) -> None:
    store = Store(file)
    clean = replace(result("one"), directives=(), parts=(replace(result("one").parts[0], findings=()),))
    store.see("a.py", SIGNATURE, "one")
    store.put("a.py", clean, SETTINGS)
    store.save()

    assert Store(file).find("a.py", "one", "python", SETTINGS) == clean


def test_what_cannot_be_written_is_said(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, target: str) -> None:
        raise OSError(0, "refused")

    store = Store(file)
    put(store, "one")
    monkeypatch.setattr("os.replace", refuse)
    store.save()

    assert store.notes == [f"the cache could not be written to {file}: refused"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: modes")
def test_nothing_is_written_where_others_may_write(file: str) -> None:
    directory = Path(file).parent
    directory.mkdir()
    directory.chmod(0o777)
    store = Store(file)
    put(store, "one")
    store.save()

    assert list(directory.iterdir()) == []


def test_nothing_is_written_of_what_a_plugin_may_have_read_differently(file: str, tmp_path: Path) -> None:
    store = Store(file, str(tmp_path))
    put(store, "one")
    (tmp_path / "words").write_text("written while it was read")
    store.dependencies.add([str(tmp_path / "words")])
    store.save()

    assert not Path(file).exists()


def test_without_news_nothing_is_written(file: str) -> None:
    store = Store(file)
    put(store, "one")
    store.save()
    before = Path(file).stat().st_ino
    store = Store(file)
    store.see("a.py", SIGNATURE, "one")
    store.save()

    assert Path(file).stat().st_ino == before

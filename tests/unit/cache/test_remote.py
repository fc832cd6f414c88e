"""What a run asks of a shared cache: little, the nearest revision first, and nothing more after a failure."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Event

import pytest

from qualitygate.api import PackServer, PackServerError
from qualitygate.cache.packs import LARGEST, Keys, opened, sealed
from qualitygate.cache.remote import Shared, names
from qualitygate.cache.secret import VARIABLE

NAMES = names("environment", "", ["head", "parent", "before"])


class FakeRemote:
    """Holds packs, or fails from some request on."""

    def __init__(self, packs: dict[str, bytes], fails_at: int = 99) -> None:
        self.packs, self.fails_at = packs, fails_at
        self.asked: list[str] = []

    def get(self, name: str, deadline: float, largest: int) -> bytes | None:
        self._note("get", name)
        return self.packs.get(name)

    def put(self, name: str, data: bytes, deadline: float) -> None:
        self._note("put", name)
        self.packs.setdefault(name, data)

    def close(self) -> None:
        self.asked.append("close")

    def _note(self, method: str, name: str) -> None:
        self.asked.append(f"{method} {['head', 'parent', 'before'][NAMES.index(name)]}")
        if len(self.asked) >= self.fails_at:
            raise PackServerError("it is ill")


def keys(said: str = "the key of the team") -> Keys:
    found = Keys.of({VARIABLE: said})
    assert found is not None
    return found


def pack(payload: bytes, revision: int, by: Keys | None = None) -> dict[str, bytes]:
    return {NAMES[revision]: sealed(payload, NAMES[revision], by or keys())}


def shared(remote: PackServer, own: str = NAMES[0], asked: Sequence[str] = NAMES) -> Shared:
    return Shared(remote, keys(), asked, own, left=60)


def test_the_nearest_revision_that_is_there_is_taken() -> None:
    remote = FakeRemote({**pack(b"old", 2), **pack(b"near", 1)})

    assert shared(remote).fetch() == b"near"
    assert remote.asked == ["get head", "get parent"]


def test_what_does_not_verify_is_counted_and_the_next_one_asked_for() -> None:
    one = shared(FakeRemote({**pack(b"theirs", 0, keys("somebody else's key")), **pack(b"ours", 1)}))

    assert one.fetch() == b"ours"
    assert (one.counts.foreign, one.counts.found) == (1, 1)


def test_a_pack_under_another_revisions_name_does_not_verify() -> None:
    (moved,) = pack(b"old", 2).values()
    one = shared(FakeRemote({NAMES[0]: moved}))

    assert one.fetch() is None
    assert one.counts.foreign == 1


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_after_a_failure_nothing_more_is_tried(at: int) -> None:
    remote = FakeRemote({}, fails_at=at)
    one = shared(remote)

    found = one.fetch()
    one.offer(lambda: b"results")

    assert found is None
    assert len(remote.asked) == at
    assert one.counts.problem == "it is ill"
    assert one.counts.written == 0


def test_results_are_offered_once() -> None:
    remote = FakeRemote({})
    first, second = shared(remote), shared(remote)

    first.fetch()
    first.offer(lambda: b"results")
    second.offer(lambda: b"others")

    assert (first.counts.written, second.counts.written) == (1, 0)
    assert remote.asked == ["get head", "get parent", "get before", "put head", "get head"]
    assert shared(remote).fetch() == b"results"


def test_what_stands_there_is_not_written_over_whosever_it_is() -> None:
    remote = FakeRemote(pack(b"theirs", 0, keys("somebody else's key")))
    one = shared(remote)

    one.fetch()
    one.offer(lambda: b"ours")

    assert "put head" not in remote.asked


def test_without_a_name_to_write_nothing_is_written() -> None:
    remote = FakeRemote({})
    one = shared(remote, own="")

    one.fetch()
    one.offer(lambda: b"results")

    assert remote.asked == ["get head", "get parent", "get before"]


def test_without_a_revision_nothing_is_asked() -> None:
    remote = FakeRemote({})
    one = shared(remote, "", [])

    one.fetch()
    one.offer(lambda: b"results")

    assert remote.asked == []


class Stuck(FakeRemote):
    """Answers when it is closed, and not before."""

    def __init__(self) -> None:
        super().__init__({})
        self.is_closed = Event()

    def get(self, name: str, deadline: float, largest: int) -> bytes | None:
        self._note("get", name)
        self.is_closed.wait(60)
        raise PackServerError("it was closed")

    def close(self) -> None:
        self.is_closed.set()


def test_what_waits_is_left_behind_and_closed() -> None:
    remote = Stuck()
    one = Shared(remote, keys(), NAMES, NAMES[0])

    found = one.fetch()
    one.offer(lambda: b"results")

    assert found is None
    assert one.counts.problem == "it takes too long"
    assert remote.is_closed.wait(60)
    assert remote.asked == ["get head"]


class Slow(FakeRemote):
    """Takes more than half of what a run waits for one answer."""

    def get(self, name: str, deadline: float, largest: int) -> bytes | None:
        time.sleep(1.1)
        return super().get(name, deadline, largest)


def test_of_the_time_half_is_left_for_writing() -> None:
    remote = Slow({})
    one = Shared(remote, keys(), NAMES, NAMES[0], left=2)

    one.fetch()
    one.offer(lambda: b"results")

    assert remote.asked == ["get head", "put head"]


@pytest.mark.parametrize("error", [ValueError("s3cret"), SystemExit(0), RecursionError()])
def test_a_plugin_that_fails_is_no_more_than_a_server_that_does(error: BaseException) -> None:
    class Failing(FakeRemote):
        def get(self, name: str, deadline: float, largest: int) -> bytes | None:
            raise error

    one = shared(Failing({}))

    assert one.fetch() is None
    assert one.counts.problem == f"it is asked by a plugin that fails: {type(error).__name__}"


def test_packs_of_one_run_are_no_larger_together_than_one_may_be() -> None:
    class Large(FakeRemote):
        def get(self, name: str, deadline: float, largest: int) -> bytes | None:
            self.asked.append(str(largest))
            return bytes(1_000)

    remote = Large({})

    shared(remote).fetch()

    assert remote.asked == [str(LARGEST), str(LARGEST - 1_000), str(LARGEST - 2_000)]


def test_the_time_that_unpacking_takes_is_not_the_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results of five million lines unpack for longer than a run waits for a server."""

    def slow(pack: bytes, name: str, keys: Keys) -> bytes:
        time.sleep(0.5)
        return opened(pack, name, keys)

    monkeypatch.setattr("qualitygate.cache.remote.opened", slow)
    one = Shared(FakeRemote(pack(b"results", 0)), keys(), NAMES, NAMES[0], left=0.4)

    assert one.fetch() == b"results"
    assert one.counts.problem == ""


def test_results_that_are_too_large_for_a_pack_are_named_and_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualitygate.cache.packs._LARGEST_PAYLOAD", 10)
    remote = FakeRemote({})
    one = shared(remote)

    one.offer(lambda: bytes(11))

    assert remote.asked == []
    assert one.counts.problem == "results of 11 bytes are more than a pack holds, 10"


def test_names_tell_environments_places_and_revisions_apart() -> None:
    ways = [("e", "", ["r"]), ("f", "", ["r"]), ("e", "p/", ["r"]), ("e", "", ["s"])]
    scoped = [(*way, scope) for way in ways for scope in ("pr-1", "pr-2", "results")]
    made = [names(*each) for each in (*ways, *scoped)]

    assert len({name for each in made for name in each}) == 16
    assert all(len(name) == 64 and set(name) <= set("0123456789abcdef") for each in made for name in each)

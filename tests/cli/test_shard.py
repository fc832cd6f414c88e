"""``qualitygate --shard I/N``: looks at its part of the files, judges nothing, and says what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.engine.sharding.record import read_record

from .conftest import Project
from .repositories import Work
from .sharded import sharded


def test_a_shard_looks_at_its_part_and_judges_nothing(project: Project) -> None:
    project.write({f"m{number}.py": "import os\n" for number in range(5)})

    first = project.run("--shard=1/2", "--output-file=one.json")
    second = project.run("--shard=2/2", "--output-file=two.json")

    assert [(done.code, done.out) for done in (first, second)] == [(0, ""), (0, "")]
    assert first.err == "qualitygate: shard 1/2: 3 of 5 files looked at; qualitygate merge judges them\n"
    looked_at = [
        set(read_record((project.root / name).read_bytes(), name).tree.digests) for name in ("one.json", "two.json")
    ]
    assert not looked_at[0] & looked_at[1]
    assert len(looked_at[0] | looked_at[1]) == 5


def test_a_shard_without_a_file_is_done(project: Project) -> None:
    project.write({"a.py": "x = 1\n"})

    done = project.run("--shard=2/2", "--quiet")

    assert (done.code, done.err) == (0, "")
    assert read_record(done.out.encode(), "it").tree.digests == {}


def test_a_shard_of_nothing_is_refused_as_a_run_is(project: Project) -> None:
    done = project.run("--shard=1/2")

    assert (done.code, done.out) == (2, "")
    assert "no file to check in the project root" in done.err


def test_a_shard_says_what_failed_and_writes_it_down(tmp_path: Path) -> None:
    work = sharded(tmp_path)

    codes = [work.run(f"--shard={number}/3", f"--output-file=build/{number}.json") for number in (1, 2, 3)]

    assert sorted(done.code for done in codes) == [0, 0, 3]
    (failed,) = (done for done in codes if done.code)
    assert failed.err.startswith("qualitygate: app/crash.py: ")
    assert "as planned" in failed.err


def test_a_shard_uses_the_cache_of_its_machine(project: Project) -> None:
    project.write({f"m{number}.py": "import os\n" for number in range(4)})
    cold = project.run("--shard=1/2", "--quiet")

    warm = project.run("--shard=1/2", "--quiet")
    without = project.run("--shard=1/2", "--quiet", "--no-cache")

    found = [read_record(done.out.encode(), "it").tree for done in (cold, warm, without)]
    assert found[0].digests == found[1].digests == found[2].digests
    assert found[0].stages[0].files == found[1].stages[0].files == found[2].stages[0].files


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fix"], "--shard checks a part of the files and judges nothing; run --fix without it"),
        (["--diff"], "run --diff without it"),
        (["--unsafe-fixes"], "run --unsafe-fixes without it"),
        (["--add-noqa=why"], "run --add-noqa without it"),
        (["--show-files"], "run --show-files without it"),
        (["--staged"], "run --staged without it"),
        (["-"], "run '-' without it"),
        (["--format=console"], "--format console: a shard has one report, for qualitygate merge, which writes all"),
        (["--output-file=nowhere/x.json"], "there is no directory 'nowhere'"),
        (["--output-file=a.py"], "that is a source, and would be lost"),
        (["--shard=3/2"], "--shard: expected I/N with 1 <= I <= N <= 9999, as 1/4 is the first of four, got '3/2'"),
        (["--shard=1/10000"], "got '1/10000'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_a_shard_cannot_do_is_refused(project: Project, arguments: list[str], said: str) -> None:
    project.write({"a.py": "import os\n"})

    done = project.run("--shard=1/2", *arguments, stdin=b"" if "-" in arguments else None)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert project.root.joinpath("a.py").read_text() == "import os\n"


def test_the_size_decides_and_every_machine_splits_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two checkouts, written in different orders, at different times, in different places."""
    files = {f"app/m{number}.py": "x = 1\n" * number for number in range(30)}
    records = []
    for order in (sorted(files), sorted(files, reverse=True)):
        work = Work(tmp_path_factory.mktemp("checkout"))
        work.git("init", "-q")
        work.write({name: files[name] for name in order})
        records.append(read_record(work.run("--shard=2/7", "-q", "--no-cache").out.encode(), "it").tree.digests)

    assert records[0] == records[1]
    assert 3 <= len(records[0]) <= 6

"""``qualitygate merge``: the reports of all shards, in any order, are judged as one run; any other set is refused."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qualitygate.model.replacement import replace
from qualitygate_plugins.reporters import qualitygate_formats

from .repositories import VIEWS
from .sharded import CRASHING, Sharded, sharded

#: All but the streamed ones, whose lines come in the order of the work, and those that print the time.
FORMATS = [name for name in sorted(qualitygate_formats()) if name not in ("rdjsonl", "template")]
STOPPING = "--set=gate.stages=[['pyflakes'],['pep8','spelling'],['words']]"
THREE = [f"build/shard-{number}.jsonl" for number in (1, 2, 3)]
GOING_ON = "--set=gate.fail-on=never"


@pytest.fixture
def work(tmp_path: Path) -> Sharded:
    """A repository with findings, failures, suppressions, exclusions and a tool."""
    return sharded(tmp_path)


@pytest.mark.parametrize(
    ("count", "arguments"),
    [
        (1, []),
        (4, ["--new=main"]),
        (3, [STOPPING]),
        (2, [STOPPING, GOING_ON, "--new"]),
        (2, ["--untrusted"]),
    ],
    ids=["alone", "new", "stages that stop", "stages and new", "untrusted"],
)
def test_a_merge_says_byte_for_byte_what_one_run_says(work: Sharded, count: int, arguments: list[str]) -> None:
    one, expected = work.reports("said", FORMATS, *arguments)
    names = work.shards(count, *arguments)
    random.Random(count).shuffle(names)

    merged, found = work.reports("said", FORMATS, "merge", *names, *arguments)

    assert (merged.code, merged.out, merged.err) == (one.code, one.out, one.err)
    assert one.code in (1, 3)
    assert {name for name in FORMATS if found[name] != expected[name]} == set()


def test_the_baseline_is_held_against_the_union(work: Sharded) -> None:
    work.write({"app/crash.py": ""})
    (work.root / "local.py").write_text(CRASHING.replace("crash.py", "nothing.py"))
    work.run("baseline", "accept", "--reason", "old")
    work.write({"app/more.py": "import os\nimport os\n", "app/clean.py": "x = 1 \n", "app/old.py": "x = 1\n"})
    one, expected = work.reports("said", FORMATS)

    merged, found = work.reports("said", FORMATS, "merge", *work.shards(3))

    assert (merged.code, merged.err) == (one.code, one.err)
    assert b'"disposition": "baselined"' in expected["json"]
    assert found == expected


def test_shards_may_be_given_paths(work: Sharded) -> None:
    one = work.run("app", "local.py", "--format=concise", "--no-plugin", "spelling")
    names = work.shards(2, "app", "local.py", "--no-plugin", "spelling")

    merged = work.run("merge", *names, "--path=app/", "--path=local.py", "--no-plugin=spelling", "--format=concise")

    assert (merged.code, merged.out) == (one.code, one.out)
    assert "app/views.py" in one.out


def test_a_merge_reads_no_file_again_but_runs_the_tools(work: Sharded) -> None:
    names = work.shards(2, "--no-cache")

    done = work.run("merge", *names, "--profile", "--format=concise")

    assert "answered by: results of 11 files\ncache: 11 files known, 0 checked\n" in done.err
    assert "app/wrong.py:1:14: WORDSW9 this is wrong" in done.out


Spoil = Callable[[Sharded, list[str]], list[str]]
SPOILT: dict[str, tuple[Spoil, str]] = {}


def spoils(expected: str) -> Callable[[Spoil], Spoil]:
    """Note a way to spoil the shards, and what is said of it."""

    def note(spoil: Spoil) -> Spoil:
        SPOILT[spoil.__name__.replace("_", " ")] = spoil, expected
        return spoil

    return note


@spoils("shard 2/3 is missing: 2 of 3 are there (build/shard-1.jsonl, build/shard-3.jsonl)")
def one_missing(work: Sharded, names: list[str]) -> list[str]:
    return [names[0], names[2]]


@spoils("build/shard-9.jsonl: the report of a shard cannot be read: No such file or directory")
def one_not_there(work: Sharded, names: list[str]) -> list[str]:
    return [*names[:2], "build/shard-9.jsonl"]


@spoils("shard 2/3 is there twice: build/shard-2.jsonl and build/copy.json")
def one_twice(work: Sharded, names: list[str]) -> list[str]:
    (work.root / "build/copy.json").write_bytes((work.root / names[1]).read_bytes())
    return [*names, "build/copy.json"]


@spoils("shard 2/2 (build/other.json) and shard 1/3 (build/shard-1.jsonl) are not of one split")
def one_of_another_split(work: Sharded, names: list[str]) -> list[str]:
    work.run("--shard=2/2", "--output-file=build/other.json")
    return [names[0], "build/other.json", names[2]]


@spoils("shard 2/3 (build/shard-2.jsonl) is of another configuration: --set was select=E there and is nothing here")
def another_option(work: Sharded, names: list[str]) -> list[str]:
    work.run("--shard=2/3", "--output-file", names[1], "--select=E")
    return names


@spoils("shard 2/3 (build/shard-2.jsonl) is of another configuration: --new was main there and is nothing here")
def another_comparison(work: Sharded, names: list[str]) -> list[str]:
    work.run("--shard=2/3", "--output-file", names[1], "--new=main")
    return names


@spoils("shard 2/3 (build/shard-2.jsonl) is of another configuration: --stage was 1 there and is nothing here")
def another_stage(work: Sharded, names: list[str]) -> list[str]:
    record = work.record(names[1])
    options = {**record.identity.options, "--stage": "1"}
    work.forge(names[1], replace(record, identity=replace(record.identity, options=options)))
    return names


@spoils("is of another configuration: --untrusted was given, or implied there and is nothing here")
def another_trust(work: Sharded, names: list[str]) -> list[str]:
    work.run("--shard=2/3", "--output-file", names[1], "--untrusted")
    return names


@spoils("shard 2/3 (build/shard-2.jsonl) is of another configuration: qualitygate.toml is another one there than here")
def another_configuration_file(work: Sharded, names: list[str]) -> list[str]:
    path = work.root / "qualitygate.toml"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"= 60", b"= 50"))
    work.run("--shard=2/3", "--output-file", names[1])
    path.write_bytes(before)
    return names


@spoils("is of another configuration: other settings were in force there")
def other_settings(work: Sharded, names: list[str]) -> list[str]:
    record = work.record(names[1])
    work.forge(names[1], replace(record, identity=replace(record.identity, settings="0")))
    return names


@spoils("shard 2/3 (build/shard-2.jsonl) is of another revision: ")
def another_commit(work: Sharded, names: list[str]) -> list[str]:
    work.git("commit", "-q", "--allow-empty", "-m", "later")
    work.run("--shard=2/3", "--output-file", names[1])
    work.git("reset", "-q", "--soft", "HEAD~1")
    return names


@spoils("is of another revision: app/views.py was another one there than here; check out the same files in every job")
def another_content(work: Sharded, names: list[str]) -> list[str]:
    work.write({"app/views.py": VIEWS.replace("items", "thing")})
    return names


@spoils("is of another revision: it looked at app/clean.py, which is not here; check out the same files in every job")
def a_file_less(work: Sharded, names: list[str]) -> list[str]:
    (work.root / "app/clean.py").unlink()
    return names


@spoils("it had not its share of the files that are here; ")
def a_file_more(work: Sharded, names: list[str]) -> list[str]:
    work.write({"app/more.py": "x = 1\n" * 99})
    return names


@spoils("is of another environment: acme-1.dist-info is only there; install the same in every job")
def another_package(work: Sharded, names: list[str]) -> list[str]:
    record = work.record(names[1])
    environment = {**record.identity.environment, "acme-1.dist-info": "0"}
    work.forge(names[1], replace(record, identity=replace(record.identity, environment=environment)))
    return names


@spoils("is of another environment: Python is another one there than here; install the same in every job")
def another_python(work: Sharded, names: list[str]) -> list[str]:
    record = work.record(names[1])
    environment = {**record.identity.environment, "Python": "3.9"}
    work.forge(names[1], replace(record, identity=replace(record.identity, environment=environment)))
    return names


@spoils("build/shard-2.jsonl: qualitygate 9.9.9 wrote it, and this is ")
def another_version(work: Sharded, names: list[str]) -> list[str]:
    path = work.root / names[1]
    path.write_bytes(re.sub(rb'"qualitygate":"[^"]*"', b'"qualitygate":"9.9.9"', path.read_bytes(), count=1))
    return names


@spoils("build/shard-2.jsonl: damaged: ")
def cut_short(work: Sharded, names: list[str]) -> list[str]:
    path = work.root / names[1]
    path.write_bytes(path.read_bytes()[:-100])
    return names


@spoils("build/shard-2.jsonl: damaged: what it says is not what was written; run the shard again")
def a_word_changed(work: Sharded, names: list[str]) -> list[str]:
    path = work.root / names[1]
    path.write_bytes(path.read_bytes().replace(b'"qualitygate.toml"', b'"qualitygate.tmol"'))
    return names


@spoils("build/report.json: expected what --shard I/N writes, all of it: ")
def the_report_of_a_whole_run(work: Sharded, names: list[str]) -> list[str]:
    work.run("--format=json=build/report.json")
    return [names[0], "build/report.json", names[2]]


@spoils("build: the report of a shard cannot be read: Is a directory")
def a_directory(work: Sharded, names: list[str]) -> list[str]:
    return [names[0], "build", names[2]]


@spoils("build/pipe: the report of a shard cannot be read: expected a regular file, got a FIFO")
def a_pipe(work: Sharded, names: list[str]) -> list[str]:
    os.mkfifo(work.root / "build/pipe")
    return [names[0], "build/pipe", names[2]]


@spoils("build/large.json: 300,000,000 bytes are too many for a report; split into more shards")
def too_large(work: Sharded, names: list[str]) -> list[str]:
    with open(work.root / "build/large.json", "wb") as file:
        file.truncate(300_000_000)
    return [names[0], "build/large.json", names[2]]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose three shards are checked; to be copied."""
    work = sharded(tmp_path_factory.mktemp("three"))
    assert work.shards(3) == THREE
    return work.root


@pytest.mark.parametrize("way", SPOILT)
def test_shards_that_do_not_make_one_run_are_refused_by_name_and_cause(three: Path, tmp_path: Path, way: str) -> None:
    work = Sharded(shutil.copytree(three, tmp_path / "work"))
    spoil, expected = SPOILT[way]
    names = spoil(work, list(THREE))

    done = work.run("merge", *names, "--format=console", "--format=json=said.json")

    assert (done.code, done.out) == (3, "")
    assert expected in done.err
    assert done.err.count("\n") == 1
    assert not (work.root / "said.json").exists()


def test_a_base_revision_that_moved_between_the_jobs_is_refused(work: Sharded) -> None:
    names = work.shards(2, "--new=main")
    work.git("checkout", "-q", "main")
    work.write({"app/views.py": VIEWS + "\n\nlater = True\n"})
    work.git("commit", "-qam", "later")
    work.git("checkout", "-q", "work")

    done = work.run("merge", *names, "--new=main")

    assert (done.code, done.out) == (3, "")
    assert "the files of the revision that --new compares with that are here; app/views.py is among" in done.err
    assert "; name that one by its id: --new=COMMIT" in done.err
    assert done.err.count("\n") == 1


def test_a_merge_takes_the_place_of_no_shard(work: Sharded) -> None:
    names = work.shards(1)

    done = work.run("merge", *names, f"--format=json={names[0]}")

    assert done.code == 2
    assert "that is a file that this run goes by, and would be lost; name another" in done.err
    assert work.record(names[0]).of == 1


def test_a_merge_repairs_nothing(work: Sharded) -> None:
    done = work.run("merge", "a.json", "--fix")

    assert done.code == 2
    assert "there is no option --fix" in done.err


def test_a_floor_counts_the_files_of_all_shards(work: Sharded) -> None:
    enough, more = "--set=gate.min-files=10", "--set=gate.min-files=11"

    said = [work.run("merge", *work.shards(2, floor), floor).out for floor in (enough, more)]

    assert "gate.min-files" not in said[0]
    assert "gate.min-files = 11, and 10 were checked" in said[1]

"""What a check leaves for later ones, where, and what it tidies up."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from pathlib import Path

import pytest

from qualitygate.cache.memory import Memory
from qualitygate.cache.sealed import write_sealed
from qualitygate.cli.args import parse_arguments
from qualitygate.cli.cache_session import CacheSession, results_directory
from qualitygate.cli.replay import Start, load_memory
from qualitygate.cli.setup import set_up
from qualitygate.engine.request import Request
from qualitygate.engine.reuse.run_memory import remembered_plan
from qualitygate.errors import ConfigError

from .cached import answered_by, own_cache, run_in, settle

OLD = f"{'a' * 32}.run"

#: A plugin of the project that depends on a file which the checked one names.
READS_WHAT_A_COMMENT_NAMES = """\
import os

from qualitygate.api import hookimpl


class Reads:
    name, kinds, codes, needs_tree = "acme", frozenset({"python"}), ("ACME",), False

    def check(self, source):
        if source.text.startswith("# reads "):
            os.path.exists(source.text.split()[2])
        return ()


@hookimpl
def qualitygate_checkers(settings):
    return [Reads()]
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's directory."""
    own_cache(monkeypatch, tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def project(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two files, in which we stand."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    for name in ("a.py", "b.py"):
        (root / name).write_text("import os\n")
    settle()
    monkeypatch.chdir(root)
    return root


def opened(*words: str, **more: object) -> CacheSession:
    """What the check of a command line opens that nothing remembers."""
    arguments = parse_arguments(words, lambda _: ())
    vars(arguments).update(more)
    return CacheSession.of(arguments, set_up(arguments), Request(cwd=os.getcwd()), Start(words, 0, None))


def files(directory: Path, suffix: str) -> list[str]:
    return sorted(path.name for path in directory.glob(f"*{suffix}"))


def make_old(directory: Path) -> None:
    """Put a memory there that nobody has used for long."""
    directory.mkdir(mode=0o700, exist_ok=True)
    write_sealed(str(directory / OLD), b"memory", b"")
    os.utime(directory / OLD, times=(0, 0))


def test_all_that_is_kept_of_a_project_in_an_environment_bears_one_name(project: Path, cache: Path) -> None:
    session = opened()
    session.save()
    run_in(project)

    (results,) = files(cache, ".results")
    assert session.reuse.answers_file == str(cache / results.replace(".results", ".answers"))


@pytest.mark.parametrize(
    ("configured", "is_there", "is_asked"),
    [(False, False, False), (True, False, False), (True, True, True)],
    ids=["none", "one that is not there", "one that is there"],
)
def test_what_is_known_of_a_baseline_is_asked_where_there_is_one(
    project: Path, configured: bool, is_there: bool, is_asked: bool
) -> None:
    (project / "qualitygate.toml").write_text('baseline.file = "accepted.jsonl"\n' if configured else "")
    if is_there:
        (project / "accepted.jsonl").write_text("")

    assert (opened().reuse.block_matches is not None) == is_asked


def test_a_memory_says_of_the_files_that_have_not_changed_what_they_are(project: Path) -> None:
    run_in(project)
    (project / "a.py").write_text("import sys\n")
    loaded = load_memory([])
    assert loaded is not None

    remembered = remembered_plan(loaded.memory.plan)
    arguments = parse_arguments([], lambda _: ())
    session = CacheSession.of(arguments, set_up(arguments), Request(), Start((), 0, loaded), remembered)

    assert session.environment is None
    assert session.reuse.standing is not None
    assert list(session.reuse.standing.digests) == ["b.py"]
    assert opened().reuse.standing is None


def test_a_command_line_is_kept_by_what_it_means(project: Path, cache: Path) -> None:
    run_in(project, "--select=F")

    (memory,) = files(cache, ".run")
    kept = Memory.read(str(cache / memory))
    assert kept is not None
    assert bytes(kept.arguments) == opened("--select=F").arguments
    assert json.loads(bytes(kept.arguments)) == vars(parse_arguments(["--select=F"], lambda _: ()))


@pytest.mark.parametrize("value", [("a", "tuple"), {1, 2}], ids=["becomes a list", "cannot be written"])
def test_what_would_not_come_back_as_it_is_is_parsed_again(project: Path, value: object) -> None:
    assert json.loads(opened().arguments)["command"] == "check"
    assert opened(more=value).arguments == b""


def test_a_run_over_nothing_is_remembered_too(project: Path, cache: Path) -> None:
    for name in ("a.py", "b.py"):
        (project / name).unlink()
    settle()
    run_in(project, "--allow-empty")

    assert answered_by(run_in(project, "--allow-empty", "--profile")) == "the run's memory"


def test_a_memory_that_cannot_be_renewed_goes_and_the_next_run_leaves_another(
    project: Path, cache: Path, tmp_path: Path
) -> None:
    (project / "qualitygate.toml").write_text('plugins = ["acme.py"]\nselect = ["F", "ACME"]\n')
    (project / "acme.py").write_text(READS_WHAT_A_COMMENT_NAMES)
    for _ in range(5):  # what is too young to be believed is not remembered, and this cannot be known ahead
        settle()
        run_in(project)
    assert len(files(cache, ".run")) == 1
    (tmp_path / "unwatched").mkdir()
    (project / "b.py").write_text(f"# reads {tmp_path / 'unwatched' / 'words.txt'}\n")
    settle()
    run_in(project)
    assert files(cache, ".run") == []
    run_in(project)

    assert answered_by(run_in(project, "--profile")) == "the run's memory"


def test_where_a_configured_directory_is_stands_in_the_users_while_it_is_configured(
    project: Path, cache: Path
) -> None:
    (project / "qualitygate.toml").write_text('cache-dir = ".kept"\n')
    settle()
    run_in(project)
    assert (len(files(cache, ".where")), files(cache, ".run")) == (1, [])
    (project / "qualitygate.toml").write_text("")
    settle()
    run_in(project)

    assert (files(cache, ".where"), len(files(cache, ".run"))) == ([], 1)


def test_a_directory_of_the_command_line_needs_no_such_file(project: Path, cache: Path) -> None:
    run_in(project, "--cache-dir=.kept")

    assert (files(cache, ".where"), len(files(project / ".kept", ".run"))) == ([], 1)


def test_what_is_old_goes_from_the_directory_in_use_and_from_the_users(project: Path, cache: Path) -> None:
    make_old(cache)
    make_old(project / ".kept")
    run_in(project, "--cache-dir=.kept")

    assert not (cache / OLD).exists()
    assert not (project / ".kept" / OLD).exists()


@pytest.mark.parametrize(("words", "notes"), [((), 1), (("--quiet",), 0)], ids=["usually", "quiet"])
def test_what_was_wrong_with_the_cache_is_said_but_for_quiet(
    project: Path, cache: Path, words: tuple[str, ...], notes: int
) -> None:
    opened().save()
    run_in(project)
    (results,) = files(cache, ".results")
    (cache / results).write_bytes(b"rubbish")

    session = opened(*words)
    assert len(session.save()) == notes


def test_a_configured_directory_elsewhere_is_refused_with_its_line(project: Path, tmp_path: Path) -> None:
    (project / "qualitygate.toml").write_text('select = ["F"]\ncache-dir = "../elsewhere"\n')
    arguments = Namespace(**vars(parse_arguments([], lambda _: ())))

    with pytest.raises(ConfigError, match=r"qualitygate\.toml:2: cache-dir: expected a directory of its own inside"):
        results_directory(None, set_up(arguments))
    assert results_directory("there", set_up(parse_arguments(["--isolated"], lambda _: ()))) == str(project / "there")

"""Do tests notice a mutant? Each trial is a process of its own, forked from one that has loaded pytest."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
from functools import cache
from pathlib import Path

import pytest

#: Of processor time, after which the loop is endless: the mirrored tests take less than five, all others than a minute.
_MIRRORED, _OTHERS = 20, 120
_SECONDS = 600  #: of anything, for who waits for ever
#: What is imported from the tree with the mutant.
_OURS = ("qualitygate", "qualitygate_plugins", "qualitygate_rules", "tests")
_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(["pytest", "hypothesis", "msgspec", "pluggy"])


def killers(tree: Path, tests: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tests that fail, one at least; () when none does. The mirrored ones come first: most die there."""
    if _fails(tree, tests[:1], _MIRRORED):
        return tests[:1]
    return tests[1:] if len(tests) > 1 and _fails(tree, tests[1:], _OTHERS) else ()


def _fails(tree: Path, tests: tuple[str, ...], seconds: int) -> bool:
    process = _FORKED.Process(target=_run_tests, args=(tree, tests, seconds))
    process.start()
    process.join(_SECONDS)
    if process.exitcode is None:
        process.kill()
        process.join()
        return True
    if process.exitcode == -signal.SIGXCPU:
        return True
    if process.exitcode not in (0, 1, 2):  # 2: what the tests import does not even load
        raise SystemExit(f"{' '.join(tests)}: expected tests that run, got exit code {process.exitcode}")
    return process.exitcode != 0


def _run_tests(tree: Path, tests: tuple[str, ...], seconds: int) -> None:
    """Become a process that knows the tree alone: pytest is loaded already, and nothing of ours may be."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    for name in [name for name in sys.modules if name.partition(".")[0] in _OURS]:
        del sys.modules[name]
    places = [str(tree), str(tree / "plugins"), str(tree / "rules")]
    sys.path[:0] = places
    os.environ.update(PYTHONPATH=os.pathsep.join(places), PYTHONDONTWRITEBYTECODE="1")
    os.chdir(tree)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(silence, descriptor)
    sys.dont_write_bytecode = True
    sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests]))


@cache
def require_green(tree: Path, tests: tuple[str, ...]) -> None:
    """Make sure that what fails with a mutant does not fail without.

    Raises:
        SystemExit: it does.
    """
    if _fails(tree, tests, _OTHERS):
        raise SystemExit(f"expected tests that pass, but some of these fail without a mutant: {' '.join(tests)}")

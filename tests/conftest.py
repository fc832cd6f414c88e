"""In CI a test that is skipped is a test that was forgotten: with ``QUALITYGATE_CI=1`` skips fail."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator

import pytest
from hypothesis import settings as hypothesis_settings

# A loaded machine is no failure. The same examples are tried every time, so that who runs the tests for the first time
# or in CI is told about the change and not about what chance drew; --hypothesis-profile=explore draws new ones.
hypothesis_settings.register_profile("repeat", deadline=None, derandomize=True)
hypothesis_settings.register_profile("explore", deadline=None)
hypothesis_settings.load_profile("repeat")

#: How the reason of a skip begins that no installation on this machine could avoid.
ALLOWED_REASONS = ("needs another platform", "needs another Python")


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """Let Ctrl-C be tried too where a shell runs the tests in the background, with SIGINT ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Generator[None, None, None]:
    """Keep the runs of the tests away from the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALITYGATE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("QUALITYGATE_CACHE_KEY", "a key of the tests alone")
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Judge the skip of a test."""
    report = yield
    if not hasattr(report, "wasxfail"):  # an expected failure counts as skipped too
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Judge the skip of a whole module."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not report.skipped or os.environ.get("QUALITYGATE_CI") != "1":
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    if not reason.startswith(ALLOWED_REASONS):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {reason}"

"""Where the consumers' schemas and patterns lie, and an environment that is no CI service's."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
#: By these a reporter knows the service that it writes for, and where that wants what.
CI_VARIABLES = (
    *("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"),
    *("TF_BUILD", "BUILD_SOURCESDIRECTORY", "TEAMCITY_VERSION"),
)
#: What a consumer reads from one line: its named groups, or None when it drops the line.
Reader = Callable[[str], "dict[str, str] | None"]


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The folder with the consumers' schemas; it is not part of the repository."""
    folder = Path(os.environ.get("QUALITYGATE_SCHEMAS", REPOSITORY.parent / "shared" / "schemas"))
    if not folder.is_dir():
        pytest.skip(f"needs the consumers' schemas in {folder}; QUALITYGATE_SCHEMAS names another folder")
    return folder


@pytest.fixture(scope="session")
def reader(schemas: Path) -> Callable[[str], Reader]:
    """Give a consumer by its name in ``consumer-regexes.json``."""
    known = json.loads((schemas / "consumer-regexes.json").read_text())

    def named(name: str) -> Reader:
        pattern, mode = re.compile(known[name]["regex"]), known[name]["mode"]

        def read(line: str) -> dict[str, str] | None:
            match = pattern.match(line) if mode.startswith("match") else pattern.search(line)
            if match is None:
                return None
            groups = match.groupdict() or dict(zip(known[name].get("groups", ()), match.groups(), strict=False))
            return groups or {str(number): text for number, text in enumerate(match.groups(), 1)}

        return read

    return named


@pytest.fixture(autouse=True, scope="session")
def _no_ci() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in (*CI_VARIABLES, "SOURCE_DATE_EPOCH"):
            patch.delenv(name, raising=False)
        yield

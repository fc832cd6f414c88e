"""A sample per family of rules: what is caught under the project's settings, and what hides it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.engine.reasons.canaries import Canary, canaries
from qualitygate.hosting.catalogue import Catalogue
from tests.unit.engine.reasons.conftest import given


def found(root: Path, settings: str) -> dict[str, Canary]:
    """Return the canary of each family."""
    (root / ".git").mkdir(exist_ok=True)
    (root / "qualitygate.toml").write_text(settings)
    asked = given(root)
    return {each.code[:3]: each for each in canaries(asked.host, Catalogue(asked.host, OWN_RULES), asked.tree)}


@pytest.mark.parametrize(
    ("settings", "state", "said"),
    [
        ('spelling.names = ["GitHub", "AngularJS", "SublimeText"]\n', "caught", ""),
        ("", "asleep", "it needs an option that is not set"),
        ('spelling.names = ["GitHub"]\nextend-ignore = ["QG20"]\n', "hidden", "ignore 'QG20' [qualitygate.toml:2]"),
        ('spelling.names = ["GitHub"]\nselect = ["E"]\n', "hidden", "not selected [default]"),
    ],
)
def test_a_family_has_one_canary_with_its_state(tmp_path: Path, settings: str, state: str, said: str) -> None:
    canary = found(tmp_path, settings)["QG2"]

    assert (canary.plugin, canary.state, canary.said, canary.count) == ("spelling", state, said, 3)

"""Lists of names, as packs offer them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.api import ConfigError
from qualitygate_plugins.spelling.lists import names_of_lists, read_list


def test_a_line_is_a_name_and_a_sharp_in_a_word_no_comment() -> None:
    assert read_list("GitHub  # a forge\n\n# languages\nC#\n Vue.js \n") == ["GitHub", "C#", "Vue.js"]


def test_lists_of_one_name_from_several_packs_are_joined(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).write_text(name)
    packs = [{"forges": tmp_path / "one"}, {"forges": tmp_path / "other", "languages": tmp_path / "one"}]

    assert names_of_lists(["forges"], packs) == ("one", "other")


def test_a_list_that_nobody_offers_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean 'forges'"):
        names_of_lists(["forge"], [{"forges": tmp_path}])

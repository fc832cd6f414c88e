"""Whose mistake an error is decides the exit code."""

from __future__ import annotations

import pytest

from qualitygate import errors

ALL = [
    each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.QualityGateError)
]


@pytest.mark.parametrize("error", ALL, ids=lambda each: each.__name__)
def test_a_users_mistake_is_exit_2_and_anything_else_an_incomplete_run(error: type[errors.QualityGateError]) -> None:
    assert error.exit_code == (2 if issubclass(error, errors.UserError) else 3)


def test_a_broken_plugin_is_not_the_users_mistake_and_a_missing_one_is() -> None:
    assert not issubclass(errors.PluginError, errors.UserError)
    assert issubclass(errors.PluginNotFoundError, errors.UserError)

"""Digests tell apart what differs, and what cannot be read is equal to nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qualitygate.cache.digests import (
    DIRECTORY,
    of_bytes,
    of_content,
    of_entries,
    of_glance,
    of_input,
    of_listing,
    of_variables,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")


def test_a_content_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")

    assert of_content(str(tmp_path / "a")) == of_input(str(tmp_path / "a")) == of_bytes(b"text")
    assert of_content(str(tmp_path / "absent")) == of_input(str(tmp_path / "absent")) == b""


def test_a7_a_link_to_the_same_text_is_another_input(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    (tmp_path / "link").symlink_to("a")

    assert of_input(str(tmp_path / "link")) not in (of_input(str(tmp_path / "a")), b"")


def test_a_listing_tells_names_and_types_but_no_compiled_modules(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    before = of_listing(str(tmp_path))
    (tmp_path / "__pycache__").mkdir()
    assert of_listing(str(tmp_path)) == before
    (tmp_path / "a").unlink()
    (tmp_path / "a").mkdir()
    assert of_listing(str(tmp_path)) not in (before, b"")
    assert of_listing(str(tmp_path / "absent")) == b""


def test_a_listing_is_the_same_in_whatever_order_the_system_gives_it(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "b").mkdir()
    with os.scandir(tmp_path) as entries:
        found = list(entries)

    assert of_entries(found) == of_entries(reversed(found)) == of_listing(str(tmp_path))


def test_a_variable_that_is_empty_is_told_from_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = []
    for value in ("", "one", "two"):
        monkeypatch.setenv("ACME", value)
        digests.append(of_variables([b"ACME"]))
    monkeypatch.delenv("ACME")
    digests.append(of_variables([b"ACME"]))

    assert len(set(digests)) == 4


def test_a_glance_tells_directories_first_bytes_and_lost_links_apart(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"#!/bin/sh" + b" " * 300 + b"one")
    (tmp_path / "b").write_bytes(b"#!/bin/sh" + b" " * 300 + b"two")
    (tmp_path / "lost").symlink_to("nowhere")

    assert of_glance(str(tmp_path)) == DIRECTORY
    assert of_glance(str(tmp_path / "a")) == of_glance(str(tmp_path / "b"))
    lost = of_glance(str(tmp_path / "lost"))
    os.unlink(tmp_path / "lost")
    assert lost not in (b"", of_glance(str(tmp_path / "a")))
    assert of_glance(str(tmp_path / "lost")) == b""

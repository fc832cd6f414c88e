"""The site as a reader has it: it builds without a warning, and works in a browser that reaches no other host."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from docs_site.codes import Book
from tests.site.browser import Browser, browser

ROOT = Path(__file__).parents[2]
#: The search has a tree of its own, which selectors do not look into.
_IN_SEARCH = """
const trees = [...document.querySelectorAll('*')].map(each => each.shadowRoot).filter(Boolean);
return trees.some(tree => tree.querySelector(arguments[0]));
"""
_LOADED = re.compile(
    r'<(?:script|img|iframe|link rel="(?:stylesheet|preload|preconnect)")[^>]*(?:src|href)="https?:[^>]*'
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a directory on this machine; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_site_builds_and_works_in_a_browser(tmp_path: Path) -> None:
    driver = shutil.which("chromedriver")
    if find_spec("zensical") is None or find_spec("mkdocstrings") is None or driver is None:
        pytest.skip("needs zensical, mkdocstrings and chromium-driver: tests/site/install.sh")
    site = tmp_path / "site"
    built = subprocess.run([sys.executable, "-m", "docs_site", str(site)], cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr

    _nothing_is_loaded_from_elsewhere(site)
    with served(site) as address, browser(driver, tmp_path / "profile") as window:
        window.requests()  # what the empty window asked for itself
        _navigation_leads_to_a_code(window, address)
        _a_codes_page_says_it_all(window)
        _the_search_finds(window)
        _the_reference_is_there(window, address)
        asked = [each for each in window.requests() if urlsplit(each).scheme in ("http", "https")]

        assert {f"http://{urlsplit(each).netloc}" for each in asked} == {address}
        assert window.console() == []


def _nothing_is_loaded_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))

    assert len(pages) > len(Book(str(ROOT)).catalogue.codes())
    assert {found for page in pages for found in _LOADED.findall(page.read_text(encoding="utf-8"))} == set()


def _navigation_leads_to_a_code(window: Browser, address: str) -> None:
    window.open(f"{address}/index.html")
    window.click(".md-tabs__link[href*='codes/']")
    window.wait_for("return document.querySelector('h1')?.textContent.startsWith('Codes')")
    window.click("article a[href='QG108.html']")
    window.wait_for("return document.querySelector('h1')?.textContent.startsWith('QG108 open-without-encoding')")


def _a_codes_page_says_it_all(window: Browser) -> None:
    text = window.run("return document.querySelector('article').innerText")

    for said in ("Which encoding is meant", "with open(path) as file:", "encoding='utf-8'", "unsafe", "# noqa: QG108"):
        assert said in text
    assert window.run("return document.querySelectorAll('article .highlight span.k').length") > 0, "colours"


def _the_search_finds(window: Browser) -> None:
    window.wait_for("return document.querySelector('.md-search__button') !== null")
    window.click(".md-search__button")
    window.wait_for(_IN_SEARCH, "dialog[open] input")
    window.press("mutable-default")
    window.wait_for(_IN_SEARCH, "[role=option][href*='codes/QG103.html']")


def _the_reference_is_there(window: Browser, address: str) -> None:
    window.open(f"{address}/reference/qualitygate.api.rules.html")

    assert window.run("return document.getElementById('qualitygate.api.rules.TreeRule') !== null")

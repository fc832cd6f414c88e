"""Links of the pages lead in the site where they lead in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs_site.codes import Book
from docs_site.pages import places, relinked

ROOT = Path(__file__).parents[2]
THERE = places(ROOT)


@pytest.mark.parametrize(
    ("page", "link", "expected"),
    [
        ("README.md", "[x](docs/gate.md)", "[x](gate.md)"),
        ("README.md", "[x](docs/ci/README.md#a)", "[x](ci/index.md#a)"),
        ("docs/hooks.md", "[x](../plugins/README.md)", "[x](plugins/checkers.md)"),
        ("plugins/README.md", "[x](../docs/hooks.md)", "[x](../hooks.md)"),
        ("docs/hooks.md", "[`x`](../qualitygate/hosting/hookspecs.py)", "`x`"),
        ("docs/gate.md", "[x](#a-heading)", "[x](#a-heading)"),
        ("docs/gate.md", "[x](https://example.com/a)", "[x](https://example.com/a)"),
        ("docs/architecture.md", "[decisions](decisions)", "[decisions](decisions/index.md)"),
        ("docs/gate.md", "```md\n[x](nowhere.md)\n```\n", "```md\n[x](nowhere.md)\n```\n"),
    ],
)
def test_a_link_leads_where_it_led(page: str, link: str, expected: str) -> None:
    assert relinked(link, page, THERE) == expected


def test_every_code_has_a_page_in_one_family() -> None:
    book = Book(str(ROOT))

    assert {place for place in book.pages() if place != "codes/index.md"} == {
        f"codes/{code}.md" for code in book.catalogue.codes()
    }


def test_the_options_of_a_code_stand_on_its_page_with_their_defaults() -> None:
    page = Book(str(ROOT)).pages()["codes/E501.md"]

    assert "| `max-line-length` | `79` |" in page

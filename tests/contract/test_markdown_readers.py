"""GitHub's own Markdown renderer shows every text as it is, and nothing of it as Markdown."""

from __future__ import annotations

import pytest

from qualitygate.api import Finding, Location, Severity, one_line, visible
from qualitygate.testing.reporters import Sample, report_of
from tests.contract.conftest import render
from tests.contract.programs import installed
from tests.contract.reading import Fields, assert_read
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer


@every_sample
def test_the_table_shows_every_finding(sample: Sample) -> None:
    page = installed("lxml.html").fragment_fromstring(
        installed("cmarkgfm").github_flavored_markdown_to_html(render("markdown", sample)), create_parent="div"
    )

    def fields(finding: Finding) -> Fields:
        where = finding.location
        place = "".join(f":{number}" for number in (where.line, where.column) if number)
        return {
            "severity": finding.severity.word,
            "place": where.path + place,
            "code": finding.code,
            "message": visible(one_line(finding.message)),
        }

    rows = [[cell.text_content() for cell in row] for row in page.iterfind(".//tbody/tr")]
    read = [dict(zip(("severity", "place", "code", "message"), row, strict=True)) for row in rows]
    assert_read(read, open_findings(sample), fields)
    assert page.findall(".//td/*") == []  # no emphasis, no link


@pytest.mark.parametrize("text", ["c@d.py", "mailto:c@d.py", "xmpp:c@d.py/e", "www.example.org", "https://example.org"])
def test_nothing_becomes_a_link(text: str) -> None:
    finding = Finding("E501", f"see {text} there", Location(f"x/{text}.py", 1), Severity.WARNING, "pep8")
    page = installed("cmarkgfm").github_flavored_markdown_to_html(render("markdown", report_of(finding)))

    assert "<td>x/" in page
    assert "<a " not in page

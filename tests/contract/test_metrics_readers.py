"""Prometheus reads the metrics in both of its formats, and promtool has nothing to say about them."""

from __future__ import annotations

import subprocess
from collections import Counter

import pytest

from qualitygate.testing.reporters import Sample
from tests.contract.conftest import Write, render
from tests.contract.programs import command, installed
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer


@every_sample
@pytest.mark.parametrize("module", ["prometheus_client.parser", "prometheus_client.openmetrics.parser"])
def test_the_counts_add_up(sample: Sample, module: str) -> None:
    families = installed(module).text_string_to_metric_families(render("openmetrics", sample))

    read = {
        (each.labels["rule"], each.labels["severity"]): each.value
        for family in families
        for each in family.samples
        if each.name == "qualitygate_findings"
    }

    assert read == Counter((each.code, each.severity.word) for each in open_findings(sample))


@every_sample
def test_promtool_has_no_complaint(write: Write, sample: Sample) -> None:
    promtool = command("promtool", "apt")

    with write("openmetrics", sample).open("rb") as report:
        run = subprocess.run([promtool, "check", "metrics"], stdin=report, capture_output=True, text=True)

    assert (run.returncode, run.stdout + run.stderr) == (0, "")

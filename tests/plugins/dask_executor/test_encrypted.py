"""A cluster as docs/scale.md asks for beyond this machine: every connection encrypted, and both ends known."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.certificates import Certificate, new_certificate
from tests.cli.clusters import Cluster
from tests.cli.conftest import Done, Project

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs another platform: /proc")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One worker, which takes encrypted connections alone, as its scheduler does."""
    scratch = tmp_path_factory.mktemp("encrypted")
    required = {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true"}
    running = Cluster(scratch / "cluster", required, new_certificate(scratch / "certificate"))
    try:
        yield running.start(1)
    finally:
        running.end()


@pytest.fixture
def some(project: Project) -> Project:
    project.write({f"pkg/m{n}.py": "import os\nx = 1;\n" * (1 + n) for n in range(6)})
    project.write({"qualitygate.toml": "version = 1\nroot = true\n"})
    return project


def known_as(certificate: Certificate) -> Mapping[str, str]:
    """Return how Dask's configuration names the files where the gate runs."""
    prefix = "DASK_DISTRIBUTED__COMM__TLS__"
    return {
        f"{prefix}CA_FILE": certificate.certificate,
        f"{prefix}CLIENT__CERT": certificate.certificate,
        f"{prefix}CLIENT__KEY": certificate.key,
    }


def run(project: Project, executor: str, env: Mapping[str, str]) -> Done:
    return project.run("--format=json", "--no-cache", "--jobs=1", f"--executor={executor}", env=env)


def test_the_report_is_that_of_this_machines_workers(some: Project, cluster: Cluster) -> None:
    assert cluster.address.startswith("tls://")
    assert cluster.certificate is not None
    env = known_as(cluster.certificate)

    there, here = (run(some, each, env) for each in (f"dask={cluster.address}", "serial"))

    assert there.code == here.code == 1, there.err
    assert there.err == ""
    assert [json.loads(each.out)["findings"] for each in (there, here)] == [json.loads(here.out)["findings"]] * 2


def test_a_cluster_with_a_certificate_that_is_not_known_is_none(
    some: Project, cluster: Cluster, tmp_path: Path
) -> None:
    done = run(some, f"dask={cluster.address}", known_as(new_certificate(tmp_path / "other")))

    assert (done.code, done.out) == (3, "")
    assert f"--executor dask: no cluster can be used at {cluster.address}: " in done.err


def test_without_certificates_the_cure_is_said(some: Project, cluster: Cluster) -> None:
    done = run(some, f"dask={cluster.address}", {})

    assert (done.code, done.out) == (3, "")
    assert "name the certificates, as docs.dask.org says of DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in done.err


@pytest.mark.parametrize("scheme", ["", "tcp://"], ids=["no scheme", "tcp"])
def test_what_is_not_encrypted_reaches_nobody_there(some: Project, cluster: Cluster, scheme: str) -> None:
    place = cluster.address.removeprefix("tls://")

    done = run(some, f"dask={scheme}{place}", {})

    assert (done.code, done.out) == (3, "")
    assert "--executor dask: no cluster can be used at " in done.err

"""nginx, set up as docs/cache.md says, keeps the packs that machines share, and replaces none."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualitygate.cache.http_remote import HttpRemote
from tests.cli.repositories import old_work
from tests.cli.test_shared_results import Machines
from tests.contract.programs import command

DOCUMENT = Path(__file__).parents[2] / "docs" / "cache.md"
#: What a whole configuration has around the example. "user" is obeyed for root alone, whose files these are then.
AROUND = """\
daemon off;
user root;
pid {folder}/pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    {server}
}}
"""


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[str]:
    """The server of the example, ended with the test; its URL."""
    program = command("nginx", "apt")
    (example,) = re.findall(r"^```nginx\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = example.replace("127.0.0.1:8080", f"127.0.0.1:{port}").replace("/srv/qualitygate", str(tmp_path / "files"))
    assert server != example
    (tmp_path / "files").mkdir()
    (tmp_path / "conf").write_text(AROUND.format(folder=tmp_path, server=server))
    argv = [program, "-p", str(tmp_path), "-c", str(tmp_path / "conf"), "-e", "stderr"]
    with subprocess.Popen(argv, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)


def test_a_fresh_machine_takes_from_nginx_what_another_one_has_found(nginx: str, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    machines = Machines(old_work(tmp_path / "work"), nginx)

    first, second = machines.run(), machines.run()

    assert "note: shared cache: 2 requests, 0 packs taken, 1 written\n" in first.err
    assert "note: shared cache: 1 requests, 1 packs taken, 0 written\n" in second.err
    assert (second.code, second.out) == (first.code, first.out)


def test_nginx_replaces_no_pack(nginx: str) -> None:
    remote, name, deadline = HttpRemote(nginx), "d" * 64, time.monotonic() + 60

    remote.put(name, b"first", deadline)
    remote.put(name, b"second", deadline)

    assert remote.get(name, deadline, 1_000) == b"first"

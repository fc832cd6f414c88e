"""nginx and Redis as tests start them, what they hold, and what can befall them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.certificates import Certificate
from tests.contract.programs import command, installed

DOCUMENT = Path(__file__).parents[2] / "docs" / "cache.md"
#: What a whole configuration has around the example. "user" is obeyed for root alone, whose files these are then.
AROUND = """\
daemon off;
master_process off;
user root;
pid {folder}/pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


class Running:
    """A server of packs that a test has started."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process, self.url = process, url

    def packs(self) -> dict[str, bytes]:
        """Return what it holds, by name."""
        raise NotImplementedError

    def replace(self, name: str, pack: bytes) -> None:
        """Put something in the place of a pack, as its owner can."""
        raise NotImplementedError

    def fill(self) -> None:
        """Let it have no room for more."""
        raise NotImplementedError

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let it answer nothing meanwhile; the system takes connections for it all the same."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


class Nginx(Running):
    """Set up as docs/cache.md says."""

    def __init__(self, folder: Path) -> None:
        program, port = command("nginx", "apt"), free_port()
        text = DOCUMENT.read_text(encoding="utf-8")
        (example,) = re.findall(r"^```nginx\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        self.files = folder / "files"
        server = example.replace("127.0.0.1:8080", f"127.0.0.1:{port}").replace("/srv/qualitygate", str(self.files))
        assert server != example
        self.files.mkdir()
        self._file = folder / "conf"
        self._file.write_text(AROUND.format(folder=folder, server=server))
        self._argv = [program, "-p", str(folder), "-c", str(self._file), "-e", "stderr"]
        super().__init__(_started(self._argv, port), f"http://127.0.0.1:{port}")

    def packs(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.files.glob("ac/*")}

    def replace(self, name: str, pack: bytes) -> None:
        (self.files / "ac" / name).write_bytes(pack)

    def fill(self) -> None:
        """It takes nothing that is larger than a little."""
        self.kill()
        text = self._file.read_text().replace("client_max_body_size 32m;", "client_max_body_size 1k;")
        self._file.write_text(text)
        self.process = _started(self._argv, int(self.url.rpartition(":")[2]))


class Redis(Running):
    """In memory only. With a certificate it takes encrypted connections alone."""

    def __init__(self, folder: Path, *more: str, certificate: Certificate | None = None) -> None:
        program, port = command("redis-server", "apt"), free_port()
        options = ["--bind", "127.0.0.1", "--dir", str(folder), "--save", "", *more]
        client: dict[str, object] = {"port": port}
        if certificate is None:
            options += ["--port", str(port)]
        else:
            options += ["--port", "0", "--tls-port", str(port), "--tls-auth-clients", "no"]
            options += ["--tls-cert-file", certificate.certificate, "--tls-key-file", certificate.key]
            options += ["--tls-ca-cert-file", certificate.certificate]
            client |= {"ssl": True, "ssl_ca_certs": certificate.certificate}
        scheme = "redis" if certificate is None else "rediss"
        super().__init__(_started([program, *options], port), f"{scheme}://127.0.0.1:{port}")
        self._client: Any = installed("redis").Redis(**client)

    def packs(self) -> dict[str, bytes]:
        return {key.decode().partition(":")[2]: self._client.get(key) for key in self._client.keys("qualitygate:*")}

    def replace(self, name: str, pack: bytes) -> None:
        self._client.set(f"qualitygate:{name}", pack)

    def fill(self) -> None:
        self._client.config_set("maxmemory", 1)


@contextmanager
def running(kind: type[Nginx] | type[Redis], folder: Path) -> Iterator[Running]:
    """Run one while the body does."""
    server = kind(folder)
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def answering(url: str, said: bytes, *, seconds: float = 0) -> Iterator[str]:
    """Answer everybody who asks with the same, after some time; yield a URL of the same scheme that leads there."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer(connection: socket.socket) -> None:
            with connection:
                connection.recv(1)
                if not ended.wait(seconds):
                    connection.sendall(said)

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"{url.partition(':')[0]}://127.0.0.1:{server.getsockname()[1]}"
        ended.set()
        server.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    """Return a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _started(argv: list[str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ})
    for _ in range(1_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.01)
    process.kill()
    raise AssertionError(f"{argv[0]} does not listen")

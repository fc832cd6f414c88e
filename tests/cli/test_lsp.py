"""The language server as an editor starts it: a process of its own, with pipes or a socket between them."""

from __future__ import annotations


import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Project
from tests.cli.language_client import LanguageClient, connect, start_server

ROOT = Path(__file__).parents[2]
PULLS = {"textDocument": {"diagnostic": {}}}


@pytest.fixture
def server(project: Project) -> Iterator[subprocess.Popen[bytes]]:
    """A server that is ended with the test."""
    process = start_server(project.root)
    yield process
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        assert stream is not None
        with suppress(OSError):
            stream.close()


def _codes(items: list[dict[str, Any]]) -> list[str]:
    return [item["code"] for item in items]


def _is_gone(process: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with open(f"/proc/{process}/stat", encoding="ascii") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_a_session_over_pipes(project: Project, server: subprocess.Popen[bytes]) -> None:
    client = connect(server, project.root)
    uri = client.open(project.root / "a.py", "x = '😀'; import os\n")
    before = client.published(uri)
    change = {"text": "\n", "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}}
    client.tell(
        "textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]}
    )
    after = client.published(uri)
    client.end()

    assert _codes(before) == _codes(after) == ["E702", "F401"]
    assert [item["range"]["start"]["line"] for item in after] == [1] * len(after)
    assert next(item["range"] for item in before if item["code"] == "F401")["start"]["character"] == 10
    assert server.wait(10) == 0
    assert server.stderr is not None and server.stderr.read() == b""


def test_what_plugins_print_does_not_reach_the_client(project: Project) -> None:
    project.write(
        {
            "pyproject.toml": "[tool.qualitygate]\nplugins = ['./loud.py']\n",
            "loud.py": """\
                import os
                import subprocess
                import sys

                from qualitygate.api import Finding, Location, Severity, hookimpl


                class Loud:
                    name, kinds, codes, needs_tree = "loud", frozenset({"python"}), ("LOUD",), False

                    def check(self, source):
                        print("printed")
                        os.write(1, b"written\\n")
                        subprocess.run([sys.executable, "-c", "print('by a child')"])
                        sys.stdin.read()
                        yield Finding("LOUD1", "loud", Location(source.path, 1, 1), Severity.NOTE, self.name)


                @hookimpl
                def qualitygate_checkers(settings):
                    return [Loud()]
                """,
        }
    )
    process = start_server(project.root)
    client = connect(process, project.root, capabilities=PULLS, initializationOptions={"select": ["LOUD"]})

    found = _codes(client.pull(client.open(project.root / "a.py", "x = 1\n")))

    client.end()
    _, err = process.communicate(timeout=20)
    assert found == ["LOUD1"]
    assert sorted(err.split()) == [b"a", b"by", b"child", b"printed", b"written"]


def test_a_session_over_a_socket(project: Project) -> None:
    process = start_server(project.root, "--tcp", "0")
    assert process.stderr is not None
    port = int(process.stderr.readline().rpartition(b":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        source, sink = connection.makefile("rb"), connection.makefile("wb")
        client = LanguageClient(source, sink, project.root, capabilities=PULLS)
        found = _codes(client.pull(client.open(project.root / "a.py", "import os\n")))
        client.end()
        code = process.wait(10)
        connection.shutdown(socket.SHUT_RDWR)
        source.close()
        sink.close()

    assert (found, code) == (["F401"], 0)
    process.communicate()


def test_the_log_has_every_message(project: Project) -> None:
    process = start_server(project.root, "--log", "lsp.log")
    connect(process, project.root).end()

    assert process.wait(10) == 0
    process.communicate()
    log = (project.root / "lsp.log").read_text()
    assert '"method": "initialize"' in log and '"serverInfo"' in log


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs another platform: /dev/full")
def test_a_log_that_cannot_be_written_any_more_costs_the_log_alone(project: Project) -> None:
    process = start_server(project.root, "--log", "/dev/full")
    client = connect(process, project.root, capabilities=PULLS)

    found = _codes(client.pull(client.open(project.root / "a.py", "import os\n")))

    client.end()
    assert (found, process.wait(10)) == (["F401"], 0)
    assert process.communicate()[1] == b""


def test_a_folder_that_is_gone_is_said_in_a_sentence(project: Project, server: subprocess.Popen[bytes]) -> None:
    gone = project.root / "gone"
    gone.mkdir()
    client = connect(server, project.root, capabilities=PULLS, rootUri=gone.as_uri())
    gone.rmdir()

    answer = client.ask("workspace/diagnostic", {"previousResultIds": []})

    client.end()
    said = [each["params"]["message"] for each in client.told if each.get("method") == "window/showMessage"]
    assert answer == {"items": []}
    assert said == [f"qualitygate: a run could not be started: there is no directory '{gone}' any more"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--log", "no/such/directory/lsp.log"), "--log no/such/directory/lsp.log: No such file or directory"),
        (("--tcp", "x"), "--tcp"),
        (("--no-such",), "there is no option --no-such"),
    ],
)
def test_a_wrong_command_line_is_said(project: Project, options: tuple[str, ...], said: str) -> None:
    done = project.run("lsp", *options)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_the_server_ends_when_the_client_closes_its_pipe(
    project: Project, server: subprocess.Popen[bytes]
) -> None:
    connect(server, project.root)
    assert server.stdin is not None

    server.stdin.close()

    assert server.wait(10) == 1


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs another platform: /proc")
def test_the_server_ends_when_the_client_is_killed_and_others_hold_its_pipes(project: Project, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        """\
import os, subprocess, sys, time
server = subprocess.Popen([sys.executable, "-m", "qualitygate", "lsp"], stdin=-1, stdout=-1)
body = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":%d,"capabilities":{}}}' % os.getpid()
server.stdin.write(b"Content-Length: %d\\r\\n\\r\\n" % len(body) + body)
server.stdin.flush()
server.stdout.readline()
holder = subprocess.Popen(["sleep", "60"], stdin=server.stdout, stdout=server.stdin, close_fds=False)
print(server.pid, holder.pid, flush=True)
time.sleep(60)
"""
    )
    process = subprocess.Popen([sys.executable, str(editor)], stdout=subprocess.PIPE, cwd=project.root)
    assert process.stdout is not None
    server, holder = map(int, process.stdout.readline().split())
    try:
        process.kill()
        process.wait()

        assert _is_gone(server, 5)
    finally:
        os.kill(holder, signal.SIGKILL)
        process.stdout.close()


def test_the_same_verdict_as_the_command_line_for_two_hundred_files_of_every_kind(project: Project) -> None:
    sample = _sample(200)
    names = [f"file{number}/{Path(path).name}" for number, path in enumerate(sample)]
    project.write({name: path.read_bytes() for name, path in zip(names, sample, strict=True)})
    project.write({"pyproject.toml": "[tool.qualitygate.spelling]\nnames-from = ['technology']\n"})
    report = project.run("--format", "json").report
    said: dict[str, list[tuple[str, int, str]]] = {name: [] for name in names}
    for row in report["findings"]:
        if row["disposition"] == "open":
            said[row["path"]].append((row["code"], row["line"] or 1, row["message"]))
    process = start_server(project.root)
    client = connect(process, project.root, capabilities=PULLS)

    here = {name: _rows(client, project.root / name) for name in names}

    client.end()
    process.communicate(timeout=20)
    assert here == said
    assert sum(map(bool, here.values())) > 50
    assert len({Path(name).suffix for name in names}) >= 8


def _rows(client: LanguageClient, path: Path) -> list[tuple[str, int, str]]:
    uri = client.open(path, path.read_bytes().decode())
    return [(item["code"], item["range"]["start"]["line"] + 1, item["message"]) for item in client.pull(uri)]


def _sample(size: int) -> list[Path]:
    """Return files of every kind that this repository has, as evenly as there are any."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name] if listed.returncode == 0 else []
    by_suffix: dict[str, list[Path]] = {}
    for path in paths or sorted(each for each in ROOT.glob("[!.]*/**/*") if each.is_file()):
        by_suffix.setdefault(path.suffix, []).append(path)
    # a file that makes settings would make them for the others
    settings = {"pyproject.toml", "qualitygate.toml", "setup.cfg", "tox.ini"}
    rounds = (group[index] for index in range(size) for group in by_suffix.values() if index < len(group))
    chosen = (path for path in rounds if path.suffix and path.name not in settings and _is_text(path))
    return [path for _, path in zip(range(size), chosen, strict=False)]


def _is_text(path: Path) -> bool:
    try:
        return bool(path.read_bytes().decode())
    except (UnicodeDecodeError, OSError):
        return False


def test_the_whole_workspace_is_told_and_a_finding_is_accepted(
    project: Project, server: subprocess.Popen[bytes]
) -> None:
    project.write({"pyproject.toml": "[tool.qualitygate]\n", "a.py": "import os\n", "b.py": "import re\n"})
    client = connect(server, project.root, capabilities=PULLS)
    before = client.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
    uri = client.open(project.root / "a.py", "import os\n")
    (finding,) = client.pull(uri)
    place = finding["range"]
    asked = {"textDocument": {"uri": uri}, "range": place, "context": {"diagnostics": [], "only": ["quickfix"]}}
    accept = next(each for each in client.ask("textDocument/codeAction", asked) if "baseline" in each["title"])

    client.ask("workspace/executeCommand", accept["command"])

    assert sorted(Path(each["uri"]).name for each in before) == ["a.py", "b.py"]
    (known,) = client.pull(uri)
    assert (known["code"], known["severity"]) == ("F401", 4)
    assert known["message"] == "'os' imported but unused (TODO: say why)"
    assert len(project.run("--format", "json").report["findings"]) == 2
    client.end()
    assert server.wait(10) == 0


def test_what_is_not_saved_is_not_accepted(project: Project, server: subprocess.Popen[bytes]) -> None:
    project.write({"a.py": "import os\n"})
    client = connect(server, project.root, capabilities=PULLS)
    uri = client.open(project.root / "a.py", "import re\n")
    said = {"command": "qualitygate.acceptIntoBaseline", "arguments": [uri, "0" * 32]}

    assert "save the file first" in client.ask("workspace/executeCommand", said)["message"]


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs another platform: /proc")
def test_a_killed_server_leaves_no_run_behind(project: Project, server: subprocess.Popen[bytes]) -> None:
    project.write(
        {
            "pyproject.toml": "[tool.qualitygate]\nplugins = ['./slow.py']\n",
            "slow.py": """\
                import os
                import time

                from qualitygate.api import hookimpl


                class Slow:
                    name, kinds, codes, needs_tree = "slow", frozenset({"python"}), ("SLOW",), False

                    def check(self, source):
                        with open("pids", "a") as file:
                            print(os.getpid(), os.getppid(), file=file)
                        time.sleep(60)
                        return []


                @hookimpl
                def qualitygate_kinds(settings):
                    return ["python"]


                @hookimpl
                def qualitygate_checkers(settings):
                    return [Slow()]
                """,
        }
    )
    client = connect(server, project.root, capabilities=PULLS, initializationOptions={"select": ["SLOW"]})
    threading.Thread(target=suppressed, args=(client,), daemon=True).start()
    end = time.monotonic() + 30
    while not (project.root / "pids").exists() and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.2)
    running = {int(word) for word in (project.root / "pids").read_text().split()}

    server.kill()
    server.wait()

    assert all(_is_gone(process, 2) for process in running - {os.getpid(), server.pid})


def suppressed(client: LanguageClient) -> None:
    """Ask for the workspace; the answer will not come."""
    with suppress(Exception):
        client.ask("workspace/diagnostic", {"previousResultIds": []})

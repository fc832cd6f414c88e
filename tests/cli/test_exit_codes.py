"""Exit codes hold for every stream and every signal: full, closed, gone, ended from outside."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Project

MODULE = [sys.executable, "-m", "qualitygate"]
SCRIPT = [sys.executable, "-c", "from qualitygate.cli.main import console_script; console_script()"]
#: Commands that print, as a user types them.
PRINTING = ("--help", "rules", "rules E501", "explain E501", "config", "config --schema", "plugins", "suppressions")
FULL = "qualitygate: standard output cannot be written: No space left on device\n"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs another platform: /dev/full, ulimit and signals")
both = pytest.mark.parametrize("program", [SCRIPT, MODULE], ids=["script", "module"])


@pytest.fixture
def unused(project: Project) -> Project:
    """A project with one finding."""
    project.write({"a.py": "import os\n"})
    return project


def shell(project: Project, line: str, program: list[str] = SCRIPT) -> subprocess.CompletedProcess[str]:
    """Run a line of sh in which ``"$@"`` is the program."""
    done = subprocess.run(
        ["sh", "-c", line, "sh", *program], cwd=project.root, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    return done


@on_linux
@both
@pytest.mark.parametrize("command", PRINTING)
def test_e8_what_cannot_be_printed_is_said_with_exit_code_3(unused: Project, program: list[str], command: str) -> None:
    done = shell(unused, f'"$@" {command} > /dev/full', program)

    assert (done.returncode, done.stderr) == (3, FULL)


@on_linux
@pytest.mark.parametrize("action", ["accept", "list", "check", "prune"])
def test_e8_what_a_baseline_command_cannot_print_is_said(unused: Project, action: str) -> None:
    shell(unused, '"$@" baseline accept')

    done = shell(unused, f'"$@" baseline {action} > /dev/full')

    assert (done.returncode, done.stderr) == (3, FULL)


@on_linux
def test_e8_what_add_noqa_cannot_print_is_said(unused: Project) -> None:
    done = shell(unused, '"$@" --add-noqa=debt > /dev/full')

    assert (done.returncode, done.stderr) == (3, FULL)


@on_linux
@both
@pytest.mark.parametrize("command", ["rules", "explain E F W", "check"])
def test_e8_a_reader_that_goes_away_makes_no_noise(unused: Project, program: list[str], command: str) -> None:
    unused.write({"a.py": "import os\n" * 5_000})

    done = shell(unused, f'{{ "$@" {command}; echo $? > code; }} | head -1', program)

    assert done.stderr == ""
    assert (unused.root / "code").read_text() in ("3\n", "0\n", "1\n")  # head may have read it all


@on_linux
@both
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("--config nope.toml", 2),
        ("--no-such-option", 2),
        ("explain NOPE", 2),
        ("a.py --profile", 1),
        ("--diff", 1),
        ("a.py --format json=/dev/full", 3),
        ("--debug --set nope=1", 2),
    ],
)
def test_e8_a_standard_error_that_takes_nothing_changes_no_exit_code(
    unused: Project, program: list[str], command: str, code: int
) -> None:
    assert shell(unused, f'"$@" {command} 2> /dev/full', program).returncode == code
    assert shell(unused, f'"$@" {command} > /dev/full 2> /dev/full', program).returncode == (2 if code == 2 else 3)


@on_linux
@both
@pytest.mark.parametrize("command", ["", "check a.py", "config", "rules", "cache info", "- < /dev/null"])
def test_e8_a_working_directory_that_is_gone_is_said(unused: Project, program: list[str], command: str) -> None:
    done = shell(unused, f'mkdir gone; cd gone; rmdir ../gone; "$@" {command}', program)

    assert done.returncode == 2
    assert done.stderr.startswith("qualitygate: the working directory cannot be used: No such file or directory")


@on_linux
@both
@pytest.mark.parametrize("command", ["-", "- --fix", "convert -"])
def test_e8_a_standard_input_that_is_closed_is_said(unused: Project, program: list[str], command: str) -> None:
    done = shell(unused, f'"$@" {command} <&-', program)

    assert (done.returncode, done.stderr) == (2, "qualitygate: '-': standard input cannot be read: it is closed\n")


@on_linux
@pytest.mark.parametrize("key", ["cache-dir", "baseline.file", "profile", "spelling.names", "exclude"])
def test_e8_a_character_that_no_path_can_have_is_said(project: Project, key: str) -> None:
    value = '["a\\u0000b"]' if key in ("spelling.names", "exclude") else '"a\\u0000b"'
    project.write({"qualitygate.toml": f"version = 1\n{key} = {value}\n", "a.py": ""})

    done = project.run()

    assert done.code == 2
    assert done.err.startswith(f"qualitygate: qualitygate.toml:2: {key}: expected text without a NUL character")


@on_linux
@pytest.mark.parametrize("limit", range(7, 14))
def test_e8_too_few_descriptors_are_said(unused: Project, limit: int) -> None:
    done = shell(unused, f'ulimit -n {limit}; "$@" --no-cache --executor=fork --jobs=4', MODULE)

    assert done.returncode in (1, 2, 3)
    assert done.returncode == 1 or "files" in done.stderr


@pytest.mark.parametrize("value", ["99999999999999999999", "253402300800", "yesterday", "-1", "1e3"])
@pytest.mark.parametrize("command", [("a.py",), ("suppressions",), ("--format=pmd",)])
def test_e8_a_time_that_no_report_can_write_is_said(unused: Project, value: str, command: tuple[str, ...]) -> None:
    done = unused.run(*command, env={"SOURCE_DATE_EPOCH": value})

    assert done.code == 2
    assert done.err.startswith("qualitygate: SOURCE_DATE_EPOCH: expected seconds since 1970")


#: Finds nothing in slow.py and does not come back from it; says when it is there.
SLOW = """
    import time
    from pathlib import Path
    from qualitygate.api import hookimpl

    class Checker:
        name = "slow"
        kinds = frozenset({"python"})
        codes = ("F9",)
        needs_tree = False

        def check(self, source):
            if source.path == "slow.py":
                Path(__file__).with_name("reached").touch()
                while True:
                    time.sleep(0.01)
            return []

    @hookimpl
    def qualitygate_checkers(settings):
        return [Checker()]
"""


def stopped(project: Project, number: int, *arguments: str) -> subprocess.Popen[bytes]:
    """Run until a checker hangs, send the signal, and wait for the end."""
    project.write({"qualitygate.toml": 'plugins = ["acme.py"]\n', "acme.py": SLOW})
    project.write({"a.py": "import os\n", "slow.py": "import re\n"})
    process = subprocess.Popen(
        [*MODULE, *arguments, "--no-cache"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # whoever runs the tests may ignore it, as nohup does
    )
    deadline = time.monotonic() + 60
    while not (project.root / "reached").exists():
        assert time.monotonic() < deadline and process.poll() is None, "the checker was never reached"
        time.sleep(0.01)
    process.send_signal(number)
    process.wait(60)
    return process


def left(root: Path) -> list[str]:
    expected = {".git", "qualitygate.toml", "acme.py", "__pycache__", "a.py", "slow.py", "reached"}
    return sorted({path.name for path in root.iterdir()} - expected)


@on_linux
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize("executor", ["serial", "fork", "spawn"])
def test_e13_a_run_that_is_ended_from_outside_leaves_nothing_behind(
    project: Project, name: str, executor: str
) -> None:
    number = getattr(signal, name)
    process = stopped(project, number, "--format=jsonl=rep.jsonl", f"--executor={executor}", "--jobs=2")

    assert process.stderr is not None
    assert (process.returncode, process.stderr.read()) == (130, b"qualitygate: interrupted\n")
    assert left(project.root) == []


@on_linux
def test_e13_a_signal_that_the_caller_ignores_stays_ignored(project: Project) -> None:
    line = "trap '' HUP; exec \"$@\""
    project.write({"a.py": "import os\n"})
    code = (
        "import os, signal, sys; from qualitygate.cli.main import main; code = main(['--no-cache']);"
        " os.kill(os.getpid(), signal.SIGHUP); sys.exit(code)"
    )
    done = subprocess.run(
        ["sh", "-c", line, "sh", sys.executable, "-c", code], cwd=project.root, stdout=subprocess.DEVNULL
    )

    assert done.returncode == 1

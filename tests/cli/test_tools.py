"""Tools by declaration, as a team meets them: their findings are findings like any other."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Project
from .repositories import Work
from .tools import GREP, tool

CONFIG = 'version = 1\nselect = ["F"]\n'


@pytest.fixture
def words(project: Project) -> Project:
    """A project with a tool that finds a word."""
    project.write({"qualitygate.toml": CONFIG + tool(prefix="WORD"), "words.py": GREP, "a.py": "x = 'wrong'\n"})
    return project


def _codes(done_report: dict[str, object], disposition: str = "open") -> list[tuple[str, int, str]]:
    findings = done_report["findings"]
    assert isinstance(findings, list)
    return [(each["path"], each["line"], each["code"]) for each in findings if each["disposition"] == disposition]


def test_its_findings_join_the_list_under_a_code_of_ours_with_its_own_name_in_the_message(words: Project) -> None:
    done = words.run("--format", "json", "a.py")

    (finding,) = done.report["findings"]
    assert done.code == 1
    assert (finding["code"], finding["checker"], finding["column"]) == ("WORDW9", "words", 6)
    assert finding["message"] == "this is wrong [W9]"


def test_a_comment_silences_it_and_one_without_use_is_told(words: Project) -> None:
    config = CONFIG + tool(prefix="WORD", codes={"W9": "9"})
    words.write({"qualitygate.toml": config, "a.py": "x = 'wrong'  # noqa: WORD9\ny = 1  # noqa: WORD9\n"})
    report = words.run("--format", "json", "--extend-select", "QG", "a.py").report

    assert _codes(report, "suppressed") == [("a.py", 1, "WORD9")]
    assert _codes(report) == [("a.py", 2, "QG901")]


def test_ignore_and_per_file_ignores_hold_for_it_and_select_does_not_lose_it(words: Project) -> None:
    assert words.run("--extend-ignore", "WORD", "a.py").code == 0
    assert words.run("--per-file-ignores", "a.py:WORD", "a.py").code == 0
    assert words.run("--select", "F401", "a.py").code == 0, "whoever types a selection wants nothing else"


@pytest.mark.parametrize(
    "arguments", [("--staged",), ("-", "--stdin-display-name=a.py"), ("--select=E", "a.py"), ("--untrusted", "a.py")]
)
def test_a_stage_may_name_it_where_it_does_not_run(words: Project, arguments: tuple[str, ...]) -> None:
    stages = '[gate]\nstages = [["pep8", "pyflakes"], ["words"]]\n'
    words.write({"qualitygate.toml": CONFIG + stages + tool(prefix="WORD"), "a.py": "x = 1\n"})
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=words.root, check=True)
    done = words.run(*arguments, stdin=b"x = 1\n" if arguments[0] == "-" else None)

    assert "there is no checker" not in done.err
    assert ("not run (" in done.err + done.out) == (arguments[0] != "--select=E"), "what was asked for alone was run"
    assert done.code in (0, 3), "untrusted code that was not run leaves a run incomplete"


def test_excluded_files_and_files_outside_do_not_count_and_are_told(project: Project) -> None:
    program = "print('old/b.py:1: W1 x\\n/elsewhere/c.py:1: W1 x\\n../d.py:1: W1 x\\na.py:1: W1 x'); exit(1)"
    config = tool(command=[sys.executable, "-c", program], pass_="project")
    project.write({"qualitygate.toml": f'{CONFIG}extend-exclude = ["old"]\n{config}', "a.py": "", "old/b.py": ""})
    done = project.run("--format", "json", "--format", "console=said.txt")

    assert _codes(done.report) == [("a.py", 1, "WORDSW1")]
    said = (project.root / "said.txt").read_text()
    assert "words: findings that do not count: 1 in files that are left alone; 2 outside the project" in said


def test_the_baseline_holds_for_it(words: Project) -> None:
    assert words.run("baseline", "accept").code == 0
    words.write({"a.py": "\n\nx = 'wrong'\n"})
    assert words.run("a.py").code == 0
    words.write({"a.py": "x = 'wrong'\ny = 'wrong'\n"})
    assert _codes(words.run("--format", "json", "a.py").report) == [("a.py", 2, "WORDW9")]


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A repository with a tool, whose main branch has a finding of it."""
    work = Work(tmp_path)
    work.git("init", "-q", "-b", "main")
    config = CONFIG + tool(prefix="WORD", pass_="project", command=[sys.executable, "words.py", "a.py", "b.py"])
    work.write({"qualitygate.toml": config, "words.py": GREP, "a.py": "x = 'wrong'\n", "b.py": "import a\n"})
    work.git("add", "-A")
    work.git("commit", "-qm", "old")
    work.git("checkout", "-qb", "work")
    return work


def test_only_what_the_base_revision_does_not_have_is_new(work: Work) -> None:
    work.write({"a.py": "\nx = 'wrong'\ny = 1\n"})
    assert work.new() == []
    work.write({"a.py": "\nx = 'wrong'\ny = 'wrong'\n"})
    assert work.new() == [("a.py", 3, "WORDW9")]


def test_a_finding_in_a_file_that_did_not_change_is_new_where_its_cause_is(work: Work) -> None:
    work.write({"words.py": GREP.replace('"wrong" in line', '"import" in line or "wrong" in line').replace(
        "line.index('wrong')", "0")})
    work.git("add", "-A")
    work.git("commit", "-qm", "a stricter tool")
    report = work.run("--new", "--format", "json").report

    new = [each for each in report["findings"] if each["disposition"] == "open"]
    assert [(each["path"], each["line"]) for each in new] == [("b.py", 1)]
    assert new[0]["reason"] == "new: this file is as it was, and what it depends on is not"


def test_a_cheap_stage_that_fails_keeps_the_tests_from_starting(project: Project) -> None:
    stages = '[gate]\nstages = [["pep8", "pyflakes"], ["words"], ["tests"]]\n'
    started = tool("tests", command=[sys.executable, "tests.py"], pass_="project")
    project.write({
        "qualitygate.toml": CONFIG + stages + tool() + started,
        "words.py": GREP,
        "tests.py": "open('started', 'w')\n",
        "a.py": "x = 'wrong'\n",
    })
    done = project.run("a.py")

    assert done.code == 1
    assert "stage 2 (words) failed; not run: 3 (tests)" in done.out
    assert not (project.root / "started").exists()
    project.write({"a.py": "x = 1\n"})
    assert project.run("a.py").code == 0
    assert (project.root / "started").exists()


def test_a_retry_that_helps_is_told(project: Project) -> None:
    program = (
        "import os; f = os.path.exists('tried'); open('tried', 'w'); print('' if f else 'a.py:1: T1 flaky'); exit(not "
        "f)"
    )
    config = tool(command=[sys.executable, "-c", program], pass_="project", retries=2, backoff=0)
    project.write({"qualitygate.toml": CONFIG + config, "a.py": ""})
    done = project.run("a.py")

    assert done.code == 0
    assert "words was retried: passed at attempt 2" in done.out


def test_the_chain_of_a_team_as_one_configuration(project: Project) -> None:
    """Style, a spelling script that is not reliable, and tests, in this order."""
    stages = '[gate]\nstages = [["pep8", "pyflakes"], ["words"], ["tests"]]\n'
    flaky = "import os, sys\nif not os.path.exists('tried'):\n    open('tried', 'w')\n    sys.exit('out of reach')\n"
    started = tool("tests", command=[sys.executable, "tests.py"], pass_="project", inputs=["**"])
    project.write({
        "qualitygate.toml": CONFIG + stages + tool(retries=2, backoff=0, inputs=["**"]) + started,
        "words.py": flaky + GREP,
        "tests.py": "open('started', 'w')\nprint('a.py:1:1: T1 test_sum failed')\nexit(1)\n",
        "a.py": "import os\nx = 'wrong'\n",
    })

    first = project.run("a.py")
    assert "stage 1 (pep8, pyflakes) failed; not run: 2 (words); 3 (tests)" in first.out
    assert not (project.root / "tried").exists()

    project.write({"a.py": "x = 'wrong'\n"})
    formats = [line.split()[0] for line in _formats(project)]
    second = project.run("--template={code} {message}", *(f"--format={name}={name}.out" for name in formats), "a.py")
    silent = {name for name in formats if "W9" not in (project.root / f"{name}.out").read_text()}
    assert (second.code, silent) == (1, {"cobertura"}), "that has lines and no codes"
    assert "words was retried: failed again at attempt 3" in (project.root / "console.out").read_text()
    assert not (project.root / "started").exists()

    accepted = project.run("baseline", "accept", "--code=WORDSW9", "a.py")
    third = project.run("--format=json", "a.py")
    assert accepted.code == 0, accepted.err
    assert (third.code, _codes(third.report, "baselined")) == (1, [("a.py", 1, "WORDSW9")])
    assert _codes(third.report) == [("a.py", 1, "TESTST1")]
    assert (project.root / "started").exists()


HOSTILE = {
    "hangs": ("import time; time.sleep(600)", {"timeout": 1}, "did not end within 1 s and was ended"),
    "dies": ("import os; os.kill(os.getpid(), 11)", {}, "was ended by signal 11"),
    "fails": ("import sys; print('cannot read its settings', file=sys.stderr); sys.exit(7)", {}, "exit code 7"),
    "floods": ("while True: print('x' * 100000)", {"timeout": 60}, "wrote more than 64,000,000 bytes"),
    "rubbish": ("print('<<<>>>'); exit(1)", {}, "nothing it wrote is one: <<<>>>"),
    "no-json": ("print('<<<>>>')", {"parser": "json"}, "expected a JSON document"),
    "latin-1": ("import sys; sys.stdout.buffer.write(b'a.py:1: W1 T\\xfcr'); exit(1)", {}, "expected utf-8, but byte"),
    "changes": ("open('a.py', 'a').write('import os\\n')", {}, "which promised only to read"),
}


@pytest.mark.parametrize(("program", "keys", "message"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("executor", ["auto", "serial"])
def test_a_tool_that_misbehaves_makes_the_run_incomplete_and_nothing_else_is_lost(
    project: Project, program: str, keys: dict[str, object], message: str, executor: str
) -> None:
    config = tool(command=[sys.executable, "-c", program], pass_="project", **keys)
    project.write({"qualitygate.toml": CONFIG + config, "a.py": "import re\n"})
    done = project.run("--format", "json", "--executor", executor)

    assert done.code == 3
    assert [each for each in done.report["failures"] if message in each["message"]]
    assert ("a.py", 1, "F401") in _codes(done.report)


def test_a_missing_tool_says_how_to_install_it(project: Project) -> None:
    config = tool(command=["no-such-program"], install="python -m pip install it")
    project.write({"qualitygate.toml": CONFIG + config, "a.py": ""})
    done = project.run("--format", "json")

    (failure,) = done.report["failures"]
    assert (done.code, failure["kind"]) == (3, "missing-tool")
    assert failure[
        "message"
    ] == "words: there is no program 'no-such-program' here; install it: python -m pip install it"


#: Leaves the group with a daemon, has a child and grandchildren beside it, and hangs.
FORKS = """
import os, time
def note(name):
    open(name + '.part', 'w').write(str(os.getpid()))
    os.rename(name + '.part', name + '.pid')
def stay(name):
    note(name)
    time.sleep(600)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        stay('daemon')
    os._exit(0)
if os.fork() == 0:
    if os.fork() == 0:
        stay('grandchild')
    stay('child')
stay('tool')
"""


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="who has left the group is found in /proc")
@pytest.mark.parametrize("executor", ["auto", "serial"])
def test_of_a_tool_that_forks_and_leaves_a_daemon_nothing_is_left_when_its_time_is_over(
    project: Project, executor: str
) -> None:
    config = tool(command=[sys.executable, "-c", FORKS], pass_="project", effects="unknown", timeout=3)
    project.write({"qualitygate.toml": CONFIG + config, "a.py": "import re\n"})
    done = project.run("--format", "json", "--executor", executor)

    started = {path.stem: int(path.read_text()) for path in project.root.glob("*.pid")}
    assert started.keys() == {"tool", "child", "grandchild", "daemon"}
    _wait_for(lambda: not any(_is_alive(pid) for pid in started.values()))
    assert (done.code, _codes(done.report)) == (3, [("a.py", 1, "F401")])
    assert ["did not end within 3 s" in each["message"] for each in done.report["failures"]] == [True]


@pytest.mark.skipif(os.name == "nt", reason="needs another platform: signals to groups")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["ctrl-c", "term", "kill"])
def test_whatever_ends_the_gate_ends_its_tools(project: Project, number: signal.Signals) -> None:
    program = "import os, time; open('pid', 'w').write(str(os.getpid())); os.rename('pid', 'pid.txt'); time.sleep(600)"
    config = tool(command=[sys.executable, "-c", program], pass_="project")
    project.write({"qualitygate.toml": CONFIG + config, "a.py": ""})
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-m", "qualitygate"]
    gate = subprocess.Popen(command, cwd=project.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    pid_file = project.root / "pid.txt"
    _wait_for(pid_file.exists)
    pid = int(pid_file.read_text())
    gate.send_signal(number)
    _, err = gate.communicate(timeout=60)

    assert gate.returncode == (130 if number is not signal.SIGKILL else -9)
    _wait_for(lambda: not _is_alive(pid))
    assert b"Traceback" not in err


def _wait_for(holds: object) -> None:
    for _ in range(600):
        if holds():  # type: ignore[operator]  # each is a function
            return
        time.sleep(0.05)
    raise AssertionError("it never came to pass")


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _counted(project: Project) -> int:
    path = project.root / "count.log"
    return len(path.read_text()) if path.exists() else 0


COUNTING = "open('count.log', 'a').write('x')\n" + GREP


def test_an_answer_is_remembered_while_all_that_it_depends_on_stays(project: Project) -> None:
    keys = {"inputs": ["words.py"], "configuration": ["words.cfg"], "version": ["sh", "-c", "echo 1"]}
    keys["version"] = [sys.executable, "-V"]
    config = CONFIG + 'cache-dir = ".cache"\n' + tool(**keys)
    project.write({"qualitygate.toml": config, "words.py": COUNTING, "a.py": "x = 'wrong'\n", "b.py": ""})
    time.sleep(0.05)  # what is younger is not remembered
    first = project.run("--format", "json", "a.py", "b.py")
    again = project.run("--format", "json", "a.py", "b.py", "--statistics")
    assert (_codes(first.report), _counted(project)) == (_codes(again.report), 1)
    for number, (name, content) in enumerate(
        (("a.py", "y = 'wrong'\n"), ("words.cfg", "z"), ("words.py", COUNTING + "#"))
    ):
        project.write({name: content})
        project.run("--format", "json", "a.py", "b.py")
        assert _counted(project) == number + 2, name


def test_without_inputs_it_is_asked_every_time(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG + tool(), "words.py": COUNTING, "a.py": "x = 1\n"})
    time.sleep(0.05)
    for _ in range(3):
        assert project.run("a.py").code == 0
    assert _counted(project) == 3


def test_only_the_roots_configuration_may_name_tools(project: Project) -> None:
    canary = tool(command=[sys.executable, "-c", "open('canary', 'w')"], pass_="project")
    project.write({"qualitygate.toml": CONFIG, "below/qualitygate.toml": canary.lstrip(), "below/a.py": ""})
    done = project.run()

    assert done.code == 2
    assert "below/qualitygate.toml:1: 'tool' is decided once per run" in done.err
    assert not list(project.root.rglob("canary"))


def test_mistakes_in_a_table_are_said_with_their_lines(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG + '[[tool]]\nname = "x"\ntimeot = 3\ntimeout = "long"\n', "a.py": ""})
    done = project.run()

    assert done.code == 2
    assert "qualitygate.toml:5: unknown key 'timeot' in [[tool]]; did you mean 'timeout'?" in done.err
    assert "qualitygate.toml:6: tool.timeout: expected a whole number of at least 1, got 'long'" in done.err


def test_a_fix_asks_the_tools_about_the_new_text(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG + tool(), "words.py": GREP, "a.py": "import os\nx = 'wrong'\n"})
    done = project.run("--fix", "--format", "json", "a.py")

    assert (project.root / "a.py").read_text() == "x = 'wrong'\n"
    assert _codes(done.report) == [("a.py", 1, "WORDSW9")]


def test_every_format_names_the_tool_or_its_code(words: Project) -> None:
    formats = [line.split()[0] for line in _formats(words)]
    assert len(formats) >= 25
    done = words.run("--template={code}", *(f"--format={name}={name}.out" for name in formats), "a.py")
    assert done.code == 1
    silent = {name for name in formats if "W9" not in (words.root / f"{name}.out").read_text()}
    assert silent <= {"cobertura"}, "it has lines and no codes"


def _formats(project: Project) -> list[str]:
    said = project.run("--format", "nonsense").err
    return [each.strip(" .)\n") for each in said.rpartition(":")[2].split(",")]


def test_the_json_report_is_as_its_schema_says(words: Project) -> None:
    assert json.loads(words.run("--format", "json", "a.py").out)["schema"] == 1


SCAN = {"runs": [{"tool": {"driver": {"name": "scan"}}, "results": [
    {"ruleId": "S1", "message": {"text": "bad"}, "locations": [{"physicalLocation": {
        "artifactLocation": {"uri": "a.py"}, "region": {"startLine": line}}}]}
    for line in (1, 2)
]}]}


def _report_tool(**keys: object) -> str:
    declared = tool("scan", report="build/scan.sarif", parser="sarif", **keys)
    return "\n".join(line for line in declared.splitlines() if not line.startswith(("command", "pass"))) + "\n"


def test_a_report_of_another_step_is_judged_like_a_run_and_refused_when_it_is_older_than_its_files(
    project: Project,
) -> None:
    project.write({"qualitygate.toml": CONFIG + _report_tool(), "a.py": "x = 1\ny = 2\n"})
    missing = project.run("--format", "json")
    project.write({"build/scan.sarif": json.dumps(SCAN)})
    fresh = project.run("--format", "json")
    later = time.time() + 10
    os.utime(project.root / "a.py", (later, later))
    stale = project.run("--format", "json")

    assert (missing.code, missing.report["failures"][0]["kind"]) == (3, "missing-tool")
    assert (fresh.code, _codes(fresh.report)) == (1, [("a.py", 1, "SCANS1"), ("a.py", 2, "SCANS1")])
    assert stale.code == 3
    assert "build/scan.sarif is older than a.py, of which it speaks" in stale.report["failures"][0]["message"]


def test_of_a_report_only_what_stands_on_changed_lines_is_new(tmp_path: Path) -> None:
    work = Work(tmp_path)
    work.git("init", "-q", "-b", "main")
    work.write({"qualitygate.toml": CONFIG + _report_tool(), "a.py": "x = 1\ny = 2\n", ".gitignore": "build\n"})
    work.git("add", "-A")
    work.git("commit", "-qm", "old")
    work.git("checkout", "-qb", "work")
    work.write({"a.py": "x = 1\ny = 3\n"})
    work.write({"build/scan.sarif": json.dumps(SCAN)})

    assert work.new() == [("a.py", 2, "SCANS1")]


def test_coverage_is_a_condition_and_its_lines_are_notes(project: Project) -> None:
    said = {
        "files": {"a.py": {"executed_lines": [1], "missing_lines": [2, 3]}},
        "totals": {"num_statements": 3, "covered_lines": 1},
    }
    keys = "[[tool]]\npreset = 'coverage'\nreport = 'cov.json'\nminimum = 80\n"
    project.write({"qualitygate.toml": CONFIG + keys, "a.py": "x = 1\ny = 2\nz = 3\n"})
    project.write({"cov.json": json.dumps(said)})
    done = project.run("--format", "json")

    assert (done.code, _codes(done.report)) == (1, [("a.py", 2, "COV001")])
    conditions = {each["name"]: (each["passed"], each["detail"]) for each in done.report["verdict"]["conditions"]}
    assert conditions["coverage >= 80 %"] == (False, "measured 33.33 %")


def test_the_tool_and_its_rules_can_be_looked_up(project: Project) -> None:
    project.write({"qualitygate.toml": "version = 1\n[[tool]]\npreset = 'mypy'\n", "a.py": ""})

    assert "mypy" in project.run("plugins").out.split("project checker of tools, effects: read")[0].splitlines()[-1]
    assert "mypy calls it arg-type" in project.run("explain", "MYPY003").out
    assert "MYPY003 on  error" in project.run("rules", "MYPY").out
    schema = json.loads(project.run("config", "--schema").out)
    assert schema["properties"]["tool"]["items"]["properties"]["timeout"]["type"] == "integer"


MYPY = Path(os.environ.get("QUALITYGATE_TOOLS") or Path.home() / ".cache" / "qualitygate-tools")


@pytest.mark.consumer
def test_what_mypy_finds_is_accepted_and_new_as_e501_is(tmp_path: Path) -> None:
    if not (MYPY / "tools.txt").exists():
        pytest.skip(f"mypy is not installed in {MYPY}; run: tests/plugins/tools/install.sh")
    work = Work(tmp_path)
    work.git("init", "-q", "-b", "main")
    config = 'version = 1\nselect = ["E501"]\nmax-line-length = 30\n[[tool]]\npreset = "mypy"\n'
    long = "x = 'a line that is much too long'\n"
    work.write({"qualitygate.toml": config, ".gitignore": ".venv\n.mypy_cache\n"})
    work.write({"a.py": f"def f(n: int) -> int:\n    return n\n\n\n{long}f('1')\n", "b.py": "import a\n\na.f(1)\n"})
    work.git("add", "-A")
    work.git("commit", "-qm", "old")
    work.git("checkout", "-qb", "work")
    (tmp_path / ".venv").symlink_to(MYPY)

    assert sorted(set(work.run("--format", "json").codes)) == ["E501", "MYPY003"]
    work.write({"a.py": f"def f(n: str) -> str:\n    return n\n\n\n\n{long}f('1')\n{long}f(2)\n"})
    assert work.new() == [("a.py", 8, "E501"), ("a.py", 9, "MYPY003"), ("b.py", 3, "MYPY003")]
    assert work.run("baseline", "accept").code == 0
    assert work.run().code == 0
    work.write({"b.py": f"import a\n\n{long}a.f(1)\na.f(3)\n"})
    assert _codes(work.run("--format", "json").report) == [("b.py", 3, "E501"), ("b.py", 5, "MYPY003")]


def test_staged_and_standard_input_run_no_tool_and_the_summary_says_so(work: Work) -> None:
    work.write({"a.py": "x = 'wrong'\ny = 1\n"})
    work.git("add", "a.py")
    done = work.run("--staged")

    assert "WORDW9" not in done.out
    assert "not run (--staged looks at the index, and they at the disk): words" in done.out
    assert work.run("-", stdin=b"x = 'wrong'\n").code == 0


def test_one_that_needs_the_whole_project_never_runs_on_a_part_of_it(words: Project) -> None:
    words.write({"qualitygate.toml": CONFIG + tool(scope="project"), "b.py": ""})

    done = words.run("a.py")
    assert (done.code, "words was not run: it looks at the whole project or at nothing" in done.out) == (0, True)
    assert words.run().code == 1


def test_what_a_checker_of_ours_finds_too_is_one_finding_and_either_code_silences_it(project: Project) -> None:
    program = "print('a.py:1:8: F401 `os` imported but unused'); exit(1)"
    same = tool("lint", command=[sys.executable, "-c", program], prefix="LINT", same_as={"F401": "F401"})
    project.write({"qualitygate.toml": CONFIG + same, "a.py": "import os\n"})
    (finding,) = project.run("--format", "json").report["findings"]
    assert (finding["code"], finding["also_from"]) == ("F401", ["lint:LINTF401"])

    (left,) = project.run("--format", "json", "--extend-ignore", "F401").report["findings"]
    assert left["code"] == "LINTF401", "selection comes first: what the other code finds is then still told"
    for code in ("F401", "LINTF401"):
        project.write({"a.py": f"import os  # noqa: {code}\n"})
        assert project.run("--extend-select", "QG").code == 0

    project.write({"a.py": "import os\n", "qualitygate.toml": 'ignore = ["F401"]\n' + CONFIG + same})
    assert project.run("baseline", "accept").code == 0
    project.write({"qualitygate.toml": CONFIG + same})
    assert project.run().code == 0, "an entry of the other code stands for it"


def test_a_tool_that_fails_is_quoted_from_the_beginning_of_its_last_line(project: Project) -> None:
    program = "import sys; print('first'); print('duplicate module named a', 'see the manual ' * 40); sys.exit(9)"
    config = tool(command=[sys.executable, "-c", program], pass_="project")
    project.write({"qualitygate.toml": CONFIG + config, "a.py": ""})

    (failure,) = project.run("--format", "json").report["failures"]

    assert ": duplicate module named a see the manual" in failure["message"]
    assert failure["message"].endswith("…")

"""Files that break tools: each is a finding or a clear skip, never a traceback, never a hang."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.cli.conftest import Done, Project


def run(project: Project, *arguments: str) -> Done:
    """Run the gate for a JSON report; a hang fails the test after a minute."""
    done = project.run("--format=json", *arguments, timeout=60)
    assert "Traceback" not in done.err
    assert "internal error" not in done.err
    return done


def test_a_file_that_is_not_what_its_encoding_says(project: Project) -> None:
    project.write({"a.py": b"x = '\xff'\n"})

    done = run(project)

    (finding,) = done.report["findings"]
    assert (done.code, finding["code"], finding["severity"]) == (1, "QG906", "error")
    assert "byte 0xff at offset 5 is not utf-8" in finding["message"]


def test_a_cookie_that_names_no_encoding(project: Project) -> None:
    project.write({"a.py": b"# -*- coding: uft-8 -*-\nx = 1\n"})

    done = run(project)

    assert done.codes == ["QG906"]
    assert "uft-8" in done.report["findings"][0]["message"]


def test_a_file_with_nul_bytes_does_not_parse(project: Project) -> None:
    project.write({"a.py": b"x = 1\0\n"})

    assert run(project).codes == ["E999"]


def test_fifty_megabytes_on_one_line_are_refused_by_size(project: Project) -> None:
    project.write({"a.py": b"x = '" + b"a" * 50_000_000 + b"'\n"})

    done = run(project)

    (finding,) = done.report["findings"]
    assert (done.code, finding["code"]) == (1, "E902")
    assert "50,000,007 bytes are more than max-file-size (10,000,000)" in finding["message"]


def test_five_megabytes_on_one_line_are_checked(project: Project) -> None:
    project.write({"a.py": b"x = '" + b"a" * 5_000_000 + b"'\n"})

    assert run(project).codes == ["E501"]


def test_five_thousand_nested_brackets_do_not_parse(project: Project) -> None:
    project.write({"a.py": b"x = " + b"[" * 5000 + b"]" * 5000 + b"\n"})

    assert "E999" in run(project).codes


def test_a_chain_of_ten_thousand_operators_ends_in_a_finding_or_a_failure(project: Project) -> None:
    project.write({"a.py": b"x = " + b"+".join([b"1"] * 10_000) + b"\n", "b.py": b"import os\n"})

    done = run(project)

    assert done.code in (1, 3)
    assert "F401" in done.codes


def test_broken_syntax_is_one_finding(project: Project) -> None:
    project.write({"a.py": "def f(:\n    pass\n"})

    done = run(project)

    assert done.codes == ["E999"]
    assert done.report["findings"][0]["message"].startswith("SyntaxError: ")


def test_an_empty_file_is_clean(project: Project) -> None:
    project.write({"a.py": b""})

    assert (run(project).code, run(project).codes) == (0, [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs another platform: FIFOs")
def test_a_fifo_is_not_waited_for(project: Project) -> None:
    project.write({"a.py": b"x = 1\n"})
    os.mkfifo(project.root / "pipe.py")

    walked = run(project)
    named = run(project, "pipe.py")

    assert walked.code == 0
    assert walked.report["skipped"] == [{"path": "pipe.py", "reason": "not a regular file", "note": ""}]
    assert (named.code, named.codes) == (1, ["E902"])


def test_a_dangling_link_is_unreadable(project: Project) -> None:
    (project.root / "a.py").symlink_to("nowhere.py")

    done = run(project)

    assert (done.code, done.codes) == (1, ["E902"])


def test_links_that_go_round_are_not_followed(project: Project) -> None:
    project.write({"pkg/a.py": b"import os\n"})
    (project.root / "pkg" / "again").symlink_to(project.root, target_is_directory=True)
    (project.root / "loop.py").symlink_to("loop.py")

    done = run(project)

    assert sorted(done.codes) == ["E902", "F401"]


def test_a_directory_named_like_a_module_is_walked(project: Project) -> None:
    project.write({"pkg.py/a.py": b"import os\n"})

    assert run(project).report["findings"][0]["path"] == "pkg.py/a.py"


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self").exists(), reason="needs another platform: Linux")
def test_an_unreadable_file_is_a_finding(project: Project) -> None:
    """Even root cannot read /proc/self/mem from its start: the link stands for any file that raises on reading."""
    (project.root / "a.py").symlink_to("/proc/self/mem")

    done = run(project)

    assert (done.code, done.codes) == (1, ["E902"])


def test_names_that_are_not_utf_8_are_reported(project: Project) -> None:
    with open(os.fsencode(project.root) + b"/caf\xe9.py", "wb") as file:
        file.write(b"import os\n")

    done = project.run("--format=flake8")

    assert done.code == 1
    assert done.out == "caf\\udce9.py:1:1: F401 'os' imported but unused\n"


def test_a_path_of_three_hundred_directories_is_walked(project: Project) -> None:
    deep = "/".join(["d"] * 300)
    project.write({f"{deep}/a.py": b"import os\n"})

    assert run(project).codes == ["F401"]


@pytest.mark.parametrize(
    "text",
    [
        "import os\n" + "".join(f"log{i} = get(__name__)\nuse(log{i}, f(1), g(2))\n" for i in range(20_000)),
        "import os\n" + "".join(f"class C{i}:\n    x = [i for i in y]\n" for i in range(20_000)),
        "def f():\n    import os\n" + "".join(f"    import m{i}\n    use({i})\n" for i in range(20_000)),
    ],
    ids=["the module's name", "classes", "a function"],
)
def test_e10_an_unused_import_among_thousands_of_what_may_reach_it(project: Project, text: str) -> None:
    project.write({"a.py": text})

    done = run(project, "--isolated", "--select=F401", "--no-cache")

    assert "'os' imported but unused" in {each["message"] for each in done.report["findings"]}


def test_e10_an_import_of_thousands_of_names_with_a_comment_each(project: Project) -> None:
    project.write({"a.py": "from a import (\n" + "".join(f"    n{i},  # kept\n" for i in range(4000)) + ")\n"})

    done = run(project, "--isolated", "--select=F", "--no-cache")

    assert [each["code"] for each in done.report["findings"]] == ["F401"] * 4000
    assert {each["fix"]["applicability"] for each in done.report["findings"]} == {"unsafe"}

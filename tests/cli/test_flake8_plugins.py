"""flake8's plugins under the gate: what flake8 finds with them, each by itself, and what is said of them."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Done, Project
from tests.cli.language_client import connect, start_server
from tests.plugins.flake8_plugins.distributions import SAMPLE, flake8, install, install_all

UNUSED = "'os' imported but unused"
QUIET = ("--set=noqa=flake8", "--format=flake8")
PRINTS = """
    import ast

    class Checker:
        def __init__(self, tree):
            self.tree = tree

        def run(self):
            for node in ast.walk(self.tree):
                if isinstance(node, ast.Name) and node.id == "print":
                    yield node.lineno, node.col_offset, "PRI100 print", type(self)
"""
RAISES = """
    class Checker:
        def __init__(self, tree):
            pass

        def run(self):
            yield 1, 0, "RAI100 before", type(self)
            raise SystemExit("on purpose")
"""
OPTIONS = """
    class Checker:
        words = []

        def __init__(self, tree):
            pass

        @classmethod
        def add_options(cls, manager):
            manager.add_option("--acme-words", parse_from_config=True, comma_separated_list=True, default=["one"])
            manager.add_option("--acme-limit", parse_from_config=True, type=int, default=3)
            manager.add_option("--acme-loud", parse_from_config=True, action="store_true", help="say %(default)s")
            manager.add_option("--acme-ratio", parse_from_config=True, type=float, default=0.5)
            manager.add_option("--acme-file", parse_from_config=True, normalize_paths=True, default="")
            manager.add_option("--acme-style", parse_from_config=True, choices=["plain", "fancy"], default="plain")
            manager.add_option("--acme-flag-only", action="store_true")
            manager.extend_default_ignore(["OPT2"])

        @classmethod
        def parse_options(cls, options):
            said = (options.acme_words, options.acme_limit, options.acme_loud, options.acme_ratio, options.acme_style)
            cls.said = (*said, options.acme_file.rpartition("/")[0] != "", options.max_line_length, options.select)

        def run(self):
            yield 1, 0, f"OPT100 {self.said}", type(self)
            yield 1, 0, "OPT200 is ignored", type(self)
"""


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory to install distributions into."""
    return tmp_path_factory.mktemp("site")


def run(project: Project, site: Path, *arguments: str, cwd: str = ".") -> Done:
    """Run the gate with the site directory on the import path."""
    done = project.run(*arguments, cwd=cwd, env={"PYTHONPATH": str(site)})
    assert "Traceback" not in done.err
    return done


def lines(done: Done) -> list[str]:
    """Return the findings of a run in flake8's format, sorted."""
    return sorted(done.out.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [("--jobs=1", "--no-cache"), ("--jobs=2", "--executor=fork"), ("--jobs=2", "--executor=spawn")],
    ids=["here", "fork", "spawn"],
)
def test_checks_of_every_kind_find_what_they_find_under_flake8(
    project: Project, site: Path, arguments: tuple[str, ...]
) -> None:
    install_all(site)
    project.write({"a.py": SAMPLE, "b.py": "x = 1\n", "c/d.py": SAMPLE.replace("f", "g"), "e.py": ""})
    expected = flake8(project.root, site, "--isolated")

    first = run(project, site, "--isolated", *QUIET, *arguments)
    again = run(project, site, "--isolated", *QUIET, *arguments)

    assert {line.split()[1][:3] for line in expected} >= {"ATR", "ALO", "APH"}
    assert lines(first) == expected
    assert lines(again) == expected


def test_its_codes_are_ignored_per_file_when_run_cold_warm_and_in_the_editor(project: Project, site: Path) -> None:
    install(site, "acme-print", PRINTS, {"PRI": "Checker"})
    config = 'version = 1\n[per-file-ignores]\n"scripts/*.py" = ["PRI"]\n"b.py" = ["PRI100"]\n"c.py" = ["F401"]\n'
    names = ("a.py", "b.py", "c.py", "scripts/d.py")
    project.write({"qualitygate.toml": config, **dict.fromkeys(names, "import os\nprint(1)\n")})
    expected = [f"a.py:1:1 F401 {UNUSED}", "a.py:2:1 PRI100 print", f"b.py:1:1 F401 {UNUSED}", "c.py:2:1 PRI100 print"]
    expected.append(f"scripts/d.py:1:1 F401 {UNUSED}")

    cold, warm = (lines(run(project, site, "--format=flake8")) for _ in range(2))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(site))
        server = start_server(project.root)
    client = connect(server, project.root)
    seen = {name: client.published(client.open(project.root / name, "import os\nprint(1)\n")) for name in names}
    client.end()
    server.wait(10)

    assert cold == warm == [line.replace(" ", ": ", 1) for line in expected]
    assert {name: [each["code"] for each in found] for name, found in seen.items()} == {
        "a.py": ["F401", "PRI100"], "b.py": ["F401"], "c.py": ["PRI100"], "scripts/d.py": ["F401"],
    }  # fmt: skip


def test_b1_a_file_without_a_newline_at_its_end_and_one_that_does_not_parse(project: Project, site: Path) -> None:
    install_all(site)
    project.write({"a.py": SAMPLE.rstrip(), "b.py": "x = (\n", "c.py": "if x:\n    y = 1\n    # TODO"})
    expected = [line for line in flake8(project.root, site, "--isolated") if " E" not in line]

    found = lines(run(project, site, "--isolated", *QUIET))

    assert [line for line in found if " E" not in line] == expected


def test_one_that_raises_costs_its_own_codes_only(project: Project, site: Path) -> None:
    install(site, "acme-prints", PRINTS, {"PRI": "Checker"})
    install(site, "acme-raises", RAISES, {"RAI": "Checker"})
    project.write({"a.py": "import os\nprint(1)\n"})

    done = run(project, site, "--isolated", "--format=json")

    assert done.code == 3
    assert done.codes == ["F401", "PRI100"]
    assert [failure["checker"] for failure in done.report["failures"]] == ["acme-raises"]
    assert "acme_raises, from acme-raises 1.0" in done.report["failures"][0]["message"]


def test_one_that_cannot_be_imported_costs_its_own_codes_only(project: Project, site: Path) -> None:
    install(site, "acme-prints", PRINTS, {"PRI": "Checker"})
    install(site, "acme-broken", "import acme_is_not_there\n", {"BRO": "Checker"})
    project.write({"a.py": "print(1)\n"})

    done = run(project, site, "--isolated", "--format=json")

    assert (done.code, done.codes) == (3, ["PRI100"])
    said = done.report["failures"][0]["message"]
    assert said.endswith(
        "No module named 'acme_is_not_there'; run with --no-plugin acme-broken, or reinstall acme-broken"
    )


def test_options_have_the_values_that_flake8_gives_them(project: Project, site: Path) -> None:
    install(site, "acme-options", OPTIONS, {"OPT": "Checker"})
    section = "[flake8]\nselect = OPT\nacme_words = a, b\nacme-limit = 7\nacme-loud = yes\nacme-ratio = 0.25\n"
    project.write({"a.py": "x = 1\n", ".flake8": section + "acme-file = ./x/y\nmax-line-length = 90\n"})
    expected = flake8(project.root, site)

    from_old = lines(run(project, site, *QUIET))
    (project.root / ".flake8").unlink()
    ours = 'acme-words = ["a", "b"]\nacme-limit = 7\nacme-loud = true\nacme-ratio = "0.25"\nacme-file = "./x/y"\n'
    project.write(
        {"qualitygate.toml": f'select = ["OPT"]\nmax-line-length = 90\n[flake8]\n{ours}acme-style = "plain"\n'}
    )

    assert "(['a', 'b'], 7, True, 0.25, 'plain', True, 90, ['OPT'])" in expected[0]
    assert from_old == expected
    assert lines(run(project, site, *QUIET)) == expected


def test_options_hold_for_the_files_that_they_are_set_for(project: Project, site: Path) -> None:
    install(site, "acme-options", OPTIONS, {"OPT": "Checker"})
    project.write(
        {
            "qualitygate.toml": '[[overrides]]\npaths = ["b*"]\nflake8.acme-limit = 9\n',
            **{f"{name}.py": "x = 1\n" for name in ("a1", "b1", "a2", "b2")},
        }
    )

    found = lines(run(project, site, "--jobs=1", *QUIET))

    limits = {line.partition(":")[0]: line.split("], ")[1][:1] for line in found}
    assert limits == {"a1.py": "3", "a2.py": "3", "b1.py": "9", "b2.py": "9"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("acme-limits = 7", "unknown key 'acme-limits' in [flake8]; did you mean 'acme-limit'?"),
        ("acme-limit = true", "flake8.acme-limit: expected a whole number, got true"),
        ('acme-style = "odd"', "flake8.acme-style: expected one of plain, fancy, got 'odd'"),
    ],
    ids=["unknown", "type", "choice"],
)
def test_a_wrong_option_is_an_error_with_its_place(project: Project, site: Path, table: str, said: str) -> None:
    install(site, "acme-options", OPTIONS, {"OPT": "Checker"})
    project.write({"a.py": "x = 1\n", "qualitygate.toml": f"[flake8]\n{table}\n"})

    done = run(project, site)

    assert done.code == 2
    assert "qualitygate.toml:2: " in done.err
    assert said in done.err


def test_what_a_plugin_ignores_by_default_is_reported_where_it_is_selected(project: Project, site: Path) -> None:
    install(site, "acme-options", OPTIONS, {"OPT": "Checker"})
    project.write({"a.py": "x = 1\n"})

    assert [line.split()[1] for line in lines(run(project, site, *QUIET))] == ["OPT100"]
    assert [line.split()[1] for line in lines(run(project, site, "--select=OPT200", *QUIET))] == ["OPT200"]


def test_one_that_is_off_by_default_runs_where_it_is_enabled(project: Project, site: Path) -> None:
    install(
        site, "acme-prints", PRINTS + "        off_by_default = True\n".replace("        ", "    "), {"PRI": "Checker"}
    )
    (site / "acme_prints.py").write_text((site / "acme_prints.py").read_text() + "\nChecker.off_by_default = True\n")
    project.write({"a.py": "print(1)\n"})

    assert run(project, site, *QUIET).out == ""
    project.write({".flake8": "[flake8]\nenable-extensions = PRI\n"})
    assert lines(run(project, site, *QUIET)) == flake8(project.root, site) == ["a.py:1:1: PRI100 print"]


def test_a_plugin_that_edits_trees_edits_none_of_the_others(project: Project, site: Path) -> None:
    edits = """
        import ast

        class Editor(ast.NodeTransformer):
            def visit_Expr(self, node):
                return None

        class Checker:
            def __init__(self, tree):
                Editor().visit(tree)
                self.left = len(tree.body)

            def run(self):
                yield 1, 0, f"AAE100 {self.left} left", type(self)
    """
    install(site, "aaa-edits", edits, {"AAE": "Checker"})  # flake8 calls it first
    install(site, "acme-prints", PRINTS, {"PRI": "Checker"})
    project.write({"a.py": "import os\nprint(os)\n"})

    assert [line.split()[1] for line in lines(run(project, site, *QUIET))] == ["AAE100", "PRI100"]
    assert lines(run(project, site, "--select=PRI", *QUIET)) == ["a.py:2:1: PRI100 print"]


def test_one_family_of_two_distributions_is_an_error_with_both(project: Project, site: Path) -> None:
    install(site, "acme-prints", PRINTS, {"PRI": "Checker"})
    install(site, "other-prints", PRINTS, {"PRI": "Checker"})
    project.write({"a.py": "print(1)\n"})

    done = run(project, site)

    assert done.code == 2
    assert "the codes PRI… are claimed by 'acme-prints' (acme_prints, from acme-prints 1.0)" in done.err
    assert "by 'other-prints' (other_prints, from other-prints 1.0)" in done.err
    assert run(project, site, "--no-plugin=other-prints", "--format=json").codes == ["PRI100"]


def test_a_code_that_nothing_finds_is_said_with_the_plugin_that_brings_it(project: Project, site: Path) -> None:
    install(site, "acme-prints", PRINTS, {"D": "Checker"})
    project.write({"a.py": "print(1)\n", "qualitygate.toml": 'ignore = ["D1", "DTZ"]\n'})

    done = run(project, site)

    assert done.code == 2
    assert "no rule has the code 'DTZ'; flake8-datetimez brings it: python -m pip install flake8-datetimez" in done.err


def test_comments_silence_and_what_they_do_not_silence_is_said(project: Project, site: Path) -> None:
    install(site, "acme-prints", PRINTS, {"PRI": "Checker"})
    project.write({"a.py": "print(1)  # noqa: PRI100\nx = 1  # noqa: PRI100\ny = 1  # noqa: PRINT1, DTZ001\n"})

    done = run(project, site, "--isolated", "--format=flake8")

    assert [(line.split(":")[1], line.split()[1]) for line in lines(done)] == [("2", "QG901")]
    assert run(project, site, "--isolated", "--ignore=PRI", "--format=flake8").out == ""


def test_rules_plugins_and_explain_know_them(project: Project, site: Path) -> None:
    install(site, "acme-prints", PRINTS, {"PRI": "Checker"})

    listed = [" ".join(line.split()) for line in run(project, site, "plugins").out.splitlines()]
    assert "acme-prints acme-prints 1.0 acme_prints PRI…" in listed
    assert "PRI…   on  warning acme-prints  A check of acme-prints 1.0" in run(project, site, "rules", "PRI").out
    assert run(project, site, "explain", "pri100").out.startswith("PRI100 acme-prints (warning, style, no fix)")


def test_a_remembered_answer_imports_no_plugin_and_one_of_another_plugin_is_none(project: Project, site: Path) -> None:
    tells = "import sys\nprint('imported', file=sys.stderr)\n"
    install(site, "acme-prints", PRINTS, {"PRI": "Checker"})
    (site / "acme_prints.py").write_text(tells + (site / "acme_prints.py").read_text())
    project.write({".git/HEAD": "", "a.py": "print(1)\n"})
    time.sleep(0.03)  # what is younger is not remembered
    first = [run(project, site, "--format=flake8") for _ in range(2)][1]

    again = run(project, site, "--format=flake8")
    assert (again.code, again.out) == (first.code, first.out) == (1, "a.py:1:1: PRI100 print\n")
    assert "imported" in run(project, site, "--format=flake8", "--no-cache").err
    assert "imported" not in again.err

    install(site, "acme-prints", PRINTS.replace("PRI100 print", "PRI101 other"), {"PRI": "Checker"}, version="1.1")
    assert run(project, site, "--format=flake8").out == "a.py:1:1: PRI101 other\n"


@pytest.mark.skipif(sys.platform == "win32", reason="its os.path.exists asks Windows itself")
def test_what_a_plugin_finds_out_about_other_files_is_no_longer_true_when_they_change(
    project: Project, site: Path
) -> None:
    asks = """
        import os

        class Checker:
            def __init__(self, tree, filename):
                self.beside = os.path.join(os.path.dirname(filename), "__init__.py")

            def run(self):
                if not os.path.exists(self.beside):
                    yield 1, 0, "ASK100 no package", type(self)
    """
    install(site, "acme-asks", asks, {"ASK": "Checker"})
    project.write({".git/HEAD": "", "a/b.py": "x = 1\n"})
    time.sleep(0.03)
    found = [run(project, site, "--format=flake8", "..", cwd="a").out for _ in range(3)]
    project.write({"a/__init__.py": ""})

    assert found == ["b.py:1:1: ASK100 no package\n"] * 3
    assert run(project, site, "--format=flake8", "..", cwd="a").out == ""


def test_b1_a_plugin_that_flake8_would_refuse_is_said(project: Project, site: Path) -> None:
    install(site, "acme-prints", PRINTS, {"TOOLONG": "Checker"})
    project.write({"a.py": "print(1)\n"})

    done = run(project, site, "--isolated", "--format=json")

    assert done.code == 3
    assert "expected an entry point of up to three capitals and three digits" in done.report["failures"][0]["message"]


def test_one_that_finds_more_than_its_entry_point_says_finds_it_where_it_is_selected(
    project: Project, site: Path
) -> None:
    install(site, "acme-prints", PRINTS.replace("PRI100", "PRI12"), {"PRI0": "Checker"})
    project.write({"a.py": "print(1)\n"})

    for arguments in ((), ("--select=PRI",)):
        done = run(project, site, "--isolated", *QUIET, *arguments)
        assert lines(done) == flake8(project.root, site, "--isolated", *arguments)
        assert done.err == ""

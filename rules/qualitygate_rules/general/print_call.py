"""QG101: output by ``print`` in code that does not speak to a terminal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api.calls import keyword
from qualitygate.api.rules import Context, Example, Option, Problem, TreeRule
from qualitygate_rules.reading import sample

#: A module with more calls than this prints on purpose: nobody leaves as many behind.
_MANY = 4
#: What a module imports or uses that speaks to a terminal, reads its command line, or is one of its programs.
_TERMINAL = frozenset(
    (
        *("argparse", "optparse", "getopt", "click", "typer", "docopt", "fire", "cmd", "code", "pdb", "bdb"),
        *("readline", "curses", "getpass", "rich", "colorama", "termcolor", "tqdm", "wasabi", "IPython"),
        "prompt_toolkit",
        *("sys.argv", "sys.stdin", "sys.stdout", "sys.exit", "builtins.input", "builtins.exit", "builtins.quit"),
        "builtins.KeyboardInterrupt",
    )
)
#: Words in names of files, classes and functions that are there to print. These patterns are compiled when a call is
#: judged: most files have none, and making them takes a tenth of what loading all rules does.
_PRINTING = (
    r"(?i)print|dump|show|display|usage|summar|report|debug|tutorial|bench|verbos|profil(?:er|ing)|timeit|shell|plot"
    r"|console|terminal|interactive|banner|progress|echo|output|command|setup|install|download|^test"
    r"|(?:^|_)(?:main|help|demos?|trace|repl|cli|cmd|dis|pp|scripts?|inspect|describe|explain|draw|tests?)(?:_|$)"
)
#: Conditions that let somebody choose output.
_SWITCH = (
    r"(?i)debug|verbos|quiet|silen|print|show|disp|report|stdout|isatty|interact|progress|warn|lint|dump|prompt|banner"
    r"|environ|getenv|offline|notebook|jupyter|colab|__name__|['\"]-['\"]"
    r"|(?:\b|_)(?:tracing|trace|log|logging|loglevel|log_level|dry)(?:\b|_)"
)
#: What a docstring says of a function that prints, and examples in it that print.
_PRINTS = r"(?i)\bprint(?:s|ed|ing)?\b|stdout|\bterminal\b|\bconsole\b|\bscreen\b|>>>"
_LAID_OUT = frozenset(("json.dumps", "textwrap.dedent", "textwrap.fill", "textwrap.indent", "pprint.pformat"))
#: Text that is set for readers: several lines, a rule, a bullet or an arrow before it, dots of progress, an address.
_FOR_READERS = r"(?s)\S.*\n.*\S|\n.*\S|\A[*\-=_#~+. \n\t]+\Z|\A\s*[*\->=#+•]+ |(?:\.\.\.|…)\s*\Z|://"
_ON_PURPOSE = r"(?i)#\s*noqa(?!:)|#\s*noqa:.*\bT20"
#: Folders whose files are examples, tests or documentation.
_FOLDERS = r"(?i)(?:test|example|sample|demo|bench|doc|tutorial|debug)|.*[_-](?:tests?|examples?)$"
#: Where the sample was drawn, which had no part in what is left alone.
_READ = (
    "espnet 202511, PaddleNLP 2.8, Pyomo 6.10, speechbrain 1.1, scapy 2.8, impacket 0.13, jax 0.10, llama-index-core "
    "0.14, langchain-community 0.4, PyTorch Lightning 2.6, PennyLane 0.45, cirq-core 1.7 and Mezzanine 6.1, 3.1 "
    "million lines"
)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_VIEW = "print-call: speaks to a terminal"


class PrintCall(TreeRule[ast.Call]):
    """Finds calls of the builtin that look left over, in modules that speak to no terminal."""

    code = "QG101"
    name = "print-call"
    summary = "Code that is no script prints"
    why = (
        "What is printed has no level, no time and no name, and nobody can switch it off; most often it is left from a "
        "search for a mistake, or stands where a warning or an error should. Log it, raise it, or take it away. Left "
        "alone is what seems to be meant for a reader: in scripts, commands, tests, examples, benchmarks and "
        "migrations; in a module that reads its command line, asks, exits, handles Ctrl-C, or imports what speaks to a "
        f"terminal; in one with more than {_MANY} such calls, or with one that is laid out (a blank line, a rule, a "
        "bullet, several lines, dots of progress, an address, JSON, or 'file', 'end', 'sep', 'flush'); in functions "
        "and classes whose name or docstring says that they print, and in those that do nothing else; behind a switch "
        "such as 'verbose'; and beside '# noqa: T201'."
    )
    category = "style"
    on_by_default = False
    nodes = (ast.Call,)
    words = ("print",)
    options = (
        Option(
            "allow",
            (
                *("scripts", "script", "bin", "tools", "tool", "commands", "management", "cli", "console"),
                *("interactive", "migrations", "upgrades"),
            ),
            "folders whose modules may print",
        ),
    )
    tags = ("team",)
    accuracy = sample(
        85, 20, 2, code=_READ,
        note="It had been wrong in 14 of 20, and was narrowed by some 60 other distributions; none of these was looked "
        "at then. What it misses: whatever is left over in a module that prints on purpose elsewhere.",
    )
    examples = (
        Example("def pay(order):\n    print(order)\n    book(order)\n", "def pay(order):\n    book(order)\n"),
        Example(
            "try:\n    load()\nexcept OSError as error:\n    print('failed', error)\n",
            "try:\n    load()\nexcept OSError as error:\n    logger.warning('failed: %s', error)\n",
        ),
        Example(
            "def pay(order):\n    print('paid')\n    book(order)\n",
            "def dump_order(order):\n    print(order)\n\n\nif verbose:\n    print('loaded')\n",
        ),
        Example("print('loaded')\n", "if __name__ == '__main__':\n    print('loaded')\n"),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a call that prints."""
        name = node.func
        if not isinstance(name, ast.Name) or name.id != "print" or context.meaning(name) != "builtins.print":
            return
        if not (self._may_print(context) or _is_excused(node, context) or _is_meant(node, context)):
            yield context.problem(name, "'print' in code that is no script; log it, or pass file=…")

    def _may_print(self, context: Context) -> bool:
        views = context.source.views
        known = views.get(_VIEW)
        if known is None:
            known = views[_VIEW] = _is_elsewhere(context) or _speaks_to_terminal(context)
        allowed = context.option("allow")
        folders = context.path.split("/")[:-1]
        return bool(known) or (isinstance(allowed, tuple) and not set(folders).isdisjoint(allowed))


def _is_elsewhere(context: Context) -> bool:
    """Is the file a script, a test, an example by its place, its name or its first line?"""
    *folders, name = context.path.split("/")
    is_named = name in ("manage.py", "conf.py") or re.search(_PRINTING, name.rpartition(".")[0])
    return (
        context.is_test
        or context.text.startswith("#!")
        or bool(is_named)
        or any(re.match(_FOLDERS, folder) for folder in folders)
    )


def _speaks_to_terminal(context: Context) -> bool:
    """Does the module print everywhere, read its command line, ask the user, or run as a program?"""
    nodes, names = context.source.nodes, context.source.names
    called = [(context.written(node.func).rpartition(".")[2], node) for node in nodes.of(ast.Call)]
    prints = [node for name, node in called if name == "print"]
    if len(prints) > _MANY or any(_is_laid_out(node, context) for node in prints):
        return True
    if any(name != "print" and "print" in name for name, _ in called) or any(map(_is_guard, nodes.of(ast.If))):
        return True
    modules = names.modules()
    if not _TERMINAL.isdisjoint(modules) or not _TERMINAL.isdisjoint(name.partition(".")[0] for name in modules):
        return True
    return any(context.meaning(node) in _TERMINAL for node in nodes.of(ast.Attribute, ast.Name))


def _is_laid_out(node: ast.Call, context: Context) -> bool:
    """Is the output made for readers or programs: a blank line, a rule, text of several lines, JSON, a stream?"""
    if not node.args or any(keyword(node, name) is not None for name in ("file", "end", "sep", "flush")):
        return True
    first = node.args[0]
    if isinstance(first, ast.Call) and context.meaning(first.func) in _LAID_OUT:
        return True
    texts = [each.value for each in ast.walk(first) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(re.search(_FOR_READERS, text) for text in texts if text.strip())


def _is_meant(node: ast.Call, context: Context) -> bool:
    """Does a name above, or a condition, say that this is for a terminal?"""
    below: ast.AST = node
    above = context.parent(node)
    while above is not None:
        if isinstance(above, _SCOPES) and (_says_so(above) or _prints_only(above)):
            return True
        if isinstance(above, (ast.If, ast.IfExp)) and below is not above.test and _is_switch(above.test, context):
            return True
        below, above = above, context.parent(above)
    return False


def _says_so(scope: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Does its name or its docstring say that it prints?"""
    return bool(re.search(_PRINTING, scope.name) or re.search(_PRINTS, ast.get_docstring(scope, clean=False) or ""))


def _is_excused(node: ast.Call, context: Context) -> bool:
    """Has somebody told flake8-print or ruff that it is on purpose?"""
    return bool(re.search(_ON_PURPOSE, context.source.line(node.lineno)))


def _is_switch(test: ast.expr, context: Context) -> bool:
    return isinstance(test, ast.Constant) or bool(re.search(_SWITCH, context.code(test)))


def _prints_only(scope: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Is it a function that does nothing but print?"""
    values = [each.value if isinstance(each, ast.Expr) else None for each in scope.body]
    return all(isinstance(value, ast.Constant) or _is_print(value) for value in values)


def _is_print(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def _is_guard(node: ast.If) -> bool:
    test = node.test
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"

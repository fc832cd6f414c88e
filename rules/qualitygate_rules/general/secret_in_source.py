"""QG112: a password or key that everybody who reads the code has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.reading import sample

_Given = ast.Assign | ast.AnnAssign | ast.keyword
_NAME = re.compile(
    r"(?:^|_)(?:password|passwd|pwd|secret|secret_key|api_?key|access_key|auth_token|private_key)$", re.I
)
#: Services' own forms of keys; the sources are their documentation on secret scanning.
_KEY = re.compile(
    r"AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|xox[abprs]-[\w-]{10,}|[sr]k_live_[A-Za-z0-9]{16,}"
    r"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
)
_SHORTEST = 8  #: characters
#: Of these, one stands in each of them.
_MARKS = ("AKIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "glpat-", "xox", "k_live_", "PRIVATE KEY-----")
_FILLER = re.compile(r"example|change|secret|password|insecure|dummy|fake|test|your|xxx|\*\*\*|placeholder", re.I)


class SecretInSource(TreeRule[ast.AST]):
    """Finds keys by their form, and values of names that say that they are secret."""

    code = "QG112"
    name = "secret-in-source"
    summary = "A secret stands in the source"
    why = (
        "Whoever has the code, its history or a backup of it has the secret, and it cannot be changed without a"
        " release. Read it from the environment, and take the old one out of use: it stays in the history."
    )
    severity = Severity.ERROR
    on_by_default = False
    tags = ("team",)
    nodes = (ast.Assign, ast.AnnAssign, ast.keyword, ast.Module)
    accuracy = sample(
        0,
        note="It found five keys that tests of celery have made for themselves; such ones are left alone since.",
    )
    examples = (
        Example("API_KEY = '9fJ2kLq8ZxV3bN7mT5'\n", "API_KEY = os.environ['API_KEY']\nPASSWORD = 'change-me-1'\n"),
        Example("connect(password='hX7!kk20qPz')\n", "connect(password=settings.PASSWORD, key='password_2')\n"),
        Example("aws = 'AKIA' 'IOSFODNN7EXAMPLF'\nkey = 'AKIAIOSFODNN7EXAMPLF'\n", "aws = 'AKIA…'\n"),
    )

    def problems(self, context: Context) -> Iterator[Problem]:
        """Ask about the file, and about what is given a text; that is little of what is given something."""
        yield from self.check(context.source.tree or ast.Module([], []), context)
        for node in context.source.nodes.of(ast.Assign, ast.AnnAssign, ast.keyword):
            value = getattr(node, "value", None)
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and len(value.value) >= _SHORTEST:
                context.line = value.lineno
                yield from self.check(node, context)

    def check(self, node: ast.AST, context: Context) -> Iterator[Problem]:
        """Yield what looks like a secret; in tests by its form only."""
        if isinstance(node, ast.Module):
            text = context.text
            for found in _KEY.finditer(text) if any(mark in text for mark in _MARKS) else ():
                is_made_up = "EXAMPLE" in found[0] or (context.is_test and "PRIVATE KEY" in found[0])
                if not is_made_up:
                    where = context.span(found.start(), found.end())
                    yield context.problem(where, "a key stands in the source; read it from the environment")
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.keyword)) and not context.is_test:
            value = node.value
            if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
                return
            name = _name(node)
            if _NAME.search(name) and _is_secret(value.value):
                yield context.problem(value, f"the value of '{name}' stands in the source; read it from elsewhere")


def _name(node: _Given) -> str:
    if isinstance(node, ast.keyword):
        return node.arg or ""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        return str(target.slice.value)
    return target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")


def _is_secret(value: str) -> bool:
    """Is it long, of letters and digits both, and no word, path, address or template?"""
    if not _SHORTEST <= len(value) <= 200 or not value.isascii() or not value.isprintable() or _KEY.search(value):
        return False
    if any(character in value for character in " /{}<>%:[]") or _FILLER.search(value):
        return False
    kinds = [any(map(test, value)) for test in (str.isdigit, str.isupper, str.islower)]
    return kinds[0] and sum(kinds) > 1 and not re.fullmatch(r"[a-z_]+[_-]?\d{1,2}", value)

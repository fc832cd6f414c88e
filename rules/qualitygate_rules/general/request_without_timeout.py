"""QG107: a request that may wait for ever."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import add_argument, has_unpacking, keyword
from qualitygate.api.rules import Applicability, Context, Example, Problem, TreeRule
from qualitygate_rules.reading import sample

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "request")
#: Each with the number of the argument that is the timeout; 99 = by name only.
_CALLS = {**{f"requests.{method}": 99 for method in _METHODS}, "urllib.request.urlopen": 2}


class RequestWithoutTimeout(TreeRule[ast.Call]):
    """Finds calls of requests and urllib that pass no timeout."""

    code = "QG107"
    name = "request-without-timeout"
    summary = "A request has no timeout"
    why = (
        "requests and urllib wait for ever by default. One server that does not answer takes a worker with it, and soon"
        " all of them."
    )
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("team",)
    nodes = (ast.Call,)
    words = ("requests", "urlopen")
    url = "https://requests.readthedocs.io/en/latest/user/quickstart/#timeouts"
    accuracy = sample(13, 13, 0)
    examples = (
        Example("import requests\nrequests.get(url)\n", "import requests\nrequests.get(url, timeout=10)\n"),
        Example(
            "from urllib.request import urlopen\nurlopen(\n    url,\n)\n",
            "from urllib.request import urlopen\nurlopen(url, None, 5)\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a call without a timeout."""
        name = context.meaning(node.func)
        position = _CALLS.get(name)
        if (
            position is None
            or context.is_test
            or has_unpacking(node)
            or keyword(node, "timeout") is not None
            or len(node.args) > position
        ):
            return
        message = f"'{name}' waits for ever without a timeout; pass timeout=…"
        yield context.problem(node, message, add_argument(node, "timeout=10", context))

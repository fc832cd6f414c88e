"""What other files reach in a module, and what importing a module does, is not taken away."""

from __future__ import annotations

import pytest

from qualitygate.engine.fixing.elsewhere import Elsewhere
from qualitygate.engine.fixing.losses import losses
from qualitygate.source.source import Source

BEFORE = "from json import dumps\nx = 1\n"
AFTER = "x = 1\n"


def objections(before: str, after: str, others: dict[str, str], path: str = "shop/tools.py") -> list[str]:
    elsewhere = Elsewhere({path: before, **others})
    left = Source.from_text(after, path=path)
    lost = losses(Source.from_text(before, path=path), left)
    return [said for loss in lost if (said := elsewhere.objection(left, loss))]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param("main.py", "from shop.tools import dumps\n", id="imported"),
        pytest.param("main.py", "from shop.tools import (\n    x,\n    dumps as d,\n)\n", id="imported in brackets"),
        pytest.param("main.py", "from shop.tools import x, \\\n    dumps\n", id="imported behind a backslash"),
        pytest.param("shop/main.py", "from .tools import dumps\n", id="imported from the same package"),
        pytest.param("main.py", "from shop.tools import *\n", id="with a star"),
        pytest.param("main.py", "import shop.tools\nshop.tools.dumps(1)\n", id="an attribute"),
        pytest.param("main.py", "from shop import tools as t\nt.dumps(1)\n", id="an attribute under another name"),
        pytest.param("test_it.py", "@patch('shop.tools.dumps')\ndef test(): pass\n", id="patched by a test"),
        pytest.param("main.py", "getattr(shop.tools, 'dumps')\n", id="looked up"),
        pytest.param("pyproject.toml", "[project.scripts]\nshop = 'shop.tools:dumps'\n", id="an entry point"),
        pytest.param("main.py", "m = import_module('shop.' + n)\nprint(vars(m))\n", id="gone through"),
        pytest.param("main.py", "from shop import tools\nrun(tools)\nx.dumps(1)\n", id="the module handed on"),
        pytest.param("main.py", "import sys\nsys._getframe(1).f_globals['dumps']\n", id="by the caller's frame"),
        pytest.param("main.py", "exec(open('shop/tools.py').read())\n", id="its text is run"),
    ],
)
def test_c2_a_name_that_another_file_reaches_stays(file: str, text: str) -> None:
    assert objections(BEFORE, AFTER, {file: text}) == [f"{file} may use 'dumps' of this file"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param("main.py", "from json import dumps\n", id="the same name from elsewhere"),
        pytest.param("main.py", "from shop.tools import x\ndumps = 2\n", id="another name"),
        pytest.param("main.py", "from mytools import dumps\n", id="a module whose name ends so"),
        pytest.param("main.py", "print('dumps')\n", id="a string that is not looked up"),
    ],
)
def test_a_name_that_no_other_file_reaches_may_go(file: str, text: str) -> None:
    assert objections(BEFORE, AFTER, {file: text}) == []


def test_a_name_that_is_bound_by_another_statement_too_is_not_lost() -> None:
    others = {"main.py": "from shop.tools import os\n"}
    assert objections("import os\nif x:\n    import posix as os\n", "import os\nif x:\n    pass\n", others) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("connect(print)\n", id="a call"),
        pytest.param("import os\nos.environ['A'] = '1'\n", id="something is set"),
        pytest.param("@receiver(saved)\ndef f(): pass\n", id="a function is handed over"),
        pytest.param("class A(Base, plugin=True): pass\n", id="a class with a keyword"),
        pytest.param("class A(Base): pass\n", id="a class of a registering family"),
        pytest.param("if True:\n    try:\n        go()\n    except Error:\n        pass\n", id="in a branch"),
        pytest.param("from shop import deeper\n", id="by what it imports"),
        pytest.param("from base import known\nkey = known.add(1)\n", id="what it called is kept"),
        pytest.param("from base import known\ndef f(x=known.add(1)): pass\n", id="a default is called"),
        pytest.param("from base import known\nknown += [1]\n", id="something imported grows"),
        pytest.param("import base\nx, base.y = 1, 2\n", id="a part is set among names"),
        pytest.param("[go(x) for x in 'ab']\n", id="calls in a comprehension"),
        pytest.param("assert ready\n", id="it may refuse"),
        pytest.param("import orm\nclass A(orm.Model): pass\n", id="a class of an unknown family"),
        pytest.param("import orm\nB = orm.base()\nclass A(B): pass\n", id="a base that a call made"),
    ],
)
def test_an_import_of_a_module_that_does_something_stays(text: str) -> None:
    others = {
        "shop/signals.py": text, "shop/deeper.py": "go()\n",
        "base.py": "class Base:\n    def __init_subclass__(c): 1\n",
    }
    said = objections("from shop.signals import f\n", "", others)
    assert said == [f"importing shop/{'deeper' if 'deeper' in text else 'signals'}.py does more than define names"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("'''Text.'''\nimport os\nx = os.getpid()\ndef f(): go()\n", id="names"),
        pytest.param("@dataclass\nclass A(Base):\n    @property\n    def x(self): pass\n", id="usual decorators"),
        pytest.param("from shop import tools\n", id="a circle"),
        pytest.param("class Meta(type): pass\nclass A(Plain): pass\n", id="a class that nobody is told of"),
        pytest.param("import enum, logging\nlog = logging.getLogger()\nclass A(enum.Enum): x = 1\n", id="Python's own"),
        pytest.param("from django.views import View\nclass A(View): pass\n", id="a base that keeps no list"),
    ],
)
def test_an_import_of_a_module_that_defines_names_may_go(text: str) -> None:
    assert objections("from . import signals\n", "", {"shop/signals.py": text}) == []
    assert objections("from shop.signals import f\n", "", {"shop/signals.py": text}) == []


@pytest.mark.parametrize(
    ("kept", "others"),
    [
        pytest.param("from shop.signals import g\n", {}, id="by another name of it"),
        pytest.param("import shop.more\n", {"shop/more.py": "from . import signals\n"}, id="by what else is imported"),
        pytest.param("x = 1\n", {"shop/__init__.py": "from .signals import g\n"}, id="by its own package"),
    ],
)
def test_what_is_run_anyway_is_not_lost(kept: str, others: dict[str, str]) -> None:
    files = {"shop/signals.py": "go()\n", **others}
    assert objections(f"from shop.signals import f\n{kept}", kept, files) == []


def test_what_is_run_by_way_of_the_module_itself_is_lost() -> None:
    others = {"shop/signals.py": "go()\n", "shop/__init__.py": "from .tools import f\n"}
    said = objections("from shop.signals import g\nf = 1\n", "f = 1\n", others)
    assert said == ["importing shop/signals.py does more than define names"]


def test_a_class_of_tests_stays_where_it_is_imported_for_its_tests() -> None:
    others = {"shop/cases.py": "class Checks(Mixin):\n    def test_it(self): pass\nclass Helper: pass\n"}
    said = objections("from shop.cases import Checks\nfrom shop.cases import Helper\n", "", others)
    assert said == ["'Checks' of shop/cases.py is looked for in this file too, as tests and their fixtures are"]


def test_a_module_that_imports_itself_keeps_the_name_that_it_reaches_so() -> None:
    rest = "def f():\n    import shop.tools as me\n    return me.dumps\n"
    assert objections(BEFORE + rest, rest, {}) == ["shop/tools.py may use 'dumps' of this file"]


def test_a_module_that_is_called_as_what_it_imports_from_may_lose_a_name() -> None:
    assert objections("from json import dumps\n", "", {}, path="shop/json.py") == []


def test_a_class_is_told_of_by_way_of_another_class_of_the_tree() -> None:
    others = {
        "mapped.py": "import orm\nclass Mapped(orm.Model): pass\n",
        "shop/bills.py": "from mapped import Mapped\nclass A(Mapped): pass\n",
    }
    said = objections("from shop.bills import A\nimport mapped\n", "import mapped\n", others)
    assert said == ["importing shop/bills.py does more than define names"]


def test_a_fixture_stays_where_it_is_imported_for_another_one() -> None:
    fixtures = "import pytest\n@pytest.fixture\ndef db(): pass\n@pytest.fixture\ndef user(db): pass\n"
    before = "from fixtures import db\nfrom fixtures import user\ndef test_it(user): pass\n"
    said = objections(before, before.partition("\n")[2], {"fixtures.py": fixtures})
    assert said == ["'db' of fixtures.py is looked for in this file too, as tests and their fixtures are"]


def test_an_annotation_that_calls_is_an_effect() -> None:
    others = {"shop/bills.py": "from base import told\ndef f(x: told(1)): pass\n", "base.py": "def told(x): pass\n"}
    assert objections("from shop.bills import f\n", "", others) == [
        "importing shop/bills.py does more than define names"
    ]

"""Programs of a third round of attack: what is run or looked up by tools, and submodules that somebody else loads."""

from __future__ import annotations

from collections.abc import Mapping

SINGLE = {
    "an annotation set as a string":
        "import typing\nfrom decimal import Decimal\ndef f(x): pass\n"
        "f.__annotations__['x'] = 'list[Decimal]'\nprint(typing.get_type_hints(f))\n",
    "an annotation made as a string":
        "import typing\nimport dataclasses\nfrom decimal import Decimal\n"
        "A = dataclasses.make_dataclass('A', [('x', 'list[Decimal]')])\nA.__module__ = __name__\n"
        "print(typing.get_type_hints(A))\n",
    "an annotation evaluated for a signature":
        "import inspect\nfrom decimal import Decimal\ndef f(x): pass\n"
        "f.__annotations__ = {'x': 'list[Decimal]'}\nprint(inspect.signature(f, eval_str=True))\n",
    "doctest on the first line":
        "'''>>> int(pi)\n3\n'''\nimport doctest\nfrom math import pi\n"
        "print(doctest.testmod())\n",
    "doctest in __test__":
        "import doctest\nfrom math import pi\n__test__ = {'a': '>>> int(pi)\\n3\\n'}\n"
        "print(doctest.testmod())\n",
    "submodule by hasattr":
        "import xml\nimport xml.sax as s\nprint(hasattr(xml, 'sax'))\n",
    "submodule of a variable":
        "import xml\nfrom xml import sax as s\nx = xml\nprint(x.sax.__name__)\n",
    "submodule of an imported name":
        "import email\nfrom email.mime.text import MIMEText\nprint(email.mime.text.__name__)\n",
    "submodule above":
        "import email\nimport email.mime.text as t\nprint(email.mime.__name__)\n",
    "submodule above an imported name":
        "import concurrent\nfrom concurrent.futures.thread import ThreadPoolExecutor\n"
        "print(concurrent.futures.__name__)\n",
    "submodule loaded by a function":
        "import xml\ndef f():\n    from xml.dom.minidom import parse\nf()\n"
        "print(xml.dom.minidom.__name__)\n",
    "submodule in vars":
        "import xml\nimport xml.sax as s\nprint('sax' in vars(xml))\n",
    "submodule of a module handed on":
        "import importlib\nfrom importlib import resources as r\nm = importlib\n"
        "print(hasattr(m, 'resources'))\n",
    "a local import that hides the module's":
        "import os\ndef f():\n    try: print(os.sep)\n"
        "    except UnboundLocalError: print('unbound')\n    import os\nf()\n",
    "a local import that hides a variable":
        "pi = 3\ndef f():\n    try:\n        print(pi)\n"
        "    except NameError as e: print(type(e).__name__)\n    from math import pi\nf()\n",
    "deleted in a branch":
        "for i in range(2):\n    from math import pi\n    if i: del pi\n"
        "print('pi' in __import__('builtins').dir())\n",
    "import_module of __main__":
        "import importlib\nfrom math import pi\nprint(importlib.import_module('__main__').pi)\n",
    "run_path of itself":
        "import runpy\nfrom math import pi\nif __name__ == '__main__':\n"
        "    print(runpy.run_path(__file__, run_name='x')['pi'])\n",
    "__import__ of __main__":
        "from string import Template as T\nfrom math import pi as value\nclass M(dict):\n"
        "    def __missing__(self, key): return __import__('__main__').__dict__[key]\n"
        "print(T('$value').substitute(M()))\n",
    "bdb run":
        "import bdb\nfrom math import pi\nbdb.Bdb().run('print(pi)')\n",
    "bdb runeval":
        "from bdb import Bdb\nfrom math import pi\nprint(Bdb().runeval('pi'))\n",
    "a profiler's run":
        "from cProfile import run\nfrom math import pi\nimport contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()): run('x = pi')\nprint(x)\n",
    "a profiler's own run":
        "import cProfile\nfrom math import pi\npr = cProfile.Profile()\npr.run('y = pi')\n"
        "print(1)\n",
    "trace run":
        "import trace\nfrom math import pi\ntrace.Trace(count=0, trace=0).run('print(pi)')\n",
}  # fmt: skip

SEVERAL: Mapping[str, Mapping[str, str]] = {
    "load_tests imported": {
        "main.py":
            "import unittest\nfrom cases import load_tests\nif __name__ == '__main__':\n"
            "    unittest.main(testRunner=unittest.TextTestRunner(open('/dev/null', 'w')))\n",
        "cases.py":
            "import unittest\ndef load_tests(loader, tests, pattern):\n    print('loading')\n"
            "    return tests\n",
    },
    "setUpModule imported": {
        "main.py":
            "import unittest\nfrom cases import setUpModule\nclass A(unittest.TestCase):\n"
            "    def test_a(self): print('a')\nif __name__ == '__main__':\n"
            "    unittest.main(testRunner=unittest.TextTestRunner(open('/dev/null', 'w')))\n",
        "cases.py":
            "def setUpModule(): print('up')\n",
    },
    "vars of a module": {
        "main.py":
            "import tool\nprint(sorted(n for n in vars(tool) if n[:1] != '_'))\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "dir of a module": {
        "main.py":
            "import tool\nprint([n for n in dir(tool) if n[:1] != '_'])\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "__dict__ of a module": {
        "main.py":
            "import tool\nprint(len(tool.__dict__) > 9, tool.__dict__['p' + 'i'])\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "members of a module": {
        "main.py":
            "import inspect, tool\nprint([n for n, v in inspect.getmembers(tool, inspect.isclass)])\n",
        "tool.py":
            "from decimal import Decimal\nx = 1\n",
    },
    "patched by keyword": {
        "main.py":
            "from unittest import mock\nwith mock.patch.multiple('tool', pi=3): print(1)\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "patched by keyword in a module": {
        "main.py":
            "from unittest import mock\nimport tool\nwith mock.patch.multiple(tool, pi=3): print(1)\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "patched behind a name that is put together": {
        "main.py":
            "from unittest import mock\nbase = 'tool'\nwith mock.patch(base + '.pi', 3): print(1)\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "patched behind a name in an f-string": {
        "main.py":
            "from unittest import mock\nMOD = 'tool'\nwith mock.patch(f'{MOD}.pi', 3): print(1)\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "patched behind a name in a format": {
        "main.py":
            "from unittest import mock\nwith mock.patch('%s.pi' % 'tool', 3): print(1)\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "loaded lazily": {
        "main.py":
            "import importlib.util, sys\nspec = importlib.util.find_spec('tool')\n"
            "mod = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(mod)\nprint(mod.pi)\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "subpackage in one file": {
        "main.py":
            "import pack\nfrom pack.sub import y\nprint(pack.sub.__name__)\n",
        "pack/__init__.py":
            "",
        "pack/sub.py":
            "y = 2\n",
    },
    "subpackage above in one file": {
        "main.py":
            "import pack\nfrom pack.sub.deep import y\nprint(pack.sub.__name__)\n",
        "pack/__init__.py":
            "",
        "pack/sub/__init__.py":
            "",
        "pack/sub/deep.py":
            "y = 2\n",
    },
    "an annotation that registers": {
        "main.py":
            "import state\nfrom setter import thing\nprint(state.log)\n",
        "state.py":
            "log = []\ndef reg(f): log.append(f); return f\n",
        "setter.py":
            "import state\nx: state.reg(1) = 3\nthing = 1\n",
    },
    "import_module and a part": {
        "main.py":
            "import importlib\nprint(importlib.import_module('tool').pi)\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "import_module, then a part": {
        "main.py":
            "import importlib\nm = importlib.import_module('to' + 'ol')\nprint(m.pi)\n",
        "tool.py":
            "from math import pi\nx = 1\n",
    },
    "a Procfile": {
        "main.py":
            "import pkgutil\nprint(pkgutil.resolve_name(open('Procfile').read().split()[-1]))\n",
        "tool.py":
            "from math import pi\nx = 1\n",
        "Procfile":
            "web: gunicorn tool:pi\n",
    },
    "template tags": {
        "main.py":
            "import importlib\nprint(importlib.import_module('templatetags.' + 'a').register)\n",
        "templatetags/a.py":
            "from math import pi as register\nx = 1\n",
    },
}  # fmt: skip

"""Programs of a second round of attack: names, submodules and effects that are reached in less usual ways."""

from __future__ import annotations

from collections.abc import Mapping

SINGLE = {
    "PEP 696":
        "from decimal import Decimal\nclass A[T = Decimal]: pass\nprint(A.__type_params__[0].__default__)\n",
    'patched behind its own name':
        "from unittest import mock\nfrom math import sqrt\nwith mock.patch(__name__ + '.sqrt') as p: print('ok')\n",
    'patched in an f-string':
        "from unittest.mock import patch\nfrom math import sqrt\nwith patch(f'{__name__}.sqrt'): print('ok')\n",
    'patched by a format':
        "from unittest.mock import patch\nfrom math import sqrt\nwith patch('%s.sqrt' % __name__): print('ok')\n",
    'a pickle, in its own bytes':
        "import pickle\nfrom math import pi\nprint(pickle.loads(b'c__main__\\npi\\n.'))\n",
    'a pickle of today, in its own bytes':
        "import pickle\nfrom math import pi\n"
        "print(pickle.loads(b'\\x80\\x04\\x8c\\x08__main__\\x94\\x8c\\x02pi\\x94\\x93\\x94.'))\n",
    "a function's globals":
        "from math import pi\ndef f(): pass\nprint(f.__globals__['pi'])\n",
    'getmodule':
        'import inspect\nfrom math import pi\ndef f(): pass\nprint(inspect.getmodule(f).pi)\n',
    "another function's globals":
        "import types\nfrom math import pi\ndef f(): pass\ncode = compile('pi', 'x', "
        "'eval')\nprint(types.FunctionType(code, f.__globals__)())\n",
    'eval by its name':
        "import builtins\nfrom math import pi\nprint(getattr(builtins, 'eval')('pi'))\n",
    'the builtins':
        "from math import pi\nb = __builtins__\nprint(getattr(b, 'ev' 'al')('pi'))\n",
    'string annotations dict':
        "import typing\nfrom decimal import Decimal\nclass A:\n    __annotations__ = {'x': "
        "'Decimal'}\nprint(typing.get_type_hints(A))\n",
    'make_dataclass':
        "import typing, dataclasses\nfrom decimal import Decimal\nA = dataclasses.make_dataclass('A', [('x', "
        "'Decimal')])\nA.__module__ = __name__\nprint(typing.get_type_hints(A))\n",
    'annotations set':
        "import typing\nfrom decimal import Decimal\ndef f(x): pass\nf.__annotations__['x'] = "
        "'Decimal'\nprint(typing.get_type_hints(f))\n",
    'submodule under alias':
        'import xml as x\nfrom xml import sax\nprint(x.sax.__name__)\n',
    'submodule getattr':
        "import xml\nfrom xml import sax\nprint(getattr(xml, 'sax').__name__)\n",
    'submodule by sys.modules in function':
        "import sys\ndef load():\n    from xml import sax\nload()\nprint('xml.sax' in sys.modules)\n",
    'submodule via from pkg':
        'from xml import etree\nimport xml.etree.ElementTree\nprint(etree.ElementTree.__name__)\n',
    'E713 comma':
        'print([not 1,2 in (2,)])\n',
    'E713 compare':
        'x = 1\ny = [False]\nprint(not x==2 in y)\n',
    'not in as a key':
        "b = 'b'\nprint({not 1:b in 'abc'})\n",
    'E713 semicolon':
        'x = 0; z = not x;1 in (1,)\nprint(z)\n',
    'E713 chain':
        'a = 1\nprint(not a in (1,) in (True,))\n',
    'F541 mixed':
        "print(f'{{' '}}', f'{{' f'}}', f'{{''}}')\n",
    'F541 adjacent':
        "print(1if f'a'else f'b')\nprint([f'x'for _ in 'a'])\n",
    'F541 future':
        "f'doc'\nprint(__doc__)\n",
    'match capture':
        'from math import pi\nmatch 5:\n    case pi: print(pi)\n',
    'for target empty':
        'from math import e\nfor e in []: pass\nprint(round(e))\n',
    'eval imported under another name':
        "from builtins import eval as e\nfrom math import pi\nprint(e('pi'))\n",
    'eval imported under another name, in a function':
        "from builtins import eval as e\ndef f():\n    from math import pi\n    return e('pi')\nprint(f())\n",
    'eval by a name that is put together':
        "import builtins\nfrom math import pi\nprint(getattr(builtins, 'ev' + 'al')('pi'))\n",
    'the builtins under another name':
        "import builtins as b\ndef f():\n    from math import pi\n    return vars(b)['ev' + 'al']('pi')\nprint(f())\n",
    'eval by another name, called in a function':
        "look = eval\ndef f():\n    from math import pi\n    return look('pi')\nprint(f())\n",
    'locals by another name':
        "names = locals\ndef f():\n    from math import pi\n    return sorted(names())\nprint(f())\n",
    "a caller's names":
        "import sys\ndef show(): print(sys._getframe(1).f_locals['pi'])\n"
        "def f():\n    from math import pi\n    show()\nf()\n",
    "a caller's names by inspect":
        "from inspect import stack\ndef show(): print(stack()[1].frame.f_locals['pi'])\ndef f():\n"
        "    from math import pi\n    show()\nf()\n",
    'the names of what was called':
        "def f():\n    from math import pi\n    raise KeyError\ntry: f()\nexcept KeyError as error:\n"
        "    print(error.__traceback__.tb_next.tb_frame.f_locals['pi'])\n",
    'the names of a generator':
        "def f():\n    from math import pi\n    yield\ng = f(); next(g)\nprint(g.gi_frame.f_locals['pi'])\n",
    'annotated and no more':
        'from math import e\ne: float\nprint(__annotations__)\n',
    'class body global read':
        'from math import pi\nclass A:\n    pi = pi\nprint(A.pi)\n',
}

SEVERAL: dict[str, Mapping[str, str]] = {
    'self import': {
        'main.py': 'import tool\nprint(tool.get())\n',
        'tool.py': 'from math import pi\ndef get():\n    import tool\n    return tool.pi\n',
    },
    'self import alias': {
        'main.py': 'import tool\nprint(tool.get())\n',
        'tool.py': 'from math import pi\ndef get():\n    import tool as me\n    return me.pi\n',
    },
    'self import from': {
        'main.py': 'import tool\nprint(tool.get())\n',
        'tool.py': 'from math import pi\ndef get():\n    from tool import pi as p\n    return p\n',
    },
    'self import_module literal': {
        'main.py': 'import tool\nprint(tool.get())\n',
        'tool.py': "import importlib\nfrom math import pi\ndef get(): return importlib.import_module('tool').pi\n",
    },
    'self from . import': {
        'main.py': 'import pack.tool\nprint(pack.tool.get())\n',
        'pack/__init__.py': '',
        'pack/tool.py': 'from math import pi\ndef get():\n    from . import tool\n    return tool.pi\n',
    },
    'unittest imported case': {
        'main.py': 'import unittest, io\nfrom cases import TestA\nr = '
                   'unittest.TextTestRunner(io.StringIO())\nprint(unittest.main(exit=False, '
                   'testRunner=r).result.testsRun)\n',
        'cases.py': "import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self): print('ran a')\n",
    },
    'load_tests': {
        'main.py':
            'import unittest, suite\nprint(unittest.defaultTestLoader.loadTestsFromModule(suite).countTestCases())\n',
        'suite.py': 'from cases import TestA\n',
        'cases.py': 'import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self): pass\n',
    },
    'loadTestsFromName': {
        'main.py': "import unittest\nprint(unittest.defaultTestLoader.loadTestsFromName('suite').countTestCases())\n",
        'suite.py': 'from cases import TestA\n',
        'cases.py': 'import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self): pass\n',
    },
    'assigned registration': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.known)\n',
        'registry.py': 'known = []\ndef add(n):\n    known.append(n)\n    return n\n',
        'alpha.py': "import registry\nkey = registry.add('alpha')\ndef f(): pass\n",
    },
    'comprehension registration': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.known)\n',
        'registry.py': 'known = []\n',
        'alpha.py': "import registry\n[registry.known.append(n) for n in 'ab']\ndef f(): pass\n",
    },
    'boolop registration': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.known)\n',
        'registry.py': 'known = []\n',
        'alpha.py': 'import registry\nregistry.known or registry.known.append(1)\ndef f(): pass\n',
    },
    'augassign registration': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.known)\n',
        'registry.py': 'known = []\n',
        'alpha.py': "from registry import known\nknown += ['alpha']\ndef f(): pass\n",
    },
    'for loop attr target': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.last)\n',
        'registry.py': 'last = 0\n',
        'alpha.py': 'import registry\nfor registry.last in range(3): pass\ndef f(): pass\n',
    },
    'assert at import': {
        'main.py': "try:\n    x = 1\nfinally: print('end')\nfrom alpha import f\nprint('never')\n",
        'alpha.py': 'assert False\ndef f(): pass\n',
    },
    'transitive registration': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.known)\n',
        'registry.py': 'known = []\n',
        'alpha.py': 'import beta\ndef f(): pass\n',
        'beta.py': 'import registry\nregistry.known.append(1)\n',
    },
    'walrus call registration': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.known)\n',
        'registry.py': 'known = []\n',
        'alpha.py': 'import registry\nif (x := registry.known.append(2)): pass\ndef f(): pass\n',
    },
    'default arg registration': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.known)\n',
        'registry.py': 'known = []\n',
        'alpha.py': 'import registry\ndef f(x=registry.known.append(1)): pass\n',
    },
    'tuple target': {
        'main.py': 'import registry\nfrom alpha import f\nprint(registry.x)\n',
        'registry.py': 'x = 0\n',
        'alpha.py': 'import registry\na, registry.x = 1, 2\ndef f(): pass\n',
    },
    'submodule of other file': {
        'main.py': 'import a\nimport xml\nprint(xml.dom.minidom.__name__)\n',
        'a.py': 'import xml.dom.minidom\nx = 1\n',
    },
    'submodule of other file from': {
        'main.py': 'import a\nimport xml\nprint(xml.sax.__name__)\n',
        'a.py': 'from xml import sax\nx = 1\n',
    },
    'own package submodule': {
        'main.py': 'import pack\nfrom pack import deep\nimport user\n',
        'pack/__init__.py': '',
        'pack/deep.py': 'x = 1\n',
        'user.py': 'import pack\nprint(pack.deep.x)\n',
    },
    'own package submodule dotted': {
        'main.py': 'import pack.deep as d\nimport user\n',
        'pack/__init__.py': '',
        'pack/deep.py': 'x = 1\n',
        'user.py': 'import pack\nprint(pack.deep.x)\n',
    },
    'operator methodcaller': {
        'main.py': "import tool, operator\nprint(operator.methodcaller('sqrt', 4)(tool))\n",
        'tool.py': 'from math import sqrt\nx = 1\n',
    },
    'module in variable': {
        'main.py': 'import tool\nm = tool\nprint(m.sqrt(4))\n',
        'tool.py': 'from math import sqrt\nx = 1\n',
    },
    'module in list': {
        'main.py': 'import tool\nfor m in [tool]: print(m.sqrt(4))\n',
        'tool.py': 'from math import sqrt\nx = 1\n',
    },
    'module returned': {
        'main.py': 'def get():\n    import tool\n    return tool\nprint(get().sqrt(4))\n',
        'tool.py': 'from math import sqrt\nx = 1\n',
    },
    'module attribute': {
        'main.py': 'import tool\nclass A: backend = tool\nprint(A().backend.sqrt(4))\n',
        'tool.py': 'from math import sqrt\nx = 1\n',
    },
    'module re-exported': {
        'main.py': 'from b import t\nprint(t.sqrt(4))\n',
        'b.py': 'import tool as t\n',
        'tool.py': 'from math import sqrt\nx = 1\n',
    },
    'runpy module': {
        'main.py': "import runpy\nprint(runpy.run_module('tool')['sqrt'](4))\n",
        'tool.py': 'from math import sqrt\nx = 1\n',
    },
    'exec of file': {
        'main.py': "exec(open('tool.py').read())\nprint(sqrt(4))\n",
        'tool.py': 'from math import sqrt\nx = 1\n',
    },
    'main module from other': {
        'main.py': 'from math import sqrt\nimport other\n',
        'other.py': 'import __main__\nprint(__main__.sqrt(4))\n',
    },
    'main via sys.modules other': {
        'main.py': 'from math import sqrt\nimport other\n',
        'other.py': "import sys\nprint(sys.modules['__main__'].sqrt(4))\n",
    },
    'frames from other': {
        'main.py': 'from math import sqrt\nimport other\nother.show()\n',
        'other.py': "import sys\ndef show(): print(sys._getframe(1).f_globals['sqrt'](4))\n",
    },
    'names of a function from other': {
        'main.py': 'import other\ndef f():\n    from math import sqrt\n    other.show()\nf()\n',
        'other.py': "import sys\ndef show(): print(sys._getframe(1).f_locals['sqrt'](4))\n",
    },
    'names of a method from other, by inspect': {
        'main.py':
            'import other\nclass A:\n    def f(self):\n        if 1:\n            from math import sqrt\n'
            '        other.show()\nA().f()\n',
        'other.py': "from inspect import stack\ndef show(): print(stack()[1].frame.f_locals['sqrt'](4))\n",
    },
    'inspect stack from other': {
        'main.py': 'from math import sqrt\nimport other\nother.show()\n',
        'other.py':
            "import inspect\ndef show():\n    for f in inspect.stack()[1:]: print('sqrt' in f.frame.f_globals)\n",
    },
    'a pickle in the bytes of another': {
        'main.py': "import pickle\nprint(pickle.loads(b'ctool\\npi\\n.'))\n",
        'tool.py': 'from math import pi\n',
    },
    'a pickle of today in the bytes of another': {
        'main.py':
            "import pickle\nprint(pickle.loads(b'\\x80\\x04\\x8c\\x04tool\\x94\\x8c\\x02pi\\x94\\x93\\x94.'))\n",
        'tool.py': 'from math import pi\n',
    },
    'dunder all imported': {
        'main.py': 'from tool import *\nprint(x)\n',
        'tool.py': 'from base import __all__\nfrom base import x\n',
        'base.py': "__all__ = ['x']\nx = 1\n",
    },
}

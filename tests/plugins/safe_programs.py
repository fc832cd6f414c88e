"""Small programs that reach names in every way there is, each with style faults and imports that nobody needs.

``PROGRAMS`` are files by name; ``main.py`` is run. ``BLOCKS`` are pieces that tests put together at random: ``{n}`` is
a number of their own, and each prints something.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import reaching_programs, tool_programs

#: Every program begins with imports that a safe fix takes away, and has a few faults of style.
NOISE = "import tempfile, shelve\nfrom fractions import Fraction\nnoise = [1 ,2,3]; more = not 1 in noise\n"

_SINGLE = {
    "global": "from math import pi\ndef f():\n    global pi\n    print(pi); pi = 4\nf()\nprint(pi)\n",
    "global in a class": "from math import e\nclass A:\n    global e\n    print(e); e = 1\nprint(e)\n",
    "nonlocal": "def f():\n    from math import pi\n    def g():\n        nonlocal pi\n        pi = 3\n    print(pi) "
                "if 0 else g()\nf()\n",
    "locals": "from math import pi\nprint(round(locals()['pi'], 2))\n",
    "locals in a function": "def f():\n    from math import pi\n    return sorted(locals())\nprint(f())\n",
    "globals": "from math import pi\ndef f(): return globals()['pi']\nprint(f())\n",
    "globals counted": "from math import tau\nprint(len([n for n in globals() if n == 'tau']))\n",
    "vars": "from math import pi\nprint('pi' in vars())\n",
    "dir": "from math import pi\nprint('pi' in dir())\n",
    "eval": "from math import pi\nprint(eval('pi'))\n",
    "eval in a function": "def f():\n    from math import pi\n    return eval('pi')\nprint(f())\n",
    "eval handed on": "from math import pi\nprint(list(map(eval, ['pi'])))\n",
    "exec": "from math import pi\nexec('print(pi)')\n",
    "exec in a class": "class A:\n    from math import pi\n    exec('print(pi)')\n",
    "compile": "from math import pi\nexec(compile('print(pi)', '<text>', 'exec'))\n",
    "frames": "import sys\nfrom math import pi\nprint(sys._getframe().f_globals['pi'])\n",
    "inspect": "import inspect\nfrom math import pi\nprint(inspect.currentframe().f_globals['pi'])\n",
    "the module itself": "import sys\nfrom math import pi\nprint(getattr(sys.modules[__name__], 'pi'))\n",
    "the main module": "import __main__\nfrom math import pi\nprint(__main__.pi)\n",
    "import_module": "import importlib\nfrom math import pi\nprint(importlib.import_module(__name__).pi)\n",
    "timeit":
        "import timeit\nfrom math import pi\nprint(timeit.timeit('pi', 'from __main__ import pi', number=1) > 0)\n",
    "percent": "from math import pi\nprint('%(pi).2f' % globals())\n",
    "template": "from string import Template\nfrom math import pi\nprint(Template('$pi').substitute(vars()))\n",
    "type comment": "import typing\nfrom typing import Dict\nx = {}  # type: Dict[str, int]\nprint(x)\n",
    "doctest": (
        "import doctest\nfrom math import floor\ndef f():\n    '''Text.\n\n    >>> floor(2.5)\n    2\n    '''\n"
        "print(doctest.testmod())\n"
    ),
    "get_type_hints": (
        "import typing\nfrom decimal import Decimal\ndef f(x: 'Decimal') -> 'Decimal': return x\n"
        "print(typing.get_type_hints(f)['x'])\n"
    ),
    "annotations as text": (
        "from __future__ import annotations\nimport typing\nfrom decimal import Decimal\nclass A:\n    x: Decimal\n"
        "print(typing.get_type_hints(A))\n"
    ),
    "try ImportError":
        "try:\n    import nosuchmodule\nexcept ImportError:\n    print('none')\nelse:\n    print('some')\n",
    "try of a name": "try:\n    from math import nosuchname\nexcept ImportError: print('none')\n",
    "suppress": "from contextlib import suppress\nwith suppress(ImportError):\n    import nosuchmodule\n    "
                "print('some')\nprint('end')\n",
    "conditional": "import sys\nif sys.version_info > (3,):\n    from math import pi\nelse:\n    pi = 3\nprint(pi)\n",
    "all of a block": "import sys\nif sys.version_info > (3,):\n    from math import pi\nelse: print(2)\nprint(1)\n",
    "del": "from math import pi\ndel pi\nprint('pi' in [n for n in ('pi',)])\n",
    "del of another": "from math import pi, e\nprint(e); del pi\n",
    "class scope": "class A:\n    from math import pi\n    def f(self): return self.pi\nprint(A().f(), A.pi)\n",
    "class shadows": "from math import pi\nclass A:\n    pi = 3\n    x = [pi for _ in range(1)]\nprint(A.x)\n",
    "class passed over": "from math import pi\nclass A:\n    pi = 3\n    x = {k: pi for k in 'ab'}\nprint(A.x)\n",
    "used above in a loop": "for i in range(2):\n    if i: print(pi)\n    from math import pi\n",
    "used above in a loop of a function":
        "def f():\n    for i in range(2):\n        if i: print(pi)\n        from math import pi\nf()\n",
    "comprehension": "from math import pi\nx = [pi for pi in range(2)]\nprint(x,pi)\n",
    "generator": "from math import e\nprint(sum(e for _ in range(2)))\n",
    "lambda": "from math import e\nf = lambda e=e: e\nprint(f())\n",
    "walrus": "from math import pi\nif (n := len('abc')) > 2: print(n,pi)\n",
    "walrus in a comprehension": "x = [y for i in range(3) if (y := i*i)]; print(x,y)\n",
    "match": "import math\nmatch [1, 2]:\n    case [a, *rest]: print(a,rest)\n    case _: print(math)\n",
    "match of a class": "from decimal import Decimal\nmatch Decimal(1):\n    case Decimal(real=r): print(r)\n",
    "decorators": "import functools\n@functools.lru_cache(maxsize = None)\ndef f(x): return "
                  "x\nprint(f(1),f.cache_info().misses)\n",
    "decorator of two lines":
        "import functools\n@functools.wraps(\n    print)\ndef f(x): return x\nprint(f.__name__)\n",
    "submodule": "import xml\nimport xml.dom.minidom as dom\nprint(xml.dom.minidom.Document.__name__)\n",
    "submodule from": "import xml\nfrom xml import sax\nprint(xml.sax.handler.version)\n",
    "submodule in a function": "import os\ndef f():\n    import concurrent.futures\nf()\nimport "
                               "concurrent\nprint(concurrent.futures.Future.__name__)\n",
    "all": "from math import pi\n__all__ = ['pi']\nprint([n for n in __all__])\n",
    "all that grows": "from math import pi\n__all__ = []\n__all__ += ['pi']\n__all__.append('e')\nprint(__all__)\n",
    "__getattr__": "import sys\nfrom math import pi\ndef __getattr__(name): return globals()['p' + "
                   "name]\nprint(getattr(sys.modules[__name__], 'i'))\n",
    "redefined": "from math import floor\ndef floor(x): return -1\nprint(floor(2.5))\n",
    "redefined in a branch": "from math import floor\nif 0:\n    def floor(x): return -1\nprint(floor(2.5))\n",
    "imported twice": "import os\nimport os\nprint(os.sep == '/')\n",
    "is a literal": "print(1.0 is 1, True is 1, (lambda x: x is 'a')('A'.lower()))\n",
    "NotImplemented": "try:\n    raise NotImplemented\nexcept TypeError: print('type')\n",
    "f-string": "print(f'{{a}}', f\"b\" 'c', f'\\N{EM DASH}', rf'\\d')\n",
    "f-string docstring": "def f():\n    f'text'\nprint(f.__doc__)\n",
    "f-string that shows": "x = 1\nprint(f'{x = }', f'{x=}', f'{ x }')\n",
    "escapes": "print('\\d \\. \\w'.replace(' ','-'), b'\\d')\n",
    "equal to None": "class A:\n    def __eq__(self, other): return True\nprint(A() == None, A() != True)\n",
    "not in": "class A:\n    def __contains__(self, x): print('asked'); return 2\nprint(not 1 in A())\na = "
              "A()\nprint(not a is None)\n",
    "type compared": "class A(int): pass\nprint(type(A(1)) == type(1), type(1) == int)\n",
    "bare except": "try:\n    raise SystemExit(3)\nexcept: print('caught')\n",
    "lambda by name": "f = lambda: 0\nprint(f.__name__)\n",
    "unused variable":
        "def f():\n    x = print('effect')\n    try: 1/0\n    except ZeroDivisionError as error: print('zero')\nf()\n",
    "unused variable that keeps": "import weakref\nclass A: pass\ndef f():\n    a = A(); r = weakref.ref(a)\n    keep "
                                  "= a\n    del a\n    return r() is None\nprint(f())\n",
    "several statements": "x = 1; y = 2;\nif x: print(x); print(y)\nfor i in range(2): print(i); continue\n",
    "class on one line": "class A(Exception): pass\ntry: raise A\nexcept A: print('A')\nfinally: print('end')\n",
    "def on one line": "def f(x): return x;\nprint(f(1))\n",
    "exit code": "import sys\nif len(sys.argv) > 0: print('out'); sys.exit(3)\n",
    "tail": "print(1)\n\n\n\n",
    "strings of several lines": "x = '''a  \n\tb\n  c'''\nprint(repr(x))\n",
    "continuation": "x = 1 + \\\n        2\nprint(x , [1,\n2,\n        3])\n",
    "long line":
        "print('aaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccccccccc', 1, 2 , 3)\n",
    "tabs": "if 1:\n\tx = 1\n\tprint(x)\n",
    "nested tabs": "if 1:\n\tif 1:\n\t    print(1)\n\tprint(2)\n",
}  # fmt: skip

_SEVERAL: dict[str, Mapping[str, str]] = {
    "re-export": {"main.py": "from tool import pi\nprint(pi)\n", "tool.py": "from math import pi\nx = 1\n"},
    "re-export by attribute":
        {"main.py": "import tool\nprint(tool.pi)\n", "tool.py": "from math import pi, e\nprint(e)\n"},
    "re-export under a name":
        {"main.py": "import tool as t\nprint(t.p)\n", "tool.py": "from math import pi as p\nx = 1\n"},
    "re-export in a chain": {
        "main.py": "from a import pi\nprint(pi)\n", "a.py": "from b import pi\nx=1\n",
        "b.py": "from math import pi\ny=1\n"
    },
    "star": {"main.py": "from tool import *\nprint(pi)\n", "tool.py": "from math import pi\nx = 1\n"},
    "star and __all__":
        {"main.py": "from tool import *\nprint(pi)\n", "tool.py": "from math import pi\n__all__ = ['pi']\n"},
    "package": {"main.py": "import pack\nprint(pack.pi)\n", "pack/__init__.py": "from math import pi\nx = 1\n"},
    "package of modules": {
        "main.py": "import pack\nprint(pack.deep.x)\n", "pack/__init__.py": "from . import deep\ny = 1\n",
        "pack/deep.py": "x=1\n"
    },
    "module of a package": {
        "main.py": "from pack.tool import pi\nprint(pi)\n", "pack/__init__.py": "",
        "pack/tool.py": "from math import pi\nx = 1\n"
    },
    "plugin by name": {
        "main.py": "import importlib\nfor n in ['alpha']: print(getattr(importlib.import_module(n), 'run')(4))\n",
        "alpha.py": "from math import sqrt as run\nx = 1\n",
    },
    "plugin by path": {
        "main.py": "import importlib\nm, _, n = 'alpha:sqrt'.partition(':')\nprint(getattr(importlib.import_module(m), "
                   "n)(4))\n",
        "alpha.py": "from math import sqrt\nx = 1\n",
    },
    "plugins gone through": {
        "main.py": (
            "import importlib, pkgutil\nimport plugins\nfor m in pkgutil.iter_modules(plugins.__path__):\n"
            "    print([n for n in vars(importlib.import_module('plugins.' + m.name)) if n[0] != '_'])\n"
        ),
        "plugins/__init__.py": "", "plugins/alpha.py": "from math import sqrt\nx = 1\n",
    },
    "plugin that registers": {
        "main.py": "import registry\nimport alpha\nprint(registry.known)\n",
        "registry.py": "known = []\n", "alpha.py": "import registry\nregistry.known.append('alpha')\ndef f(): pass\n",
    },
    "plugin imported for a name": {
        "main.py": "import registry\nfrom alpha import f\nprint(registry.known)\n",
        "registry.py": "known = []\n", "alpha.py": "import registry\nregistry.known.append('alpha')\ndef f(): pass\n",
    },
    "plugin that registers by a decorator": {
        "main.py": "import registry\nfrom alpha import f\nprint(len(registry.known))\n",
        "registry.py": "known = []\ndef register(f):\n    known.append(f); return f\n",
        "alpha.py": "from registry import register\n@register\ndef f(): pass\n",
    },
    "plugin that registers by its base": {
        "main.py": "from base import Base\nfrom alpha import A\nprint(len(Base.known))\n",
        "base.py": "class Base:\n    known = []\n    def __init_subclass__(cls): Base.known.append(cls)\n",
        "alpha.py": "from base import Base\nclass A(Base): pass\n",
    },
    "patched": {
        "main.py": "from unittest.mock import patch\nimport tool\nwith patch('tool.sqrt') as p: print('patched')\n",
        "tool.py": "from math import sqrt\nx = 1\n",
    },
    "hasattr": {"main.py": "import tool\nprint(hasattr(tool, 'sqrt'))\n", "tool.py": "from math import sqrt\nx = 1\n"},
    "__getattr__ of a package": {
        "main.py": "import pack\nprint(pack.anything)\n",
        "pack/__init__.py": "from math import pi\ndef __getattr__(name): return globals()['pi']\n",
    },
    "relative imports only": {
        "main.py": "from pack.old import x\nprint(x)\n", "pack/__init__.py": "", "pack/old.py": "from .new import x\n",
        "pack/new.py": "x = 1\n",
    },
    "run as a script": {
        "main.py": "import runpy\nprint(sorted(n for n in runpy.run_path('tool.py') if n[0] != '_'))\n",
        "tool.py": "from math import pi\nx = 1\n",
    },
}  # fmt: skip

PROGRAMS: Mapping[str, Mapping[str, str]] = {
    **{name: {"main.py": NOISE + text} for name, text in _SINGLE.items() if "__future__" not in text},
    **{name: {"main.py": text} for name, text in _SINGLE.items() if "__future__" in text},
    **_SEVERAL,
    **{name: {"main.py": text} for name, text in reaching_programs.SINGLE.items()},
    **reaching_programs.SEVERAL,
    **{name: {"main.py": text} for name, text in tool_programs.SINGLE.items()},
    **tool_programs.SEVERAL,
}

BLOCKS = (
    "from math import pi as a{n}\n",
    "from math import pi as a{n}, e as b{n}\nprint(b{n})\n",
    "import os as a{n}, re as b{n}\nprint(b{n}.escape('.'))\n",
    "from math import (\n    pi as a{n},\n    e as b{n},\n)\nprint(b{n} )\n",
    "from math import pi as a{n}\nprint(sorted(x for x in globals() if x == 'a{n}'))\n",
    "from math import pi as a{n}\nprint('a{n}' in locals())\n",
    "from math import pi as a{n}\nprint(eval('a' + '{n}'))\n",
    "from math import pi as a{n}\ndef f{n}():\n    global a{n}\n    a{n} = 3\nf{n}()\nprint('f{n}')\n",
    "def f{n}():\n    from math import pi as a{n}\n    x = 1; return x\nprint( f{n}())\n",
    "def f{n}():\n    from math import pi as a{n}\n    return vars()\nprint(sorted(f{n}()))\n",
    "def f{n}():\n    from math import pi as a{n}\n    return lambda: 'x'\nprint(f{n}()())\n",
    "if {n}%2: import json as a{n}\nelse: import csv as a{n}\n",
    "try:\n    import json as a{n}\nexcept ImportError: a{n} = None\n",
    "class C{n}:\n    from math import pi as a{n}\nprint(C{n}.a{n})\n",
    "class C{n}: pass\nprint(C{n}.__name__)\n",
    "x{n} = [1 ,2]; print(not 1 in x{n}, x{n} [0:1 ])\n",
    "for i{n} in range(2): print(i{n}); continue\n",
    "print(f'{{}}', f\"x\", '\\d')\n",
    "x{n} = {{}}  # type: dict[str, a{n}]\nfrom math import pi as a{n}\n",
    "print((x{n} := {n}) , x{n})\n",
    "match {n}:\n  case 1: print('one')\n  case y{n}: print(y{n})\n",
    "from math import pi as a{n}  # noqa: F401\nprint(2)\n",
    "import csv as a{n}, json as b{n}  # noqa: F401 why\n",
    "def f{n}(): return 1  # pragma: no cover\nprint(f{n}() )\n",
    "from math import pi as a{n}  # for the shell\n",
    "print(sum(y{n} for y{n} in [1,2]), [z{n} for z{n} in 'ab'])\n",
    "with open('/dev/null') as file{n}: print(file{n}.read( ))\n",
    "\n\n\n",
    "print('''a  \n  b\n''')\n",
)  # fmt: skip

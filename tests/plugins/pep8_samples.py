"""Texts in which pycodestyle is idiosyncratic, by what is odd about them. All of them parse."""

from __future__ import annotations

import sys

SAMPLES = {
    "empty": "",
    "one blank line": "\n",
    "only blank lines": "\n\n\n",
    "only blanks": "   ",
    "only comments": "# one\n#two\n    # three\n",
    "a comment without a line break": "# one",
    "no final line break": "x = 1\ny = 2",
    "no final line break in a block": "def f():\n    return 1",
    "blanks and no final line break": "x = 1\n    ",
    "trailing blank lines": "x = 1\n\n\n\n",
    "trailing blank lines with blanks": "x = 1\n\n  \n\t\n",
    "trailing form feed": "x = 1\n\x0c\n",
    "windows line breaks": "x = 1  \r\ndef f():\r\n\treturn  x\r\n\r\n\r\n",
    "old mac line breaks": "x = 1  \rdef f():\r\treturn  x\r",
    "a byte order mark": "\ufeffx=1\n",
    "form feeds": "import os\n\x0c\n\x0c\ndef f():\n    pass\n\x0c\nclass A: pass\n",
    "a form feed in the indentation": "if x:\n\x0c    y=1\n    \x0c    z=2\n",
    "tabs": "if x:\n\ty = 1\n\tif y:\n\t\tz=1\n",
    "tabs after spaces": "if x:\n    y = 1\nif y:\n\tz = 1\n",
    "spaces after tabs": "if x:\n\ty = (1,\n\t     2)\n    # comment\n",
    "tabs around operators": "x\t= 1\ny =\t2\nz = [1,\t2]\nfrom\tos import  path\n",
    "backslashes": "x = 1 + \\\n    2\nassert x == 3, \\\n  'text'\nwith a as b, \\\n     c as d:\n    pass\n",
    "backslashes in brackets": "x = (1 + \\\n     2)\ny = [  \\\n    3]\n",
    "a backslash above a blank line": "x = 1 \\\n\ny=2\n",
    "a backslash with trailing blanks above": "x = '''a  \n  b\t\n''' \\\n    'c'  \n",
    "multi-line strings": "x = '''\n  a \n\tb\n" + "c" * 90 + "\n'''  \ny = f(\"\"\"\n  \"\"\",1)\n",
    "a docstring and code behind": 'def f():\n    """Doc  \n\n    more"""; x=1\n',
    "a multi-line string at the end without a line break": "x = '''\n a \n'''",
    "a string continued by a backslash": "x = 'a \\\nb'  \ny=1\n",
    "f-strings": "x = f'{a}{b!r:>{w}} {{}}' +f'{ a }'\ny = f'{x=}'\nz = f\"{d['k']}\"\n",
    "f-strings over lines": "x = f'''\n{a}  \n  {b :>10}\n{{ }} '''  \ny=1\n",
    "f-strings with braces before operators": "x = f'{{}}'+f'{{'+ 'a' if f'}}{a}{{'else 1\n",
    "raw and byte strings": "x = rb'\\d'\ny = b'\\d'\nz = '\\d' '''\n\\d\n\\\n  \\e'''\n",
    "escapes in f-strings": "x = f'\\d{a}\\e'\ny = rf'\\d{a}'\nz = f'''\n\\d{a:\\w}\n\\e'''\n",
    "decorators": (
        "import a\n@a\n\ndef f(): pass\n@ a\nclass A:\n\n\n    x = 1\n    @a\n"
        "    def m(self): pass\n    def n(self): pass\n"
    ),
    "blank lines": "def f():\n    x = 1\n    def g():\n        pass\n\n\n\n    return g\nx = f()\n\n\n\n\ny = 1\n",
    "comments before definitions": (
        "x = 1\n\n# one\n\n\n# two\ndef f():\n    pass\n# three\n\nclass A:\n    # four\n"
        "\n    def m(self):\n        pass\n"
    ),
    "overloads": "@overload\ndef f(a: int): ...\n@overload\ndef f(a: str): ...\ndef f(a): return a\n",
    "async": "async def f():\n    async with a as b, c as d: await  e\n    return [x async  for x in y]\n",
    "annotations": "def f(a:int=1, *, b: str='x')->int:\n    x:int=1\n    return(x)\n",
    "lambdas and comparisons": (
        "f = lambda x: x\nif x == None or True != y: pass\nif not x in y: pass\n"
        "if type(a) == type(b): pass\n"
    ),
    "ambiguous names": "l = 1\ndef O(I): pass\nclass I: pass\nwith a as l: pass\nglobal l\n",
    "bare except": "try:\n    pass\nexcept:\n    pass\nfinally :\n    pass\n",
    "imports": (
        "'''Doc.'''\nfrom __future__ import annotations\nimport os, sys\n__all__ = []\nx = 1\n"
        "import re\nif x:\n    import a\n"
    ),
    "semicolons": "x = 1; y = 2;\nif x: y = 1; z = 2\nclass A: pass;\n",
    "hanging indents": (
        "x = f(\n  1,\n        2,\n    3\n    )\ny = {\n    'a': 1,\n     'b': [\n"
        "         2\n]}\nif (a and\n    b):\n    pass\n"
    ),
    "visual indents": "x = f(1,\n    2,\n       3,\n        4)\ny = [a for a in b\n      if a]\nz = 'a', (\n    b)\n",
    "binary operators at line ends": "x = (a +\n     b\n     - c and\n     d)\ny = a \\\n    or b\n",
    "long lines": (
        "# " + "a" * 100 + "\nx = '" + "b" * 100 + "'  # noqa\n"
        "#: http://" + "c" * 90 + "\n# http://" + "c" * 90 + "\n"
    ),
    "non-ascii": "é=1\nx = 'é𝒳é' ;y=2\n# " + "𝒳" * 78 + "\n'''" + "é" * 80 + "'''\n",
    "noqa means nothing here": "x=1  # noqa\ny=2  # noqa: E225\nimport os, sys  # noqa\n",
    "keywords": "if(x): pass\nreturn_ =not x\nx = a if(b)else(c)\nassert(x)\nfrom a import(b)\nx = 1if y else 2\n",
    "walrus and slices": "if (x:=1): pass\ny = a[b:c ,  d : e]\nz = a[x:=1]\nw = a[lambda: 1 : 2]\n",
    "stars and unaries": (
        "f(* a, **b)\nx = - 1\ny = a** -b\nz = -a@b\nprint(a , file = b)\n"
        "def g(*, a, b = 1, ** c): pass\n"
    ),
    "match": "match x:\n    case[1, 2]:\n        pass\n    case {'a':1}: pass\nmatch = 1\n",
    "a comment at the wrong level": (
        "if x:\n    y = 1\n  # one\n        # two\nelse:\n# three\n    z = 1\n   # four\n"
    ),
    "a shebang and hashes": "#!/usr/bin/python\n#!not\n#: x\n#:x\n######\n#### x\n#\nx = 1 #y\ny = 2  #  z\n",
    "deep indentation": "if x:\n        y = 1\n        if y:\n          z = 1\n",
    "an ellipsis class": "class A: ...\nclass B: x: int\ndef f(): ...\ntry: x\nfinally: y\nwhile x: y\n",
}
if sys.version_info >= (3, 12):
    SAMPLES |= {
        "type parameters": "type A[T:int] = list[T]\ndef f[T ,*U](a: T)->T: pass\nclass B[T] (C): pass\n",
        "nested f-strings": "x = f'{f\"{a+b}\" +f'{c:{d}}' }' \nz = f'{x:{'>'+w}}'\n",
        "f-strings with comments": "y = f'''{\n  a+b  # comment\n  }'''\n",
    }
if sys.version_info >= (3, 13):
    SAMPLES["defaults of type parameters"] = "def f[T=int, *U = *A, **P= []](a: T): pass\n"
if sys.version_info >= (3, 14):
    SAMPLES |= {
        "t-strings": "x = t'{a}{b!r:>{w}} {{}}' +t'{ a }'\ny = t'{x=}'\nz = t\"{d['k']}\"\nw = rt'\\d{a :x}'\n",
        "t-strings over lines": "x = t'''\n{a}  \n  {b :>10}\n{{ }} {\n a+b}''' \ny=1\n",
        "t-strings in f-strings": "x = f'{t\"{a+b}\" +t'{c:{d}}' }' \ny = t'{f\"{a:x}\":y}'\n",
        "t-strings in the same quotes": 'x = t"{d["k"]}" +t"{d["k" ]:>{w["n"]}}"\ny = t\'{t\'{t\'{a}\' +b}\'}\'\n',
        "t-strings with formats":
            "x = t'{a:%H:%M} {b:,}{c:>{d}.{e}f}{f!s:^10}{ g = !r:{h :x}}' ,t'{(lambda l: l)}{ l:=5 }'\n",
        "t-strings with code over lines":
            "x = t'''{\n  a+b  #comment\n  }{c:>10}''' ;y=t'''# noqa\n'''\n",
        "t-strings with escapes":
            "x = t'\\d{a}\\e'\ny = tr'\\d{a}\\{b}' +RT'{a}\\w'\nz = t'\\N{EM DASH} {a}\\x41\\q'\n",
        "t-strings among operators": (
            "if t'{a}'==t'{b}': pass\nif not t'{a}' in b: pass\nx = t'{a}' [0 ]\nprint (t'{a}')\nt'{a}'\nimport os\n"
        ),
        "a t-string and a long line": "x = call_of(t'" + "a" * 30 + "{b}', t'{c:>{d}}" + "e" * 40 + "', t'{f}')\n",
        "several exceptions without brackets": (
            "try:\n    pass\nexcept A,B :\n    pass\nexcept C, D,:\n    pass\nexcept(E,F):\n    pass\n"
            "except:\n    pass\ntry:\n    pass\nexcept* C, D:\n    pass\nexcept*E,F: pass\n"
        ),
        "ways out of finally": (
            "def f():\n    try:\n        pass\n    finally:\n        return(1)\nfor x in y:\n    try: pass\n"
            "    finally: break\nwhile x:\n    try:\n        y = '\\d'\n    finally:\n        continue\n"
        ),
        "annotations that come later": "class A:\n    x:B=1\n    def f(self, y:C)->D: ...\nclass B: pass\n",
    }

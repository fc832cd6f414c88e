"""A bad and a good example of every pyflakes code that a supported Python can give; read when somebody asks for them.

Its facts are pinned by tests/plugins/pyflakes/test_examples.py.
"""

from __future__ import annotations

_FIRST = ", ".join(f"a{number}" for number in range(256))

#: Code to bad and good text. F721 needs ``doctests``.
EXAMPLES: dict[str, tuple[str, str]] = {
    "F401": ("import os\nimport sys\n\nprint(sys.argv)\n", "import sys\n\nprint(sys.argv)\n"),
    "F402": (
        "from shop import basket\n\nfor basket in range(3):\n    print(basket)\n",
        "from shop import basket\n\nfor number in range(3):\n    print(basket, number)\n",
    ),
    "F403": ("from shop import *\n", "from shop import basket\n\nbasket.open()\n"),
    "F404": (
        "import sys\nfrom __future__ import annotations\n\nprint(sys.argv)\n",
        "from __future__ import annotations\nimport sys\n\nprint(sys.argv)\n",
    ),
    "F405": ("from shop import *\n\nprint(total)\n", "from shop import total\n\nprint(total)\n"),
    "F406": (
        "def load():\n    from shop import *\n",
        "def load():\n    from shop import basket\n    return basket\n",
    ),
    "F407": ("from __future__ import pancakes\n", "from __future__ import annotations\n"),
    "F501": ("print('%(name)' % {'name': 'Ada'})\n", "print('%(name)s' % {'name': 'Ada'})\n"),
    "F502": ("print('%(name)s' % ('Ada',))\n", "print('%(name)s' % {'name': 'Ada'})\n"),
    "F503": ("print('%s %s' % {'name': 'Ada'})\n", "print('%s %s' % ('Ada', 'Byron'))\n"),
    "F504": ("print('%(name)s' % {'name': 'Ada', 'born': 1815})\n", "print('%(name)s' % {'name': 'Ada'})\n"),
    "F505": (
        "print('%(name)s, %(born)d' % {'name': 'Ada'})\n",
        "print('%(name)s, %(born)d' % {'name': 'Ada', 'born': 1815})\n",
    ),
    "F506": ("print('%(name)s %s' % {'name': 'Ada'})\n", "print('%s %s' % ('Ada', 1815))\n"),
    "F507": ("print('%s, born %d' % ('Ada',))\n", "print('%s, born %d' % ('Ada', 1815))\n"),
    "F508": ("print('%(n)*d' % {'n': 5})\n", "print('%*d' % (8, 5))\n"),
    "F509": ("print('%y' % 5)\n", "print('%d' % 5)\n"),
    "F521": ("print('{'.format(1))\n", "print('{}'.format(1))\n"),
    "F522": ("print('{name}'.format(name='Ada', born=1815))\n", "print('{name}'.format(name='Ada'))\n"),
    "F523": ("print('{0}'.format('Ada', 1815))\n", "print('{0}, {1}'.format('Ada', 1815))\n"),
    "F524": ("print('{name} {born}'.format(name='Ada'))\n", "print('{name}'.format(name='Ada'))\n"),
    "F525": ("print('{} {1}'.format('Ada', 1815))\n", "print('{} {}'.format('Ada', 1815))\n"),
    "F541": ("print(f'hello')\n", "print('hello')\n"),
    "F542": ("greeting = t'Hello'\n", "greeting = t'Hello {name}'\n"),  # of Python 3.14 and newer
    "F601": ("prices = {'tea': 2, 'tea': 3}\n", "prices = {'tea': 2, 'cake': 3}\n"),
    "F602": ("tea = 'tea'\nprices = {tea: 2, tea: 3}\n", "tea = 'tea'\nprices = {tea: 3}\n"),
    "F621": (f"{_FIRST}, *rest = range(300)\n", "first, *rest = range(300)\n"),
    "F622": ("*first, *rest = range(5)\n", "first, *rest = range(5)\n"),
    "F631": ("def pay(sum):\n    assert (sum > 0, 'no money')\n", "def pay(sum):\n    assert sum > 0, 'no money'\n"),
    "F632": ("def is_done(state):\n    return state is 'done'\n", "def is_done(state):\n    return state == 'done'\n"),
    "F633": ("import sys\n\nprint >> sys.stderr, 'no'\n", "import sys\n\nprint('no', file=sys.stderr)\n"),
    "F634": (
        "def pay(sum):\n    if (sum > 0, 'paid'):\n        print(sum)\n",
        "def pay(sum):\n    if sum > 0:\n        print(sum)\n",
    ),
    "F701": ("def stop():\n    break\n", "while True:\n    break\n"),
    "F702": ("def skip():\n    continue\n", "for number in range(3):\n    continue\n"),
    "F704": ("class Numbers:\n    yield 1\n", "def numbers():\n    yield 1\n"),
    "F706": ("class Numbers:\n    return 1\n", "def number():\n    return 1\n"),
    "F707": (
        "try:\n    print(1)\nexcept:\n    print(2)\nexcept OSError:\n    print(3)\n",
        "try:\n    print(1)\nexcept OSError:\n    print(3)\nexcept:\n    print(2)\n",
    ),
    "F721": (
        'def double(number):\n    """Double it.\n\n    >>> double(2 3)\n    """\n    return number * 2\n',
        'def double(number):\n    """Double it.\n\n    >>> double(2)\n    4\n    """\n    return number * 2\n',
    ),
    "F722": ("def load(path: 'not a type') -> None: ...\n", "def load(path: 'str') -> None: ...\n"),
    "F811": (
        "def total():\n    return 1\n\n\ndef total():\n    return 2\n",
        "def total():\n    return 1\n\n\ndef tax():\n    return 2\n",
    ),
    "F821": ("def total():\n    return price\n", "def total(price):\n    return price\n"),
    "F822": ("__all__ = ['total']\n", "__all__ = ['total']\n\n\ndef total():\n    return 1\n"),
    "F823": (
        "price = 1\n\n\ndef double():\n    print(price)\n    price = 2\n    return price\n",
        "price = 1\n\n\ndef double():\n    print(price)\n    doubled = 2 * price\n    return doubled\n",
    ),
    "F824": (
        "price = 1\n\n\ndef show():\n    global price\n    print(price)\n",
        "price = 1\n\n\ndef show():\n    print(price)\n",
    ),
    "F831": ("def total(price, price):\n    return price\n", "def total(price, tax):\n    return price + tax\n"),
    "F841": ("def total(price):\n    tax = 2\n    return price\n", "def total(price):\n    return price\n"),
    "F842": ("def total():\n    tax: int\n    return 1\n", "def total():\n    tax: int = 1\n    return tax\n"),
    "F901": ("def total():\n    raise NotImplemented\n", "def total():\n    raise NotImplementedError\n"),
}

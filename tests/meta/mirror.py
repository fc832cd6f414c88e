"""Where the test of a module is: tests mirror the tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CORE, PLUGINS = "qualitygate", "plugins/qualitygate_plugins"


def modules(root: Path) -> list[str]:
    """Return the modules of the core and of the plugins in the tree below ``root``, sorted, as paths from there."""
    files = (path for package in (CORE, PLUGINS) for path in (root / package).rglob("*.py"))
    return sorted(path.relative_to(root).as_posix() for path in files if path.name != "__init__.py")


def mirrors(module: str) -> Iterator[str]:
    """Where a module's own test may be: whoever reads ``a/b.py`` finds ``test_b.py`` without a search."""
    package = PLUGINS if module.startswith(f"{PLUGINS}/") else CORE
    inside = Path(module).relative_to(package)
    test = inside.with_name(f"test_{inside.name}")
    yield f"tests/{'plugins' if package == PLUGINS else 'unit'}/{test.as_posix()}"
    if inside.parts[0] == "cli":
        yield f"tests/cli/{test.name}"  # flat: one file for each command


def without_own_test(root: Path) -> list[str]:
    """Return the modules below ``root`` that have no test where their path says."""
    return [module for module in modules(root) if not any((root / test).is_file() for test in mirrors(module))]

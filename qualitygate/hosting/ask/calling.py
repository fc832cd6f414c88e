"""One question to one plugin: what it raises, and an answer of another type, become an error that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from qualitygate.errors import PluginConflictError, PluginError
from qualitygate.hosting.contained import Contained
from qualitygate.hosting.host import PluginHost

_T = TypeVar("_T")


def describe(host: PluginHost, plugin: str) -> str:
    """Name a plugin with its distribution, for failures: "'acme' (acme_qg, from acme-qg 2.1)"."""
    return f"{plugin!r} ({host.ref(plugin).origin})"


def implementations(host: PluginHost, hook: str) -> list[tuple[str, Any]]:
    """Return (plugin, hook implementation) by plugin name.

    Implementations are called one by one, not through the hook, so that an error names its plugin.
    """
    caller = getattr(host.manager.hook, hook)
    return sorted(((each.plugin_name, each) for each in caller.get_hookimpls()), key=lambda pair: pair[0])


def call(
    host: PluginHost, plugin: str, implementation: Any, read: Callable[[Any], Any] | None = None, **arguments: Any
) -> Any:
    """Call one implementation and ``read`` its answer, which may be a generator and raise only then."""
    with host.watch, contained(host, plugin, implementation.function.__name__):
        answer = implementation.function(*(arguments[name] for name in implementation.argnames))
        return answer if read is None else read(answer)


def contained(host: PluginHost, plugin: str, function: str) -> Contained:
    """Return what to be in while a function of the plugin runs."""
    return Contained(lambda said: f"plugin {describe(host, plugin)} failed in {function}: {said}")


def items(host: PluginHost, plugin: str, implementation: Any, kind: type[_T], **arguments: Any) -> list[_T]:
    """Call one implementation whose answer is a list of ``kind``; None is an empty one."""
    answer = call(host, plugin, implementation, _read_list, **arguments)
    return [require_type(host, plugin, implementation, item, kind) for item in answer]


def mappings(host: PluginHost, hook: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Yield (plugin, answer) of a hook whose answers are mappings."""
    for plugin, function in implementations(host, hook):
        yield plugin, call(host, plugin, function, lambda answer: dict(answer or {}))


def require_type(host: PluginHost, plugin: str, implementation: Any, value: Any, kind: type[_T]) -> _T:
    """Return an answer that is of ``kind``.

    Raises:
        PluginError: it is not.
    """
    if isinstance(value, kind):
        return value
    hook = implementation.function.__name__
    raise PluginError(f"plugin {describe(host, plugin)}: expected {kind.__name__} from {hook}, got {value!r}")


def claim(host: PluginHost, owners: dict[str, str], key: str, plugin: str, what: str) -> None:
    """Note among ``owners`` whose the key is.

    Raises:
        PluginConflictError: it is another plugin's.
    """
    owner = owners.setdefault(key, plugin)
    if owner != plugin:
        raise PluginConflictError(
            f"two plugins claim the {what} {key!r}: {describe(host, owner)} and {describe(host, plugin)};"
            f" run with --no-plugin for one of them"
        )


def require_attributes(host: PluginHost, plugin: str, checker: Any, what: str, names: Iterable[str]) -> Any:
    """Return a checker that has all it must have.

    Raises:
        PluginError: something is missing.
    """
    with contained(host, plugin, f"the attributes of its {what}"):
        missing = [name for name in names if not hasattr(checker, name)]
    if missing:
        raise PluginError(
            f"plugin {describe(host, plugin)} offers {type(checker).__name__} as a {what}, which lacks: "
            + ", ".join(missing)
        )
    return checker


def _read_list(answer: Any) -> list[Any]:
    if isinstance(answer, str):
        raise TypeError(f"expected a list, got the string {answer!r}")  # its letters are no answer
    return list(answer or ())

"""``--executor NAME[=ADDRESS]``: how workers are started, or where else they are. Only the command line says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from qualitygate.cli.output.streams import tell
from qualitygate.errors import UsageError
from qualitygate.executors.choose import ExecutorName
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.nearest import did_you_mean

if TYPE_CHECKING:
    from qualitygate.engine.checking.away import Away  # most runs check on this machine

#: Those of this machine.
_HERE: tuple[str, ...] = get_args(ExecutorName)


def executor_here(said: str) -> ExecutorName:
    """Return how workers of this machine are started, for what is done here in any case: repairs, tools."""
    # another executor may have threads, and a process that forks while one of them holds a lock leaves a child that
    # waits for it for ever
    return cast(ExecutorName, said) if said in _HERE else "spawn"


def elsewhere(said: str) -> str:
    """Return where else files are checked, as a request has it; "" = here."""
    return "" if said in _HERE else said


def away(said: str, jobs: int, host: PluginHost) -> Away | None:
    """Return the workers elsewhere that were asked for; None where none were.

    Raises:
        UsageError: no plugin has this executor, or what is checked needs more than workers have.
    """
    if not said:
        return None
    name, _, address = said.partition("=")
    if name in _HERE:
        raise UsageError(f"--executor {name} starts workers on this machine, and takes no address; got {said!r}")
    offered = ask.executors(host)
    if name not in offered:
        known = [*_HERE, *sorted(offered)]
        hint = did_you_mean(name, known)
        raise UsageError(f"--executor: there is no executor {name!r}{hint}; there are: {', '.join(known)}")
    for ref in host.refs:
        if ref.is_of_project:
            raise UsageError(
                f"--executor {name}: the plugin {ref.name!r} ({ref.distribution}) lies in the project, and workers have"
                " no checkout; install it as a package there and here, or check without --executor"
            )
    from qualitygate.engine.checking.away import Away  # here: most runs check on this machine

    plugin, offer = offered[name]
    return Away(name, plugin, offer, address, jobs, host, lambda text: tell(f"qualitygate: {text}"))

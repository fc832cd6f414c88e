"""The results that machines share by a server: taken where nothing is known here, offered where nobody has them."""

from __future__ import annotations

from qualitygate.cache.http_remote import HttpRemote
from qualitygate.cache.packs import Keys
from qualitygate.cache.remote import Shared, names
from qualitygate.cache.store import Store
from qualitygate.cli.setup import Setup
from qualitygate.engine.request import Request
from qualitygate.engine.silencing.unused_exclusions import covers_project
from qualitygate.model.replacement import replace
from qualitygate.vcs.git import recent

#: The variable with the value of the header that the server asks for: "Bearer …", "Basic …".
AUTHORIZATION = "QUALITYGATE_CACHE_AUTHORIZATION"
#: How many revisions are asked for: each that is not there costs a round trip.
_REVISIONS = 5


def shared_results(setup: Setup, environment: str) -> Shared | None:
    """Return the packs of the project; None where no server is configured, or no key is given.

    Raises:
        ConfigError: the URL or a key is wrong.
    """
    url, variables = setup.tree.cache.remote, setup.tree.inputs.environment
    if not url:
        return None
    remote = HttpRemote(url, variables.get(AUTHORIZATION, ""))
    keys = Keys.of(variables)
    if keys is None:
        return None
    if setup.trust.untrusted:
        keys = replace(keys, writing=b"")
    place, revisions = recent(setup.tree.root, _REVISIONS, option="cache-remote")
    return Shared(remote, keys, names(environment, place, revisions))


def take(shared: Shared, store: Store) -> None:
    """Begin with what another machine knows, where this one knows nothing."""
    payload = shared.fetch() if store.is_empty else None
    if payload is not None:
        try:
            store.take(payload, "a pack")
        except ValueError:
            shared.counts.foreign += 1


def offer(shared: Shared, store: Store, request: Request, root: str) -> None:
    """Let others have what a run over the whole project has found out."""
    if covers_project(request, root) and not request.staged and store.dependencies.are_sure:
        shared.offer(store.to_share)


def notes(shared: Shared, *, is_profiled: bool) -> list[str]:
    """Return what the user should know."""
    counts = shared.counts
    told = []
    if counts.problem:
        told.append(f"the shared cache was left alone: {counts.problem}")
    if counts.foreign:
        told.append(f"packs of the shared cache that do not verify, and count as not there: {counts.foreign}")
    if is_profiled:
        told.append(f"shared cache: {counts.asked} requests, {counts.found} packs taken, {counts.written} written")
    return told

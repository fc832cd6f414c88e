"""The results that machines share by a server: taken where nothing is known here, offered where nobody has them."""

from __future__ import annotations

from qualitygate.api.pack_servers import PackServerError
from qualitygate.cache.digests import of_bytes
from qualitygate.cache.packs import Keys
from qualitygate.cache.remote import Counts, Shared, names
from qualitygate.cache.store import Store
from qualitygate.cli.setup import Setup
from qualitygate.cli.trust import SERVER, is_pull_request
from qualitygate.config.command_line import NAME as COMMAND_LINE
from qualitygate.engine.request import Request
from qualitygate.engine.silencing.unused_exclusions import covers_project
from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.model.replacement import replace
from qualitygate.model.wire import to_bytes
from qualitygate.vcs.git import recent

#: The variable with what the server asks for: HTTP's header "Bearer …", "Basic …"; a password.
AUTHORIZATION = "QUALITYGATE_CACHE_AUTHORIZATION"
#: The variable with the name of a scope: results of this job are for jobs of the same scope alone.
SCOPE = "QUALITYGATE_CACHE_SCOPE"
#: How many revisions are asked for: each that is not there costs a round trip.
_REVISIONS = 5


def shared_results(setup: Setup, environment: str) -> Shared | None:
    """Return the packs of the project; None where no server is named, or no key is given.

    Raises:
        ConfigError: the URL or a key is wrong.
        PackServerError: the server cannot be used, or may not.
    """
    (url, is_ours), variables = _server(setup), setup.tree.inputs.environment
    keys = Keys.of(variables) if url else None
    if keys is None:
        return None
    credentials, scope = variables.get(AUTHORIZATION, ""), variables.get(SCOPE, "")
    if credentials and not is_ours:
        named = f"{SERVER} or --set names, and this one is named by a file of the project"
        raise PackServerError(f"{AUTHORIZATION} goes only to a server that {named}")
    try:
        server = ask.pack_server(setup.host, url, credentials)
    except (PackServerError, PluginError) as error:
        raise PackServerError(str(error).replace(credentials or "\0", "***")) from error
    place, revisions = recent(setup.tree.root, _REVISIONS, option="cache-remote")
    depends = f"{environment} {_settings(setup)}"
    shared = names(depends, place, revisions)
    may_write = not setup.trust.untrusted
    if scope:
        scoped = names(depends, place, revisions, scope)
        shared = [name for pair in zip(scoped, shared, strict=True) for name in pair]
    else:
        may_write = may_write and bool(keys.writing) and not is_pull_request(setup.tree.inputs)
    return Shared(server, keys, shared, shared[0] if shared and may_write else "")


def _settings(setup: Setup) -> str:
    """Return a digest of the project's settings: of jobs that look for other things, each has its own packs."""
    settings = setup.tree.run_settings
    said = replace(settings.selection, off_by_default=frozenset())  # follows from the environment, in any order
    return of_bytes(to_bytes(replace(settings, selection=said))).hex()


def _server(setup: Setup) -> tuple[str, bool]:
    """Return the URL of the server, and whether whoever started us named it; "": there is none.

    What a checkout that is not trusted names is none: its files could send requests anywhere.
    """
    if url := setup.tree.inputs.environment.get(SERVER, ""):
        return url, True
    url = setup.tree.cache.remote
    if not url:
        return "", False
    is_ours = any(key == "cache-remote" and COMMAND_LINE in said for key, _, said in setup.tree.origins("_"))
    return (url, is_ours) if is_ours or not setup.trust.untrusted else ("", False)


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


def notes(counts: Counts, *, is_profiled: bool) -> list[str]:
    """Return what the user should know."""
    told = []
    if counts.problem:
        told.append(f"the shared cache was left alone: {counts.problem}")
    if counts.foreign:
        told.append(f"packs of the shared cache that do not verify, and count as not there: {counts.foreign}")
    if is_profiled:
        told.append(f"shared cache: {counts.asked} requests, {counts.found} packs taken, {counts.written} written")
    return told

"""Who holds the packs that machines share."""

from __future__ import annotations

from typing import Any, cast

from qualitygate.api.pack_servers import PackServer
from qualitygate.errors import ConfigError
from qualitygate.hosting.ask.calling import claim, contained, mappings, require_attributes
from qualitygate.hosting.host import PluginHost


def pack_server(host: PluginHost, url: str, credentials: str) -> PackServer:
    """Return the server of a URL.

    Raises:
        ConfigError: no plugin knows the scheme, or the URL is wrong.
        PackServerError: what would ask it is not installed.
        PluginConflictError: two plugins offer one scheme.
        PluginError: the plugin fails.
    """
    owners: dict[str, str] = {}
    known: dict[str, Any] = {}
    for plugin, offered in mappings(host, "qualitygate_pack_servers"):
        for scheme, make in offered.items():
            claim(host, owners, scheme, plugin, "scheme")
            known[scheme] = make
    scheme, is_one, _ = url.partition("://")
    if not is_one or scheme.lower() not in known:
        schemes = ", ".join(f"{each}://" for each in sorted(known)) or "nothing: no plugin is loaded that knows one"
        raise ConfigError(f"cache-remote: expected a URL that begins with one of {schemes}")
    owner = owners[scheme.lower()]
    with contained(host, owner, f"what makes a server of {scheme.lower()}://"):
        server = known[scheme.lower()](url, credentials)
    return cast(PackServer, require_attributes(host, owner, server, "server of packs", ("get", "put", "close")))

"""What a client can do, and what its user has set."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Struct

from qualitygate.errors import UsageError
from qualitygate.lsp.positions import DEFAULT, Encoding, agree
from qualitygate.model.nearest import did_you_mean

#: The section of the client's settings that is ours.
SECTION = "qualitygate"
#: Which parts of a code action the client may ask for later.
_RESOLVED = ("textDocument", "codeAction", "resolveSupport", "properties")

#: Where a client says that it shows other places; for those that pull only since version 3.18.
_RELATED = (("publishDiagnostics", "relatedInformation"), ("diagnostic", "relatedInformation"))


class Client(Struct, frozen=True):
    """What the server may count on."""

    encoding: Encoding = DEFAULT
    pulls: bool = False  #: asks for diagnostics; one that does is never sent any
    refreshes: bool = False  #: can be told to ask again
    has_settings: bool = False  #: can be asked for its settings
    watches: bool = False  #: can be asked to watch files
    shows_progress: bool = False
    versions_edits: bool = False  #: takes edits that say which version of a document they are for
    shows_related: bool = False  #: shows the other places that a diagnostic is about
    resolves: bool = False  #: asks for the edit of a code action when it is chosen

    @classmethod
    def of(cls, capabilities: object) -> Client:
        """Read the client's capabilities; what has another shape than it should is taken for absent."""
        return cls(
            encoding=agree(_strings(look(capabilities, "general", "positionEncodings"))),
            pulls=isinstance(look(capabilities, "textDocument", "diagnostic"), dict),
            refreshes=look(capabilities, "workspace", "diagnostics", "refreshSupport") is True,
            has_settings=look(capabilities, "workspace", "configuration") is True,
            watches=look(capabilities, "workspace", "didChangeWatchedFiles", "dynamicRegistration") is True,
            shows_progress=look(capabilities, "window", "workDoneProgress") is True,
            versions_edits=look(capabilities, "workspace", "workspaceEdit", "documentChanges") is True,
            shows_related=any(look(capabilities, "textDocument", *each) is True for each in _RELATED),
            resolves="edit" in _strings(look(capabilities, *_RESOLVED)),
        )


class ClientSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What the user sets in the editor. The project's own settings stand in its configuration, for everybody."""

    select: tuple[str, ...] = ()  #: as ``--select``
    args: tuple[str, ...] = ()  #: more of the command line
    run: Literal["onType", "onSave"] = "onType"
    trace: Literal["off", "messages", "verbose"] = "off"
    debounce: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 50  #: milliseconds without a key before a check

    @property
    def arguments(self) -> tuple[str, ...]:
        """What it means on the command line."""
        return (*(("--select", ",".join(self.select)) if self.select else ()), *self.args)


def read_settings(value: object) -> ClientSettings:
    """Read what a client gives: the settings, or something that has them as ``qualitygate``, or as ``settings``.

    Raises:
        UsageError: there is an unknown key, or a value of another type.
    """
    for name in (SECTION, "settings", SECTION):
        inner = look(value, name)
        value = inner if isinstance(inner, dict) else value
    sections = value.values() if isinstance(value, dict) else ()
    if not value or (sections and all(each is None or isinstance(each, dict) for each in sections)):
        return ClientSettings()  # there are none, or those of other servers
    try:
        return msgspec.convert(value, ClientSettings)
    except msgspec.ValidationError as error:
        raise UsageError(f"the editor's settings: {_complaint(str(error), value)}") from error


def _complaint(text: str, value: object) -> str:
    known = ClientSettings.__struct_fields__
    unknown = [key for key in value if key not in known] if isinstance(value, dict) else []
    if unknown:
        hint = did_you_mean(str(unknown[0]), known) or f"; there are {', '.join(known)}"
        return f"there is no {SECTION}.{unknown[0]}{hint}"
    return text.replace("`", "'").replace("$.", f"{SECTION}.")


def look(value: object, *steps: str) -> object:
    """Return what stands inside objects under these names; None where there is no such thing."""
    for step in steps:
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []

"""What all shards and their merge must have in common, beside the files: each part by a name that an error can say."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from qualitygate.cache.digests import of_bytes
from qualitygate.engine.given import Given
from qualitygate.engine.work import Plan
from qualitygate.errors import RevisionError
from qualitygate.vcs.git import Repository

#: Where nothing was said.
_NOTHING = "nothing"


class Identity(Struct, frozen=True):
    """What a shard's findings depend on beside its files, causes before what follows from them."""

    options: dict[str, str]  #: of the command line, those that decide
    revision: str  #: the commit that is checked out; "" = there is none
    configuration: dict[str, str]  #: digests of the files, by path from the root
    environment: dict[str, str]  #: what is installed, by name: versions and digests
    settings: str  #: digest of what is in force, wherever it was said

    @classmethod
    def of(
        cls, given: Given, plan: Plan, environment: Mapping[str, str], options: Mapping[str, str]
    ) -> Identity:
        """Put it together for one run."""
        revision, configuration = _revision(given.tree.root), _configuration(given, plan)
        return cls(dict(options), revision, configuration, dict(environment), _settings(given, plan))


def difference(there: Identity, here: Identity) -> str:
    """Say what is not the same in a shard (``there``) and its merge (``here``), and the cure; "" when nothing is."""
    for name in _differing(there.options, here.options):
        came, wanted = (each.options.get(name) or _NOTHING for each in (there, here))
        return f"another configuration: {name} was {came} there and is {wanted} here; give merge the shards' options"
    if there.revision and here.revision and there.revision != here.revision:
        came, wanted = there.revision[:7], here.revision[:7]
        return f"another revision: {came} was checked there, and {wanted} is here; check out the same in every job"
    for name in _differing(there.configuration, here.configuration):
        said = _both(name, there.configuration, here.configuration)
        return f"another configuration: {said}; check out the same in every job"
    for name in _differing(there.environment, here.environment):
        said = _both(name, there.environment, here.environment)
        return f"another environment: {said}; install the same in every job"
    if there.settings != here.settings:
        return "another configuration: other settings were in force there; compare what 'qualitygate config' prints"
    return ""


def _differing(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {*there, *here} if there.get(name) != here.get(name))


def _both(name: str, there: Mapping[str, str], here: Mapping[str, str]) -> str:
    if name not in there or name not in here:
        return f"{name} is only {'here' if name in here else 'there'}"
    return f"{name} is another one there than here"


def _revision(root: str) -> str:
    try:
        return Repository(root, option="--shard").head
    except RevisionError:  # no repository: the files are compared one by one anyway
        return ""


def _configuration(given: Given, plan: Plan) -> dict[str, str]:
    root, inputs = given.tree.root, given.tree.inputs
    return {path: of_bytes(inputs.read(os.path.join(root, path))).hex() for path in plan.configured_by}


def _settings(given: Given, plan: Plan) -> str:
    """Return the digest of all settings that files have, of the run's options of plugins, and of the gate stages."""
    parts = [*sorted(map(_ordered, plan.settings)), _ordered(given.host.run_options), _ordered(given.tree.gate.stages)]
    return of_bytes(b"\n".join(parts)).hex()


def _ordered(value: object) -> bytes:
    """Write a value, its sets in order too: they come in another one in each process."""
    return repr(msgspec.to_builtins(value, order="deterministic")).encode("utf-8", "surrogatepass")

"""Certificates for servers on this machine, made by openssl: each stands for itself, as one of a team's own does."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

#: Python 3.13 refuses an authority that does not say what its key is for.
_SAYS = ("subjectAltName=DNS:localhost,IP:127.0.0.1", "keyUsage=critical,keyCertSign,digitalSignature")


@dataclass(frozen=True)
class Certificate:
    """Files in PEM. Whoever trusts ``certificate`` trusts who has ``key``."""

    certificate: str
    key: str


def new_certificate(folder: Path) -> Certificate:
    """Make one for 127.0.0.1, or skip the test where there is no openssl."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("needs the program openssl")
    folder.mkdir(parents=True, exist_ok=True)
    made = Certificate(str(folder / "certificate.pem"), str(folder / "key.pem"))
    kind = (
        "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost"
    )
    extensions = [part for each in _SAYS for part in ("-addext", each)]
    subprocess.run(
        [program, "req", "-x509", *kind, *extensions, "-keyout", made.key, "-out", made.certificate],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return made

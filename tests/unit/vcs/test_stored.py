"""What git would store, held against git itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualitygate.vcs.command import Git
from qualitygate.vcs.stored import NO_CONVERSION, blob_id, conversions, stored

from .conftest import Clone

ATTRIBUTES = ("", "text", "-text", "text=auto", "eol=crlf", "eol=lf", "text=auto eol=crlf", "-text eol=crlf", "ident")
OTHERS = ("crlf", "-crlf", "crlf=input", "text ident", "binary", "working-tree-encoding=UTF-16", "filter=unknown")
pieces = st.sampled_from(
    [b"a\r\n", b"b\n", b"\r", b"\0", b"\x01", b"\x1a", b"$Id: x$", b"$Id: x\n$", b"$Id$", b"c" * 130]
)


texts = st.lists(pieces, max_size=6).map(b"".join)


def ids_by_git(clone: Clone, contents: list[bytes]) -> list[str]:
    """The objects that ``git add`` makes of files with these contents."""
    for at, content in enumerate(contents):
        Path(clone.root, f"{at}.py").write_bytes(content)
    clone.git("add", "-f", ".")
    by_path = {line.split()[3]: line.split()[1] for line in clone.git("ls-files", "--stage", "*.py").splitlines()}
    return [by_path[f"{at}.py"] for at in range(len(contents))]


@pytest.mark.parametrize("autocrlf", ["false", "input", "true"])
@pytest.mark.parametrize("attributes", [*ATTRIBUTES, *OTHERS])
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.one_of(st.none(), texts), texts), min_size=5, max_size=20))
def test_d7_what_would_be_stored_is_what_git_stores(
    clone: Clone, autocrlf: str, attributes: str, pairs: list[tuple[bytes | None, bytes]]
) -> None:
    encoding = "utf-16" if "UTF-16" in attributes else "latin-1"
    befores, data = (
        [(each or b"").decode("latin-1").encode(encoding) for each in column] for column in zip(*pairs, strict=True)
    )
    clone.git("config", "core.autocrlf", autocrlf)
    clone.write({".gitattributes": f"*.py {attributes}\n" if attributes else ""})
    clone.git("rm", "-rq", "--cached", "--ignore-unmatch", ".")
    indexed = [clone.git_bytes("cat-file", "blob", blob) for blob in ids_by_git(clone, befores)]
    paths = [f"{at}.py" for at in range(len(data))]
    known = conversions(Git(str(clone.root)), paths)
    for path, ours, theirs, before in zip(paths, data, ids_by_git(clone, data), indexed, strict=True):
        content = stored(ours, known.get(path, NO_CONVERSION), lambda before=before: before)  # type: ignore[misc]
        assert content is not None
        assert blob_id(content, theirs) == theirs, (ours, before)


def test_d7_a_file_with_a_filter_is_not_known_and_the_filter_not_run(clone: Clone, tmp_path: Path) -> None:
    clone.git("config", "filter.x.clean", f"touch {tmp_path}/ran; cat")
    clone.write({".gitattributes": "*.py filter=x\n"})
    (conversion,) = conversions(Git(str(clone.root)), ["a.py"]).values()
    assert conversion.filter == "x"
    assert stored(b"", conversion, lambda: b"") is None
    assert not (tmp_path / "ran").exists()

"""Notebooks for tests, as Jupyter writes them."""

from __future__ import annotations

import json


def notebook(*cells: str, metadata: dict[str, object] | None = None) -> str:
    """Return a notebook of code cells; one that begins with "markdown:" is a text cell."""
    written = []
    for text in cells:
        kind = "markdown" if text.startswith("markdown:") else "code"
        more = {"execution_count": None, "outputs": []} if kind == "code" else {}
        lines = [line + "\n" for line in text.split("\n")]
        lines[-1] = lines[-1][:-1]
        source = [line for line in lines if line]
        written.append({"cell_type": kind, "id": f"c{len(written)}", "metadata": {}, **more, "source": source})
    whole = {"cells": written, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"

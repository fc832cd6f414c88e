from __future__ import annotations

import pytest

from qualitygate.files.kinds import kind_of, needs_head
from qualitygate.model.settings import KindRule, Pattern


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("app/models.py", "python"),
        ("app/window.pyw", "python"),
        ("app/models.pyi", "stub"),
        ("README.md", "markdown"),
        ("README.markdown", "markdown"),
        ("docs/index.rst", "rst"),
        ("locale/de/LC_MESSAGES/django.po", "po"),
        ("locale/django.pot", "po"),
        ("requirements.txt", "text"),
        ("app/templates/mail/subject.txt", "template"),
        ("app/templates/welcome.eml", "template"),
        ("app/templates/welcome.subject", "template"),
        ("templates/a.html", "template"),
        ("page.htm", "template"),
        ("page.xhtml", "template"),
        ("page.djhtml", "template"),
        ("page.jinja", "template"),
        ("page.html.j2", "template"),
        ("page.jinja2", "template"),
        ("SETUP.PY", "python"),
        ("dir.py/logo.png", None),
        ("welcome.eml", "mail"),
        ("app/mytemplates/a.eml", "mail"),
        ("app/templates/sitemap.xml", "template"),
        ("app/mail.mjml", "template"),
        ("static/app.js", "javascript"),
        ("static/app.mjs", "javascript"),
        ("ui/App.jsx", "javascript"),
        ("ui/app.ts", "typescript"),
        ("ui/App.tsx", "typescript"),
        ("package.json", "json"),
        ("tsconfig.jsonc", "json"),
        (".github/workflows/ci.yml", "yaml"),
        ("conf.yaml", "yaml"),
        ("logo.svg", "xml"),
        ("feed.xml", "xml"),
        ("README", "text"),
        ("docs/CHANGELOG", "text"),
        ("LICENSE", None),
        ("style.css", None),
        ("package-lock.json", None),
        ("pnpm-lock.yaml", None),
        ("static/app.min.js", None),
        ("static/vendor/jquery/jquery.js", None),
        ("node_modules/a/index.ts", None),
        ("static/dist/app.js", None),
        ("vendor/readme.md", "markdown"),
        ("vendor/a.py", "python"),
        ("app.py-tpl", None),
        (".bashrc", None),
        ("Makefile", None),
    ],
)
def test_the_suffix_tells_the_kind(path: str, kind: str | None) -> None:
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    "line",
    [
        b"#!/usr/bin/python\n",
        b"#!/usr/bin/python",
        b"#! /usr/bin/python3\r\n",
        b"#!/usr/bin/python -u\n",
        b"#!/opt/venv/bin/python3.11\n",
        b"#!/usr/bin/env python3\nimport os\n",
        b"#!/usr/bin/env -S python3.11 -W error\n",
        b"#!/usr/bin/env -i PATH=/bin python\n",
        b"#!/usr/bin/env pypy3\n",
        b"#!/usr/bin/python3.13t\n",
        b"#!python\n",
    ],
    ids=lambda line: line.decode().strip().replace("\n", " then "),
)
def test_a_python_shebang_makes_a_file_without_suffix_python(line: bytes) -> None:
    assert kind_of("bin/manage", line) == "python"


@pytest.mark.parametrize(
    "line",
    [b"", b"#!/bin/sh\n", b"#!/usr/bin/ipython\n", b"#!/usr/bin/pythonic\n", b"\n#!/usr/bin/python\n", b"\xff\xfe\0#!"],
    ids=["empty", "shell", "ipython", "another word", "second line", "binary"],
)
def test_any_other_first_line_does_not(line: bytes) -> None:
    assert kind_of("bin/manage", line) is None


def test_a_readme_that_is_a_program_is_one() -> None:
    assert kind_of("README", b"#!/usr/bin/python\n") == "python"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.vue", "template"),
        ("sub/a.vue", "template"),
        ("sub/docs/a.txt", "rst"),
        ("docs/a.txt", "text"),
        ("static/lib/a.js", None),
        ("static/lib/deep/a.js", None),
        ("static/mine/a.js", "javascript"),
        ("data/package-lock.json", "json"),
        ("SConstruct", "python"),
        ("b.md", "text"),
    ],
)
def test_what_is_configured_counts_before_the_suffix_and_the_last_rule_of_all(path: str, kind: str | None) -> None:
    rules = [
        KindRule(Pattern("*.vue"), "template"),
        KindRule(Pattern("docs/*.txt", "sub"), "rst"),
        KindRule(Pattern("static/lib/"), "none"),
        KindRule(Pattern("package-lock.json"), "json"),
        KindRule(Pattern("SConstruct"), "python"),
        KindRule(Pattern("*.md"), "rst"),
        KindRule(Pattern("*.md"), "text"),
    ]

    assert kind_of(path, rules=rules) == kind


def test_a_suffix_is_believed_whatever_the_first_line_says() -> None:
    assert kind_of("install.sh", b"#!/usr/bin/python\n") is None


def test_only_a_name_without_a_dot_needs_its_first_line_read() -> None:
    assert needs_head("manage")
    assert not needs_head("manage.py")
    assert not needs_head(".bashrc")

"""How often a rule is wrong: what was read of its findings in published code, drawn by ``tests.parity.pack``."""

from __future__ import annotations

_CODE = (
    "Django 5.2, wagtail 6.4, celery 5.4, SQLAlchemy 2.0 and the standard library of Python 3.11, 1.8 million lines"
)
#: What was read for rules that find little or nothing there.
APPLICATIONS = (
    "luigi 3.8, moto 5.2, dagster 1.13, Airflow 3.3, Prefect 3.9, mlflow, buildbot, impacket 0.13, Trac 1.6, NLTK, "
    "ObsPy, "
    "PsychoPy, Streamlit, langchain-community 0.4, django-cms, Oscar, Mezzanine and wagtail 6.4, 3.1 million lines"
)
_DATE = "2026-11-29"


def sample(found: int, read: int = 0, wrong: int = 0, note: str = "", code: str = _CODE) -> str:
    """Return what a rule's page says: of ``found`` findings, ``read`` were judged by hand, ``wrong`` helped nobody."""
    if not found:
        return f"it finds nothing in {code} ({_DATE}). {note}".rstrip()
    return f"{wrong} of {read} were wrong, read of {found} in {code} ({_DATE}). {note}".rstrip()

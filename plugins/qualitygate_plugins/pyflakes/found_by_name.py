"""Files whose names programs read, and names that programs look for in any file, by convention."""

from __future__ import annotations

import re

_SETTINGS = re.compile(
    r"(?:^|/)(?:settings(?:/[^/]*|[^/]*)|(?:local|base|test|dev|prod)_settings|management/commands/[^/]*|"
    r"templatetags/[^/]*)\.py$"
)
#: Files whose names a program reads as a whole: packages, pytest, Sphinx, invoke, Fabric, Locust, nox, doit, torch.hub,
#: Celery, gunicorn, and what Python runs as it starts.
_NAMESPACES = frozenset(
    {"__init__.py", "conftest.py", "conf.py", "fabfile.py", "locustfile.py", "noxfile.py", "dodo.py", "hubconf.py",
     "celeryconfig.py", "gunicorn.conf.py", "gunicorn_conf.py", "sitecustomize.py", "usercustomize.py"}
)  # fmt: skip
#: Names that a program looks for in modules: unittest, pytest and nose, Django's URLs, servers.
LOOKED_FOR = frozenset(
    {"load_tests", "setUpModule", "tearDownModule", "setup_module", "teardown_module", "setup_function",
     "teardown_function", "pytestmark", "pytest_plugins", "urlpatterns", "handler400", "handler403", "handler404",
     "handler500", "application", "app"}
)  # fmt: skip


def is_read_by_name(path: str) -> bool:
    """Does a program read the names of the file at ``path``, which is relative to the root?"""
    # of invoke's tasks only the root has some: elsewhere they are Celery's, which are found by their decorator
    return path.rpartition("/")[2] in _NAMESPACES or path == "tasks.py" or _SETTINGS.search(path) is not None

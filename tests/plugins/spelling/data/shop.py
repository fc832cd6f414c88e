#!/usr/bin/env python  (github)
# -*- coding: utf-8 -*-  github
"""The shop signs people in with ⟦QG201:Github⟧, ⟦QG202:Git Hub⟧ and ⟦QG203:Githbu⟧.

GitHub and GitHub Actions are right, GitHub's and GitHubs too; Wellfire
Interactive may be wrapped. ``github`` and `github` are code, :mod:`github` and
:class:`~shop.Github` are roles, but :ref:`⟦QG201:github⟧ accounts <github-accounts>` shows its title.

Usage::

    client = Github("github")
    $ github --github

>>> import github
>>> github.login()
'Github'

.. code-block:: python

    Github = "Github"

.. note:: ⟦QG201:Angularjs⟧ is old.

.. _github: https://Github.com

Args:
    github: the ⟦QG201:github⟧ account
    token (github): for it

:param github: a ⟦QG202:Git-Hub⟧ client
:type github: Github
:returns: the ⟦QG202:WellFire-Interactive⟧ account
"""

import github
from github import Github, subblime
from shop.wellfire import wellfire_interactive as angularjs

GITHUB = "github"  # the ⟦QG201:github⟧ service
GITHUB_TOKEN = os.environ["GITHUB_TOKEN"]
github.Github(github="github", angular_js="git-hub")
LOGIN_URL = "https://github.com/Github/AngularJs"
SCHEMELESS = "see www.Github.com/x or Github.com or user@Github.com or git@Github.com:x/y.git"
PATHS = ["a/Github/b", "./Github", "C:\\Github\\x", "Github.py", "*.Github.io", "/etc/Github"]
KEYS = {"github": 1, "github_token": 2, "github-token": 3, "api/github": 4, "x.github": 5}
BYTES = b"Github and Git Hub"
FORMAT = "%(github)s {github} {Github.name} ${Github} {{ github }} {% github %}"
HTML = '<a class="github" href="/Github" data-x="Github">⟦QG201:Github⟧</a>'
LABEL = "⟦QG201:Github⟧"
LABEL_2 = "⟦QG202:Git Hub⟧"
SHOUTED = "SIGN IN WITH GITHUB"
SHOUTED_ALONE = "The ⟦QG201:GITHUB⟧ account"
ESCAPED = "first\n⟦QG201:Github⟧\tand\t⟦QG201:github⟧\\n caf\u00e9Github Github\u00e9"
RAW = r"\bgithub\b|\dGithub"
JOINED = "Sign in with ⟦QG201:Github⟧ " "or ⟦QG201:mysql⟧ " 'or \'⟦QG201:Github⟧\''
QUOTED = "the key 'github' and the name '⟦QG201:Github⟧'"
DASHED = "⟦QG201:github⟧-hosted, ⟦QG201:Github⟧-only, my-github-app, github-actions, X-Github-Event, --github -github"
LISTS = "GitHub/GitLab, ⟦QG201:Github⟧/Gitlab, docs/Github, #Github, @Github, $github, ~github, github=1, github()"
ORDINARY = "linked in the page, Linked in, but ⟦QG202:Linked In⟧; my SQL, but ⟦QG202:My SQL⟧"
NODE = "node.js is a file, ⟦QG202:NodeJS⟧ and ⟦QG201:Node.JS⟧ and ⟦QG202:Node JS⟧ are not; C# and ⟦QG201:c#⟧, c and C"


def fenced():
    """A fence:

    ```python
    Github
    ```

    Behind it ⟦QG201:Github⟧.
    """


class Account(models.Model):
    """An account. ⟦QG203:Subblmie⟧ sells ⟦QG202:wellfireInteractive⟧ and ⟦QG203:Welfire Interactive⟧."""

    github = models.CharField(
        _("⟦QG201:SubBlime⟧ name"),
        verbose_name="⟦QG201:Github⟧",
        help_text="Your ⟦QG203:PostgrSQL⟧ name",
        db_column="github",
    )

    class Meta:
        verbose_name = "⟦QG202:Postgre-SQL⟧ account"


def greet(user):
    'one ⟦QG201:Github⟧ line'
    # Wellfire
    # Interactive is wrapped here, and ⟦QG201:wellfire
    # interactive⟧ is wrong across lines too
    # github = Github()
    # import github
    # github.login(user)
    # the 'github' key, "github" too, github.com, github_token, self.github, github()
    x = f"⟦QG201:Github⟧ {github!r:>{Github}} {{ x }} {user['Github']} ⟦QG201:github⟧ {Github}"  # noqa: E501 github
    y = 1  # type: ignore[github] github
    # pragma: no cover github
    return x, y  # pylint: disable=github

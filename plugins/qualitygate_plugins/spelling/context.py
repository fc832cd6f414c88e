"""What stands around a word: does it make the word an address, a path, an identifier, a command, or prose?"""

from __future__ import annotations

import re
import unicodedata

from qualitygate_plugins.spelling.prose import BREAK, TAKEN

#: How far the run of characters around a word is looked at; longer ones are data.
_REACH = 200
#: An address of any scheme or without one, and everything with an @: e-mail, mention, "git@github.com:x".
_ADDRESS = re.compile(r"\w:/|:\\|//|\bwww\.|@", re.IGNORECASE)
#: Directly behind one of these a word is a value, an option, a variable, a file or a member.
_BEFORE = re.compile(r"""(?: [$\\=~#%:{] | (?<!\.\.)\. | [\w)\]]\? | \w& | (?<![\w-])--? ) \Z""", re.VERBOSE)
#: Directly before one of these a word is a call, a key, a file's stem, a package with a version.
_AFTER = re.compile(r"""\((?!s\)) | \[(?!\^) | [\\=@] | :[\w:/] | \.\w | [<>!~]= | ->""", re.VERBOSE)
#: "GitHub/GitLab": names side by side, not a path.
_ALTERNATIVES = re.compile(r"""[(\["'*]*[^\W\d_]\w*(?:-\w+)*(?:/[^\W\d_]\w*(?:-\w+)*){1,3}(?:['’]s)?[)\]"'*.,;:!?]*""")
#: "github-hosted" is prose, "github-actions" is a slug.
_PROSE_TAIL = re.compile(
    r"-(?:based|like|style|styled|hosted|only|specific|compatible|flavou?red|powered|related|backed|driven|managed|"
    r"ready|friendly|generated|enabled|aware|free|side|owned|provided|supported|disabled)\b"
)
_PROSE_HEAD = re.compile(r"\b(?:non|pre|post|pro|anti|un|ex|all|pseudo)-\Z", re.IGNORECASE)
#: "X-Github-Event" is the name of an HTTP header.
_HEADER = re.compile(r"\bX-(?:\w+-)*\Z")
#: Words before and behind a lower-case name that make it the name of a module or a program.
_COMMAND = re.compile(
    r"(?:\b(?:import|sudo|module named|LANGUAGE|EXISTS|extension)|\s--?\w[\w-]*|"
    r"\b(?:pip3?|npm|yarn|conda|gem|cargo|uv|apt|apt-get|brew|dnf|yum)(?: -?\w+)?)[ ]\Z"
)
_MODULE = re.compile(r"[ ](?:module|package|namespace|command|executable|binary|directory|folder|extension)\b")
#: Values of a list or table without blanks: "github,gitlab;bitbucket".
_CELL = re.compile(r"[,;|][^\W_]")
_LINE_BREAK = re.compile(f"[\n{BREAK}]")
#: Who a note is for, and what a change is about: "TODO(github)", "fix(github): …".
_LABEL_BEFORE = re.compile(r"(?:\b(?:TODO|FIXME|XXX|HACK|BUG|NOTE|OPTIMI[SZ]E)|[a-z])\(\Z")
_QUOTES = {"'": "'", '"': '"', "\u2018": "\u2019", "\u201c": "\u201d", "\u00ab": "\u00bb", "<": ">", "|": "|"}


def is_prose(text: str, start: int, end: int) -> bool:
    """Is the name at ``text[start:end]`` something that people read as a name?

    False inside URLs, e-mail addresses, domains, paths, identifiers, options, keys and slugs. Wholly lower-case words
    get less credit: in quotes they are values, in hyphens slugs. A word wholly in capitals is right on a line that is.
    """
    wrong = text[start:end]
    after_plural = end + (text[end : end + 1] == "s")
    before = _run_before(text, start)
    after = _run_after(text, after_plural)
    if _is_address(before, after) or _BEFORE.search(before) or _AFTER.match(after):
        return False
    if after and unicodedata.combining(after[0]):
        return False
    if _is_path(before, wrong, after) or _is_part(before, wrong, after):
        return False
    if _is_label(before, wrong, after):
        return False
    if wrong.islower() and (_COMMAND.search(text[max(0, start - 40) : start]) or _MODULE.match(text, after_plural)):
        return False
    return not (wrong.isupper() and _is_capital_line(text, start, end))


def is_sentence_start(text: str, start: int) -> bool:
    """Does a sentence, line or passage start at ``start``, so that a lower-case name may have a capital there?"""
    before = text[max(0, start - 20) : start].rstrip(" \t\"'([*_\u201c\u2018")
    return not before or before[-1] in f".!?:\n#-*{TAKEN}{BREAK}"


def _run_before(text: str, start: int) -> str:
    piece = text[max(0, start - _REACH) : start].replace(TAKEN, " ")
    return "" if not piece or piece[-1].isspace() else piece.rsplit(None, 1)[-1]


def _run_after(text: str, end: int) -> str:
    piece = text[end : end + _REACH].replace(TAKEN, " ")
    return "" if not piece or piece[0].isspace() else piece.split(None, 1)[0]


def _is_address(before: str, after: str) -> bool:
    if len(before) >= _REACH or len(after) >= _REACH:
        return True
    return bool(_ADDRESS.search(before)) or "@" in after


def _is_path(before: str, wrong: str, after: str) -> bool:
    if "\\" in before:
        return True
    whole = before + wrong + after
    if not (before.endswith("/") or after.startswith("/") or re.search(r"\w/\S*\Z", before)):
        return False
    words = re.split(r"/", whole.strip("([\"'*)].,;:!?"))
    return not (_ALTERNATIVES.fullmatch(whole.replace(" ", "")) and all(word[:1].isupper() for word in words))


def _is_label(before: str, wrong: str, after: str) -> bool:
    """Does it stand in brackets directly behind a word, which are no part of a sentence?"""
    label = _LABEL_BEFORE.search(before)
    return label is not None and after.startswith(")") and (wrong.islower() or label.group()[:-1].isupper())


def _is_part(before: str, wrong: str, after: str) -> bool:
    """Is it a piece of a longer token: a slug, a header, a quoted value?"""
    if _HEADER.search(before):
        return True
    if not wrong.islower():
        return False
    if before and after and _QUOTES.get(before[-1]) == after[0]:
        return True
    if _CELL.match(after) or _CELL.match(before[::-1]):
        return True
    if before.endswith("-") and before[:-1] and not _PROSE_HEAD.search(before):
        return True
    return after.startswith("-") and after[1:2].isalnum() and not _PROSE_TAIL.match(after)


def _is_capital_line(text: str, start: int, end: int) -> bool:
    before = _LINE_BREAK.split(text[max(0, start - _REACH) : start])[-1]
    after = _LINE_BREAK.split(text[end : end + _REACH], maxsplit=1)[0]
    return not any(map(str.islower, before + after))

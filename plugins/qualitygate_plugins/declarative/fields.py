"""The keys of a ``[[tool.qualitygate.rule]]`` table."""

from __future__ import annotations

from qualitygate.api import Option

#: Of these each rule has one: what it looks for.
SUBJECTS = ("forbid-call", "forbid-name", "forbid-import", "layers", "forbid-text", "require-header", "pattern")
#: Where text can stand.
CONTEXTS = ("prose", "string", "comment", "template")
#: Kinds of files.
KINDS = (
    *("python", "stub", "template", "markdown", "rst", "po", "text"),
    *("javascript", "typescript", "json", "yaml", "xml", "mail"),
)

FIELDS = (
    Option("code", "", "1 to 8 capitals of your own and 1 to 6 digits, as in SHOP1"),
    Option("name", "", "names what is wrong, in small letters and hyphens; default: the code in small letters"),
    Option("message", "", "one line: what is there, and what to write instead"),
    Option("why", "", "what breaks where it is ignored, for explain"),
    Option("severity", "warning", "how bad it is", choices=("note", "warning", "error")),
    Option("url", "", "where more is written about it"),
    Option("paths", (), "patterns of the files that it is for; default: all"),
    Option(
        "forbid-call",
        (),
        "functions that nobody may call, by their full names; a name that begins with a dot is a method"
    ),
    Option(
        "forbid-name",
        (),
        "names that nobody may use, by their full names; one without a dot is one that the file gives"
    ),
    Option("forbid-import", (), "modules that nobody may import, with all below them"),
    Option("layers", (), "modules from the highest to the lowest: none may import one above it"),
    Option("allow-type-checking", False, "imports under if TYPE_CHECKING are let through"),
    Option("forbid-text", "", "a regular expression that nothing may match"),
    Option("contexts", (), "where forbid-text looks: prose, string, comment, template; default: the whole text"),
    Option("kinds", (), "the kinds of files for forbid-text and require-header; default: Python"),
    Option("require-header", "", "the lines that a file must begin with; ... stands for anything in a line"),
    Option("pattern", "", "code that nobody may write: $NAME is any expression, ... any arguments or statements"),
    Option("replace", "", "what to write instead of the pattern, with its names"),
    Option("fix", "unsafe", "how far that may be trusted", choices=("safe", "unsafe")),
    Option("bad", (), "texts in which the rule finds something: its documentation and its test"),
    Option("good", (), "for each of them, a text in which it finds nothing"),
    Option("example-path", "", "where the examples stand, for a rule that goes by the path"),
)

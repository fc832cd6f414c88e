"""The keys of a ``[[tool.qualitygate.tool]]`` table."""

from __future__ import annotations

from qualitygate.api import Option

PARSERS = (
    *("regex", "flake8", "json", "jsonl", "sarif", "checkstyle", "junit", "github", "diff"),
    *("coverage-json", "cobertura", "nothing"),
)
SEVERITIES = ("note", "warning", "error")

FIELDS = (
    Option("name", "", "what findings, failures and gate.stages call it; default: the preset's name"),
    Option("preset", "", "a tool whose facts are known: every other key overrides one of them"),
    Option("command", (), "program and arguments; {paths}, {changed}, {root} and {output} are filled in"),
    Option("report", "", "a report that another step wrote, instead of a command"),
    Option("pass", "project", "how it is given files", choices=("batch", "each", "project")),
    Option("scope", "", "what a finding depends on: its file, or more", choices=("file", "project")),
    Option("paths", (".",), 'what {paths} stands for with pass = "project"'),
    Option("kinds", ("python", "stub"), "kinds of the files that it is given"),
    Option("parser", "regex", "what it writes", choices=PARSERS),
    Option("output", "stdout", "where it writes that", choices=("stdout", "stderr", "both", "file")),
    Option("encoding", "utf-8", "the encoding of what it writes"),
    Option("pattern", "", "regex: one finding a line; groups path, line, column, end_line, end_column, code, message"),
    Option("items", "", "json: the path to the array of findings, as in results.errors"),
    Option("fields", (), "json: paths inside a finding, by what they are", is_map=True),
    Option("first-line", 1, "the number that it gives to the first line", minimum=0),
    Option("columns", "1", "its first column, and its unit where that is no code point",
           choices=("0", "1", "0-utf8", "1-utf8", "0-utf16", "1-utf16")),
    Option("prefix", "", "1 to 8 capitals that its codes begin with here"),
    Option("codes", (), "numbers by its own names; a name between slashes is a regular expression", is_map=True),
    Option("same-as", (), "codes of other checkers that find the same, by its own names; \"\" is none", is_map=True),
    Option("about", (), "what its messages are about, by its own names; the groups are names", is_map=True),
    Option("comments", "", "the word that its comments begin with: they silence what others find under the same codes",
           choices=("nosec", "pylint", "ruff")),
    Option("comment-names", (), "its own names, by what they are called in such comments", is_map=True),
    Option("severity", "warning", "that of a finding it says none of", choices=SEVERITIES),
    Option("severities", (), "note, warning or error by its own words, or by its own names of rules", is_map=True),
    Option("exit", (), "what its exit codes mean: findings, none, failure; any other is a failure", is_map=True),
    Option("timeout", 300, "seconds until it and all that it started is ended", minimum=1),
    Option("retries", 0, "how often it is asked again when it fails or finds something", minimum=0),
    Option("backoff", 1, "seconds before the first retry; twice as long before each later one", minimum=0),
    Option("effects", "unknown", "what it does to the tree", choices=("read", "write", "unknown")),
    Option("inputs", (), "patterns of the files that its answer depends on; given, an answer is remembered"),
    Option("configuration", (), "files that say how it looks at things, relative to the root"),
    Option("version", (), "the command that tells its version; default: the program with --version"),
    Option("variables", (), 'environment variables that it needs, beside the usual ones; "*" is all of them'),
    Option("compare", "run", "under --new: run in both trees, go by changed lines, or call everything new",
           choices=("run", "lines", "never")),
    Option("install", "", "how to install it, for the message that it is missing"),
    Option("minimum", 0, "coverage: the least percentage of lines that passes", minimum=0),
    Option("url", "", "documentation of a rule; {name} is its own name"),
    Option("source", "", "where these facts come from"),
)

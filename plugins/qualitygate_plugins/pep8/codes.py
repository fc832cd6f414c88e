"""pycodestyle's codes: which check function yields which, and what each is called and means.

Names follow ruff's where ruff has the rule, so that nobody learns twice.

Its facts are pinned by tests/plugins/pep8/test_checker.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from qualitygate.api import Applicability, OptionValue, Rule, Severity
from qualitygate_plugins.examples import Examples

_URL = "https://pycodestyle.pycqa.org/en/latest/intro.html#error-codes"

#: pycodestyle's check functions (2.12 to 2.15) and every code each can yield, read in their sources: the docstrings
#: that pycodestyle itself goes by leave some out (E101, E117, E133).
CODES_OF_CHECK: dict[str, tuple[str, ...]] = {
    "tabs_or_spaces": ("E101", "W191"),
    "tabs_obsolete": ("W191",),
    "trailing_whitespace": ("W291", "W293"),
    "trailing_blank_lines": ("W391", "W292"),
    "maximum_line_length": ("E501",),
    "blank_lines": ("E301", "E302", "E303", "E304", "E305", "E306"),
    "extraneous_whitespace": ("E201", "E202", "E203", "E204"),
    "whitespace_around_keywords": ("E271", "E272", "E273", "E274", "E275"),
    "missing_whitespace_after_keyword": ("E275",),
    "indentation": ("E111", "E112", "E113", "E114", "E115", "E116", "E117"),
    "continued_indentation": (
        "E121", "E122", "E123", "E124", "E125", "E126", "E127", "E128", "E129", "E131", "E133",
    ),  # fmt: skip
    "whitespace_before_parameters": ("E211",),
    "whitespace_around_operator": ("E221", "E222", "E223", "E224"),
    "missing_whitespace": ("E225", "E226", "E227", "E228", "E231"),
    "whitespace_around_comma": ("E241", "E242"),
    "whitespace_around_named_parameter_equals": ("E251", "E252"),
    "whitespace_before_comment": ("E261", "E262", "E265", "E266"),
    "imports_on_separate_lines": ("E401",),
    "module_imports_on_top_of_file": ("E402",),
    "compound_statements": ("E701", "E702", "E703", "E704", "E731"),
    "explicit_line_join": ("E502",),
    "break_before_binary_operator": ("W503",),
    "break_after_binary_operator": ("W504",),
    "comparison_to_singleton": ("E711", "E712"),
    "comparison_negative": ("E713", "E714"),
    "comparison_type": ("E721",),
    "bare_except": ("E722",),
    "ambiguous_identifier": ("E741", "E742", "E743"),
    "python_3000_invalid_escape_sequence": ("W605",),
    "maximum_doc_length": ("W505",),
}

_TABLE = """\
E101 mixed-spaces-and-tabs | Indentation contains mixed spaces and tabs
E111 indentation-with-invalid-multiple | Indentation is not a multiple of indent-size
E112 no-indented-block | An indented block was expected
E113 unexpected-indentation | A line is indented without reason
E114 indentation-with-invalid-multiple-comment | A comment's indentation is not a multiple of indent-size
E115 no-indented-block-comment | A comment stands where an indented block was expected
E116 unexpected-indentation-comment | A comment is indented without reason
E117 over-indented | A block is indented by more than indent-size
E121 under-indented-hanging-line | A continuation line is under-indented for a hanging indent
E122 missing-continuation-indent | A continuation line lacks indentation
E123 unmatched-closing-indent | A closing bracket does not match the indentation of its opening line
E124 unmatched-closing-visual-indent | A closing bracket does not match the visual indentation
E125 continuation-like-next-line | A continuation line has the same indentation as the next logical line
E126 over-indented-hanging-line | A continuation line is over-indented for a hanging indent
E127 over-indented-visual-line | A continuation line is over-indented for a visual indent
E128 under-indented-visual-line | A continuation line is under-indented for a visual indent
E129 visual-line-like-next-line | A visually indented line has the same indentation as the next logical line
E131 unaligned-hanging-line | A continuation line is unaligned for a hanging indent
E133 missing-closing-indent | A closing bracket lacks the indentation that hang-closing asks for
E201 whitespace-after-open-bracket | Blank after an opening bracket
E202 whitespace-before-close-bracket | Blank before a closing bracket
E203 whitespace-before-punctuation | Blank before a comma, semicolon or colon
E204 whitespace-after-decorator | Blank between @ and the decorator
E211 whitespace-before-parameters | Blank before the brackets of a call or an index
E221 multiple-spaces-before-operator | Several blanks before an operator
E222 multiple-spaces-after-operator | Several blanks after an operator
E223 tab-before-operator | Tab before an operator
E224 tab-after-operator | Tab after an operator
E225 missing-whitespace-around-operator | Blank missing around an operator
E226 missing-whitespace-around-arithmetic-operator | Blank missing around an arithmetic operator
E227 missing-whitespace-around-bitwise-or-shift-operator | Blank missing around a bitwise or shift operator
E228 missing-whitespace-around-modulo-operator | Blank missing around a modulo operator
E231 missing-whitespace | Blank missing after a comma, semicolon or colon
E241 multiple-spaces-after-comma | Several blanks after a comma
E242 tab-after-comma | Tab after a comma
E251 unexpected-spaces-around-keyword-parameter-equals | Blanks around the = of a keyword or default value
E252 missing-whitespace-around-parameter-equals | Blanks missing around the = of an annotated default
E261 too-few-spaces-before-inline-comment | Fewer than two blanks before an inline comment
E262 no-space-after-inline-comment | An inline comment does not start with '# '
E265 no-space-after-block-comment | A block comment does not start with '# '
E266 multiple-leading-hashes-for-block-comment | A block comment starts with several #
E271 multiple-spaces-after-keyword | Several blanks after a keyword
E272 multiple-spaces-before-keyword | Several blanks before a keyword
E273 tab-after-keyword | Tab after a keyword
E274 tab-before-keyword | Tab before a keyword
E275 missing-whitespace-after-keyword | Blank missing after a keyword
E301 blank-line-between-methods | A blank line is missing before a nested definition
E302 blank-lines-top-level | Two blank lines are missing before a top-level definition
E303 too-many-blank-lines | More blank lines than two, or than one inside a block
E304 blank-line-after-decorator | Blank line after a decorator
E305 blank-lines-after-function-or-class | Two blank lines are missing after a top-level definition
E306 blank-lines-before-nested-definition | A blank line is missing before a nested definition
E401 multiple-imports-on-one-line | Several imports on one line
E402 module-import-not-at-top-of-file | A module-level import stands below other code
E501 line-too-long | A line is longer than max-line-length
E502 redundant-backslash | A backslash inside brackets does nothing
E701 multiple-statements-on-one-line-colon | A statement follows the colon of a compound statement
E702 multiple-statements-on-one-line-semicolon | Statements are joined by a semicolon
E703 useless-semicolon | A statement ends with a semicolon
E704 multiple-statements-on-one-line-def | A function's body stands on the line of its def
E711 none-comparison | None is compared with == or !=
E712 true-false-comparison | True or False is compared with == or !=
E713 not-in-test | Membership is tested with 'not x in y'
E714 not-is-test | Identity is tested with 'not x is y'
E721 type-comparison | Types are compared instead of asking isinstance()
E722 bare-except | An except clause names no exception
E731 lambda-assignment | A lambda is assigned to a name instead of using def
E741 ambiguous-variable-name | A variable is called l, O or I
E742 ambiguous-class-name | A class is called l, O or I
E743 ambiguous-function-name | A function is called l, O or I
W191 tab-indentation | Indentation contains tabs
W291 trailing-whitespace | A line ends in blanks
W292 missing-newline-at-end-of-file | The last line has no line break
W293 blank-line-with-whitespace | A blank line contains blanks
W391 too-many-newlines-at-end-of-file | The file ends in blank lines
W503 line-break-before-binary-operator | A line breaks before a binary operator
W504 line-break-after-binary-operator | A line breaks after a binary operator
W505 doc-line-too-long | A comment or docstring line is longer than max-doc-length
W605 invalid-escape-sequence | A backslash starts no valid escape sequence
"""

_BUGS = frozenset({"E711", "E712", "E721", "E722", "W605", "E112", "E113"})
#: Their safe fixes keep the meaning but give another syntax tree, which one of style may not.
_REWRITTEN = frozenset({"E401", "E713", "E714"})
_UNSAFE_FIXES = frozenset({"E711", "E712", "E721", "E722", "E731"})
_NO_FIXES = frozenset({"E112", "E113", "E402", "E741", "E742", "E743", "W503", "W504", "W505"})
_WHY = {
    "E1": "Indentation is how Python's readers see structure; one style for it makes an odd level visible.",
    "E2": "Uneven blanks make the reader look for a meaning that is not there.",
    "E3": "Blank lines group code; the same number everywhere lets the eye find definitions.",
    "E4": "Imports in one place, one a line, show what a module depends on and keep merges free of conflicts.",
    "E5": "Long lines cannot be read side by side in a review.",
    "E7": "The construct is easy to misread, or does something else than it seems to.",
    "W1": "Tabs look different in every editor.",
    "W2": "Invisible characters make changes where nothing changed.",
    "W3": "Blank lines at the end make changes where nothing changed.",
    "W5": "One team breaks lines one way; pick either code, not both.",
    "W6": "Python warns about it today and will refuse it in a later version.",
    "E112": "Python refuses the file, as the block is empty.",
    "E113": "Python refuses the file, as the line belongs to no block.",
    "E133": "Said only with hang-closing = true, which wants the bracket where E123 forbids it; select one of the two.",
    "E711": "A class may answer == as it likes; there is one None, and 'is' asks for it.",
    "E712": "1 == True holds too, and a list that is not empty is true without equalling it. Ask for truth itself.",
    "E713": "'not x in y' reads as '(not x) in y' until one remembers the precedence.",
    "E714": "'not x is y' reads as '(not x) is y' until one remembers the precedence.",
    "E721": "A subclass is left out, mostly without intention. isinstance() takes it in; 'is' says that it must not.",
    "E722": "It catches KeyboardInterrupt and SystemExit too, so that nobody can stop the program, and hides mistakes.",
    "E731": "Tracebacks call it '<lambda>'; def gives it a name, and room for a docstring and annotations.",
    "E741": "In many fonts l, O and I look like 1 and 0.",
    "E742": "In many fonts l, O and I look like 1 and 0.",
    "E743": "In many fonts l, O and I look like 1 and 0.",
    "W292": "Tools that join files or compare lines treat the last one differently.",
    "W505": "Text is read best in short lines. Said only once max-doc-length is set.",
}


_WITHOUT_EXAMPLE = "No text can show it: a file that has it does not parse, and E999 is reported in its place."
_OPTIONS = {"E501": "max-line-length", "W505": "max-doc-length", "E123": "hang-closing", "E133": "hang-closing"} | {
    code: "indent-size" for code in ("E111", "E114", "E117", "E121", "E126")
}
#: What has to be set for the examples of a code.
_EXAMPLE_OPTIONS: dict[str, tuple[tuple[str, OptionValue], ...]] = {
    "E133": (("hang-closing", True),),
    "W505": (("max-doc-length", 72),),
}


def rules() -> list[Rule]:
    """Return the documentation of every code."""
    result = []
    for line in _TABLE.splitlines():
        identity, summary = line.split(" | ")
        code, name = identity.split(" ")
        result.append(
            Rule(
                code,
                name,
                summary,
                why=_WHY.get(code) or _WHY[code[:2]],
                severity=Severity.WARNING,
                category=_category(code),
                fix=_fix(code),
                examples=Examples(code, _examples),
                example_options=_EXAMPLE_OPTIONS.get(code, ()),
                url=_URL,
                without_example=_WITHOUT_EXAMPLE if code in ("E112", "E113") else "",
                options=(_OPTIONS[code],) if code in _OPTIONS else (),
            )
        )
    return result


def _examples(code: str) -> Sequence[tuple[str, str]]:
    from qualitygate_plugins.pep8.examples import EXAMPLES  # here: a run lists the rules and reads no example

    return [EXAMPLES[code]] if code in EXAMPLES else []


def _category(code: str) -> str:
    if code in _REWRITTEN:
        return "complexity"
    return "bug" if code in _BUGS else "style"


def _fix(code: str) -> Applicability | None:
    if code in _NO_FIXES:
        return None
    return Applicability.UNSAFE if code in _UNSAFE_FIXES else Applicability.SAFE


CODES = tuple(line.split(" ", 1)[0] for line in _TABLE.splitlines())

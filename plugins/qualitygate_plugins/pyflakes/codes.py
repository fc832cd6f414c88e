"""pyflakes' codes: flake8's number for each message class, what it is called and means, and which have a fix.

Its facts are pinned by tests/plugins/pyflakes/test_checker.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from qualitygate.api import Applicability, Rule, Severity
from qualitygate_plugins.examples import Examples

#: pyflakes' message class, flake8's code for it (flake8 7.5 ``plugins/pyflakes.py``), name and summary.
_TABLE = """\
UnusedImport F401 unused-import | An imported name is never used
ImportShadowedByLoopVar F402 import-shadowed-by-loop-var | A loop variable hides an import
ImportStarUsed F403 undefined-local-with-import-star | A star import hides which names are defined
LateFutureImport F404 late-future-import | A __future__ import stands below other code
ImportStarUsage F405 undefined-local-with-import-star-usage | A name may come from a star import, or be undefined
ImportStarNotPermitted F406 undefined-local-with-nested-import-star-usage | A star import stands below module level
FutureFeatureNotDefined F407 future-feature-not-defined | __future__ has no such feature
PercentFormatInvalidFormat F501 percent-format-invalid-format | A % format string is malformed
PercentFormatExpectedMapping F502 percent-format-expected-mapping | % formats a sequence where it wants a mapping
PercentFormatExpectedSequence F503 percent-format-expected-sequence | % formats a mapping where it wants a sequence
PercentFormatExtraNamedArguments F504 percent-format-extra-named-arguments | A % format leaves values unused
PercentFormatMissingArgument F505 percent-format-missing-argument | A % format lacks a named value
PercentFormatMixedPositionalAndNamed F506 percent-format-mixed-positional-and-named | A % format mixes styles
PercentFormatPositionalCountMismatch F507 percent-format-positional-count-mismatch | Wrong number of values in %
PercentFormatStarRequiresSequence F508 percent-format-star-requires-sequence | '*' in a % format wants a sequence
PercentFormatUnsupportedFormatCharacter F509 percent-format-unsupported-format-character | Unknown letter in a % format
StringDotFormatInvalidFormat F521 string-dot-format-invalid-format | A str.format string is malformed
StringDotFormatExtraNamedArguments F522 string-dot-format-extra-named-arguments | str.format leaves named values unused
StringDotFormatExtraPositionalArguments F523 string-dot-format-extra-positional-arguments | Unused str.format value
StringDotFormatMissingArgument F524 string-dot-format-missing-arguments | str.format lacks a value
StringDotFormatMixingAutomatic F525 string-dot-format-mixing-automatic | str.format mixes numbered and unnumbered fields
FStringMissingPlaceholders F541 f-string-missing-placeholders | An f-string has no placeholder
TStringMissingPlaceholders F542 t-string-missing-placeholders | A t-string has no placeholder
MultiValueRepeatedKeyLiteral F601 multi-value-repeated-key-literal | A dictionary repeats a key
MultiValueRepeatedKeyVariable F602 multi-value-repeated-key-variable | A dictionary repeats a variable key
TooManyExpressionsInStarredAssignment F621 expressions-in-star-assignment | Too many expressions in a starred assignment
TwoStarredExpressions F622 multiple-starred-expressions | Two starred expressions in one assignment
AssertTuple F631 assert-tuple | An assert tests a tuple, which is always true
IsLiteral F632 is-literal | A literal is compared with 'is'
InvalidPrintSyntax F633 invalid-print-syntax | '>>' is used with the print function
IfTuple F634 if-tuple | An if tests a tuple, which is always true
BreakOutsideLoop F701 break-outside-loop | A break stands outside a loop
ContinueOutsideLoop F702 continue-outside-loop | A continue stands outside a loop
YieldOutsideFunction F704 yield-outside-function | A yield stands outside a function
ReturnOutsideFunction F706 return-outside-function | A return stands outside a function
DefaultExceptNotLast F707 default-except-not-last | A bare except is not the last clause
LazyImportNotAtModuleScope F708 lazy-import-not-at-module-scope | A lazy import stands below module level
LazyImportStarNotPermitted F709 lazy-import-star-not-permitted | A star import cannot be lazy
DoctestSyntaxError F721 doctest-syntax-error | A doctest does not parse
ForwardAnnotationSyntaxError F722 forward-annotation-syntax-error | A quoted annotation does not parse
RedefinedWhileUnused F811 redefined-while-unused | A name is defined again before it was used
UndefinedName F821 undefined-name | A name is used that nothing defines
UndefinedExport F822 undefined-export | __all__ names something that is not defined
UndefinedLocal F823 undefined-local | A local variable is used before it is assigned
UnusedIndirectAssignment F824 unused-indirect-assignment | A global or nonlocal name is never assigned
DuplicateArgument F831 duplicate-argument | A function has two parameters of one name
UnusedVariable F841 unused-variable | A local variable is assigned and never used
UnusedAnnotation F842 unused-annotation | A local variable is annotated and never used
EagerUseOfLazyImport F851 eager-use-of-lazy-import | A lazy import is used while the module loads
RaiseNotImplemented F901 raise-not-implemented | NotImplemented is raised; NotImplementedError is the exception
Unknown F999 unknown-pyflakes-message | A newer pyflakes says something that has no code yet
"""

_ROWS = tuple((*line.split(" | ")[0].split(" "), line.split(" | ")[1]) for line in _TABLE.splitlines())

#: The code of each message class.
CODES = {row[0]: row[1] for row in _ROWS}

#: The best that a fix of each code can be; why, says the module that makes it.
FIXES = {
    "F401": Applicability.SAFE,
    "F541": Applicability.SAFE,
    "F632": Applicability.UNSAFE,
    "F811": Applicability.UNSAFE,
    "F841": Applicability.UNSAFE,
    "F901": Applicability.UNSAFE,
}

#: What may go without a loss: editors show it faded.
_UNNECESSARY = frozenset({"F401", "F811", "F841", "F842"})

_WHY = {
    "F4": "The import does not do what it seems to, or does nothing: readers and start-up pay for it.",
    "F5": "The formatting fails when it runs, or prints something else than was meant.",
    "F6": "The expression is always true, or silently loses a value.",
    "F7": "Python refuses the file, or the clause can never be reached.",
    "F8": "A name that is unused, hidden or undefined is a mistake now or a NameError later.",
    "F9": "The statement raises another exception than was meant.",
    "F401": "Readers look for its use, start-up pays for it, and it keeps a dependency that nobody needs.",
    "F403": "Nobody can tell where a name comes from, and a new release of the module may hide one of yours.",
    "F541": "A placeholder was forgotten, or the f promises one that is not there.",
    "F542": "A placeholder was forgotten, or the t promises one that is not there. Said on Python 3.14 and newer.",
    "F601": "The later value wins and the earlier is lost without a word.",
    "F631": "A tuple that is not empty is true, so the assertion never fails. Leave the brackets out.",
    "F632": "'is' asks for the same object; whether equal texts or numbers are one differs between versions of Python.",
    "F708": "Python refuses the file.",
    "F709": "Python refuses the file.",
    "F721": "An example that does not parse shows nobody anything. Said only with doctests = true.",
    "F811": "The first definition cannot be reached; two tests of one name are one test.",
    "F824": "The declaration does nothing, or its assignment was forgotten. Said by pyflakes 3.3 and newer.",
    "F841": "A result was forgotten, or the line is left from something that is gone.",
    "F851": "The import is not lazy then.",
    "F999": "A newer pyflakes found something; its own text says what.",
}


_LAZY = "Said on versions of Python that have lazy imports, 3.15 and newer; no released one can read an example."
_WITHOUT_EXAMPLE = {
    "F708": _LAZY,
    "F709": _LAZY,
    "F851": _LAZY,
    "F999": "It stands for all that pyflakes will learn to say; an example of that is not known yet.",
}
_OPTIONS = {"F821": ("builtins", "doctests"), "F721": ("doctests",), "F401": ("doctests",)}


#: The first Python that can read the examples of a code.
_PYTHON = {"F542": "3.14"}


def _examples(code: str) -> Sequence[tuple[str, ...]]:
    from qualitygate_plugins.pyflakes.examples import EXAMPLES  # here: a run lists the rules and reads no example

    return [(*EXAMPLES[code], _PYTHON.get(code, ""))] if code in EXAMPLES else []


def rules() -> list[Rule]:
    """Return the documentation of every code."""
    return [
        Rule(
            code,
            name,
            summary,
            why=_WHY.get(code) or _WHY[code[:2]],
            severity=Severity.ERROR,
            category="bug",
            fix=FIXES.get(code),
            examples=Examples(code, _examples),
            example_options=(("doctests", True),) if code == "F721" else (),
            url="https://flake8.pycqa.org/en/latest/user/error-codes.html",
            tag="unnecessary" if code in _UNNECESSARY else "",
            without_example=_WITHOUT_EXAMPLE.get(code, ""),
            options=_OPTIONS.get(code, ()),
        )
        for _, code, name, summary in _ROWS
    ]

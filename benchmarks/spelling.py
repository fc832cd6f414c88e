"""Proves the spelling checker on real text: what it says of it, what it finds of planted mistakes, what names cost.

``python benchmarks/spelling.py DIR`` reads every file below DIR that the checker knows, three times: as it is, with
wrong forms of the technology list planted, and against the clock with 10 and with 5,000 names. Where a form is planted
is decided by patterns of this file, not by the checker's readers: sentences that start a line, comments, the first
line of docstrings, text between two tags, translations.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualitygate_plugins.spelling.checker import SpellingChecker
from qualitygate_plugins.spelling.lists import read_list
from qualitygate_plugins.spelling.names import Name
from qualitygate_rules import qualitygate_name_lists

from qualitygate.api import Source
from qualitygate.files.kinds import kind_of

#: Where a form can be planted: behind group 1.
PLACES = {
    "text": re.compile(r"^([A-Z][a-z]+ [a-z]+)(?= [a-z]+ [a-z]+ [a-z]+)", re.MULTILINE),
    "python": re.compile(r"^((?:[ ]*# |    \"\"\")[A-Z][a-z]+ [a-z]+)(?= [a-z]+ [a-z]+)", re.MULTILINE),
    "template": re.compile(r"((?:>\s*|\{% translate [\"'])[A-Za-z]+ [a-z]+)(?=[ \"'.,]|\s*<)"),
    "po": re.compile(r"^(msgstr \"[A-Za-z]+ [a-z]+)(?= [a-z]+)", re.MULTILINE),
}
PLACES["rst"] = PLACES["markdown"] = PLACES["text"]
#: Letters of generated names, so that they look like names and resemble one another.
SYLLABLES = "ba ce do fi gu ka le mo ni pu ra se to vi wu xa ze qui blo gra ple sto tri har mon ter".split()


def main() -> None:
    """Run the three parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--plant", type=int, default=3000, help="how many wrong forms are planted at most")
    parser.add_argument("--show", action="store_true", help="print every finding and every planted form that is missed")
    options = parser.parse_args()
    names = read_list(qualitygate_name_lists()["technology"].read_text(encoding="utf-8"))
    sources = list(_sources(options.directory))
    _scan(sources, names, show=options.show)
    _plant(sources, names, options.plant, show=options.show)
    _race(sources, names[:10])


def _sources(root: Path) -> Iterator[Source]:
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            kind = kind_of(relative)
            if kind and "." in name:
                yield Source(relative, path.read_bytes(), kind)


def _scan(sources: Sequence[Source], names: Sequence[str], *, show: bool) -> None:
    checker = SpellingChecker(names)
    counts: Counter[tuple[str, str]] = Counter()
    for source in sources:
        for finding in checker.check(source):
            code = "lost in translation" if "missing in the msgstr" in finding.message else finding.code
            counts[source.kind, code] += 1
            if show:
                where = finding.location
                print(f"{where.path}:{where.line}:{where.column}: {finding.code} {finding.message}")
    print(f"as it is, {len(names)} names:")
    for kind, files in sorted(Counter(source.kind for source in sources).items()):
        size = sum(len(source.data) for source in sources if source.kind == kind) / 1e6
        found = {code: count for (of, code), count in sorted(counts.items()) if of == kind}
        print(f"  {kind:9}{files:6} files {size:6.1f} MB  {found or 'nothing'}")


def _plant(sources: Sequence[Source], names: Sequence[str], most: int, *, show: bool) -> None:
    chance = random.Random(1)
    checker = SpellingChecker(names)
    places = [(source, match) for source in sources for match in PLACES[_like(source)].finditer(source.text)]
    planted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for source, place in chance.sample(places, min(most, len(places))):
        wrong = _wrong_form(chance.choice(names), chance)
        text = f"{source.text[: place.end(1)]} {wrong}{source.text[place.end(1) :]}"
        changed = Source(source.path, text.encode("utf-8", "surrogatepass"), source.kind)
        line, column = text.count("\n", 0, place.end(1)) + 1, place.end(1) - text.rfind("\n", 0, place.end(1)) + 1
        kind = _like(source)
        planted[kind] += 1
        if not any(
            (finding.location.line, finding.location.column, finding.location.end_column)
            == (line, column, column + len(wrong))
            for finding in checker.check(changed)
        ):
            missed[kind] += 1
            if show:
                print(f"missed {wrong!r} in {source.path}:{line}: {changed.line(line).strip()[:100]}")
    print(f"planted, of {len(places)} places:")
    for kind, count in sorted(planted.items()):
        print(f"  {kind:9}{count - missed[kind]:6} of {count} found")


def _like(source: Source) -> str:
    if source.path.endswith(".txt"):  # Django's documentation of templates is in a directory called templates
        return "text"
    return "python" if source.kind == "stub" else source.kind


def _wrong_form(text: str, chance: random.Random) -> str:
    """Derive a wrong form that the rules promise to find: another case, moved gaps, or one edit inside."""
    name = Name.parse(text)
    forms = [form for form in name.forms() if not form.own and all(not gap.strip() for gap in form.gaps)]
    kind = chance.choice(["case", "variant", "typo"])
    if kind == "variant" and forms:
        form = chance.choice(forms)
        return name.lead + chance.choice([" ", "-"]).join(form.display) + name.trail
    if kind == "typo" and len(text) >= 6 and text.isalpha():
        place = chance.randrange(1, len(text) - 3)
        if text[place].casefold() != text[place + 1].casefold():
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text.capitalize() if " " not in text and text.capitalize() != text else text.swapcase()


def _race(sources: Sequence[Source], few: Sequence[str]) -> None:
    chance = random.Random(2)
    many = list(few)
    while len(many) < 5000:
        parts = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(2)]
        many += {chance.choice([parts[0], "".join(parts), " ".join(parts)])} - set(many[-100:])
    for source in sources:
        if _like(source) == "python":
            source.tokens  # noqa: B018 shared with the other checkers, and so not part of this one's cost
    size = sum(len(source.data) for source in sources) / 1e6
    print(f"time for {len(sources)} files, {size:.1f} MB (processor seconds, best of 3, tokens already there):")
    best: dict[int, float] = {}
    for _ in range(3):
        for names in (few, many):
            start = time.process_time()
            checker = SpellingChecker(names)
            built = time.process_time() - start
            for source in sources:
                for _finding in checker.check(source):
                    pass
            seconds = time.process_time() - start - built
            if seconds < best.get(len(names), 1e9):
                best[len(names)] = seconds
                print(f"  {len(names):5} names: {seconds:6.2f} s, and {built:.3f} s to build the index")
    print(f"  ratio {best[len(many)] / best[len(few)]:.2f}")


if __name__ == "__main__":
    main()

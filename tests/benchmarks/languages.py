"""Measure how questions in other languages than English are answered, each to an article in its language.

    python -m tests.benchmarks.languages [--show CODE ...]

The articles and questions are those of sets/languages/, sets/languages_second/ and sets/languages_third/,
each written before what they measure. Who wrote them wrote the languages' synonyms, too, afterwards:
another's questions may do worse. The wrong ones of the first two sets have been read by who improved the
search, and `--show` prints those of a language; the third is only counted, so that it tells what was learned
and not what was fitted. Near questions are on the article's topic, but it doesn't answer them; foreign ones
are about something else. The other sets' are those of the language's other articles. Told is the share of all
questions that, asked where all articles are in English, are said to be in another language.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.answering import Answerer
from bot.library import load_library
from bot.search import Index
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from tests.search.making import article_of

SETS = Path(__file__).with_name("sets")
READ = (SETS / "languages", SETS / "languages_second")
"""The sets whose wrong answers may be read."""

COUNTED = SETS / "languages_third"
"""The one that is only counted."""

FOLDERS = (*READ, COUNTED)

SURE = 0.5

COLUMNS = ("first", "right", "near answered", "foreign", "other sets'", "told")


@dataclass
class Counts:
    """How many questions were asked, and what came of them."""

    asked: int = 0
    first: int = 0
    right: int = 0
    near_asked: int = 0
    near: int = 0
    foreign_asked: int = 0
    foreign: int = 0
    others_asked: int = 0
    others: int = 0
    told: int = 0

    def add(self, other: Counts) -> None:
        """Add what another language's questions gave."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def row(self) -> str:
        """As a row of the table."""
        everything = self.asked + self.near_asked + self.foreign_asked
        pairs = (
            (self.first, self.asked),
            (self.right, self.asked),
            (self.near, self.near_asked),
            (self.foreign, self.foreign_asked),
            (self.others, self.others_asked),
            (self.told, everything),
        )
        return "".join(
            f"{100 * count / max(1, total):7.1f} ({count}/{total})".rjust(18) for count, total in pairs
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    codes = {path.stem for folder in READ for path in folder.iterdir()}
    parser.add_argument("--show", nargs="*", default=(), choices=sorted(codes))
    shown = parser.parse_args().show
    english = Answerer(load_library(SHIPPED_KNOWLEDGE), Settings())
    everything = Counts()
    for folder in FOLDERS:
        pooled = Counts()
        print(folder.name.ljust(18) + "".join(name.rjust(18) for name in COLUMNS))
        for path in sorted(folder.iterdir()):
            counts, wrong = measured(path, english)
            print(path.stem.ljust(18) + counts.row())
            pooled.add(counts)
            for line in wrong if folder in READ and path.stem in shown else ():
                print(f"    {line}")
        print("all".ljust(18) + pooled.row())
        everything.add(pooled)
    print("all sets".ljust(18) + everything.row())


def measured(path: Path, english: Answerer) -> tuple[Counts, Sequence[str]]:
    """What came of the questions of one set, and the wrong ones in words."""
    content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    index = Index([article_of(content["paragraphs"], title=content["title"], language=path.stem)])
    counts, wrong = Counts(), []
    for question, paragraph in content["answered"].items():
        hits = index.search(question).hits
        is_first = bool(hits) and hits[0].passage.paragraph == paragraph
        is_right = is_first and hits[0].confidence >= SURE
        counts.asked += 1
        counts.first += is_first
        counts.right += is_right
        if not is_right:
            told = f"{hits[0].confidence:.2f}, paragraph {hits[0].passage.paragraph}" if hits else "nothing"
            wrong.append(f"{question} → {told} instead of {paragraph}")
    for kind in ("near", "foreign"):
        answered = [question for question in content[kind] if index.search(question).confidence >= SURE]
        setattr(counts, kind, len(answered))
        setattr(counts, f"{kind}_asked", len(content[kind]))
        wrong += [f"{question} → answered ({kind})" for question in answered]
    others = [
        question
        for folder in FOLDERS
        if folder != path.parent and (folder / path.name).is_file()
        for question in all_questions(yaml.safe_load((folder / path.name).read_text(encoding="utf-8")))
    ]
    counts.others_asked = len(others)
    counts.others = sum(index.search(question).confidence >= SURE for question in others)
    for question in all_questions(content):
        gap = english.answer(question).language_gap
        is_told = gap is not None and gap.question == path.stem
        counts.told += is_told
        if not is_told:
            wrong.append(f"{question} → its language is told as {gap.question if gap else 'none'}")
    return counts, wrong


def all_questions(content: Any) -> Sequence[str]:
    """All questions of a set, of every kind."""
    return [*content["answered"], *content["near"], *content["foreign"]]


if __name__ == "__main__":
    main()

"""Right among very many: libraries of ten and a hundred thousand passages, at the shipped border.

`quality --many` prints it after the rows of 1 to 40 articles. The other passages are made-up words, or with
`--entries FOLDER` those of a dictionary too: FOLDER holds WordNet's `data.*` files, as
`bot.search.training.relations` reads them. By words alone, and with meaning: of so many passages only the
candidates are compared, and each is asked as though its passages had been met before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random

from bot.library import Article, License
from bot.library.passages import Paragraph, passages_of
from bot.search import Index, Meaning
from bot.search.meaning import learned_whole
from bot.search.ranking.linear_model import Models
from bot.search.training.squad import AnnotatedArticle
from tests.benchmarks import generated
from tests.benchmarks.many import BORDER, Tally, ask, tally_own

COUNTS = (9_000, 100_000)
"""Passages beside those of the articles."""

PARTS = ("noun", "verb", "adj", "adv")


def print_large(
    articles: Sequence[AnnotatedArticle],
    models: Sequence[Models],
    meaning: Meaning,
    talk: Sequence[str],
    folder: Path | None,
) -> None:
    """Measure and print: `models` holds those of each article, fitted on others."""
    fillers: dict[str, Callable[[int], list[Article]]] = {"made-up words": _made_up}
    if folder is not None:
        fillers["a dictionary's entries"] = lambda count: list(islice(_entries(folder), count))
    for name, others in fillers.items():
        for count in COUNTS:
            for vectors, kind in ((None, "words"), (meaning, "meaning")):
                tally = _measured(articles, models, vectors, talk, others(count))
                print(f"{f'{count:,} {name}, {kind}':34}{tally.line(BORDER)}", flush=True)


def _measured(
    articles: Sequence[AnnotatedArticle],
    models: Sequence[Models],
    meaning: Meaning | None,
    talk: Sequence[str],
    others: list[Article],
) -> Tally:
    """Each article's questions put to all articles and `others`, and to the same without it."""
    tally = Tally()
    whole = [*(each.article for each in articles), *others]
    known = Index(whole)
    if meaning is not None:
        meaning.learn(learned_whole(whole))
    for place, (annotated, model) in enumerate(zip(articles, models, strict=True)):
        rest = [each for each in whole if each is not annotated.article]
        asked = tally_own(tally, annotated, place, ask(Index(whole, model, meaning=meaning, known=known)))
        if place % 4 == 0:
            search = ask(Index(whole, model, meaning=meaning, known=known))
            tally.talk += [search(text)[0] for text in talk]
        search = ask(Index(rest, model, meaning=meaning, known=known))
        tally.off += [search(question.text)[0] for question in asked]
    return tally


def _made_up(count: int) -> list[Article]:
    return list(generated.articles(generated.passages(count)))


def _entries(folder: Path) -> Iterator[Article]:
    """WordNet's meanings, each an article of one passage: its words, and what they mean."""
    lines = [
        line
        for part in PARTS
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines()
        if not line.startswith("  ")  # the licence
    ]
    Random(5).shuffle(lines)
    for number, line in enumerate(lines):
        head, _, gloss = line.partition(" | ")
        fields = head.split()
        words = [word.split("(")[0].replace("_", " ") for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]]
        text = ", ".join(words)
        paragraph = Paragraph(f"{text[:1].upper()}{text[1:]}: {gloss.strip()}.")
        name = f"entry-{number}"
        yield Article(name, words[0], License("WordNet"), passages_of([paragraph], name, "en"))

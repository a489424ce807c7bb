"""Of what a search found, what holds the kind of answer that was asked for: a time, a person, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import dropwhile, islice

from bot.answering.answer_context import PassageReference
from bot.library import Library
from bot.search import Hit, Ranking, Tokenizer
from bot.search.telling import tells

LEAST_ON_TOPIC = 0.3
"""The share of a new topic that a sentence must hold to say something of it."""


def telling(
    question: str,
    ranking: Ranking,
    shown: Sequence[PassageReference],
    library: Library,
    needed: float,
    *,
    names_kind: bool,
) -> tuple[Ranking, bool]:
    """The hits whose sentence tells what `question` asks for, and whether it is only surmised of the first.

    A sentence beside one that fits the question may be what tells it ("… in 1784", behind "It was built by
    …"): then it is surmised. So it is of what was shown last where no words show the kind of what is asked
    for; where the question doesn't name that either (`names_kind`), such as “how?”, that one is none.
    `needed`: the confidence of what answers.
    """
    found: list[tuple[Hit, bool]] = []
    for hit in ranking.hits:
        told = tells_in(question, hit, library)
        is_last = was_shown_last(hit, shown)
        if told or (told is None and (names_kind or not is_last)):
            found.append((hit, told is None and is_last))
        elif told is False and hit.confidence >= needed:
            found += [(beside, True) for beside in _beside(question, hit, library)]
    first = found[0][0] if found else None
    if first and first.passage.id != ranking.hits[0].passage.id and first.confidence < needed:
        found = []  # what comes next to the closest isn't close, however far ahead of the others it is
    return replace(ranking, hits=tuple(hit for hit, _ in found)), bool(found) and found[0][1]


def _beside(question: str, hit: Hit, library: Library) -> list[Hit]:
    """The hit with the next sentence, or the one before, where that tells what is asked for."""
    beside = (hit.sentence + 1, hit.sentence - 1)
    places = (place for place in beside if 0 <= place < len(hit.passage.sentences))
    telling = (replace(hit, sentence=each) for each in places if tells_in(question, hit, library, each))
    return list(islice(telling, 1))


def naming(
    meant: str, before: str, ranking: Ranking, shown: Sequence[PassageReference], tokenizer: Tokenizer
) -> Ranking:
    """The hits without the sentence that was shown last, where it names what was asked about `before`, and
    not what is meant.
    """
    unmeant, wanted = set(tokenizer.content_stems(before)), set(tokenizer.content_stems(meant))

    def is_other(hit: Hit) -> bool:
        said = set(tokenizer.content_stems(hit.passage.words[hit.sentence]))
        return bool(unmeant) and unmeant <= said and not wanted <= said

    hits = (hit for hit in ranking.hits if not was_shown_last(hit, shown) or not is_other(hit))
    return replace(ranking, hits=tuple(hits))


def was_shown_last(hit: Hit, shown: Sequence[PassageReference]) -> bool:
    """Whether the sentence of a hit is that which was shown last."""
    return any((each.passage, each.sentence) == (hit.passage.id, hit.sentence) for each in shown[:1])


def without_last(ranking: Ranking, shown: Sequence[PassageReference]) -> Ranking:
    """The hits without the sentence that was shown last."""
    hits = (hit for hit in ranking.hits if not was_shown_last(hit, shown))
    return replace(ranking, hits=tuple(hits))


def on_topic(ranking: Ranking) -> Ranking:
    """The hits from the first one on whose sentence holds something of what is asked, without what was asked
    before: "what about the dog?" isn't answered by what says nothing of a dog.
    """
    return replace(ranking, hits=tuple(dropwhile(lambda hit: hit.held < LEAST_ON_TOPIC, ranking.hits)))


def with_sentence_of(meant: Ranking, ranking: Ranking) -> Ranking:
    """`ranking` with the sentence of the first hit for what is `meant`, where both find the same passage."""
    if not meant.hits or not ranking.hits or meant.hits[0].passage != ranking.hits[0].passage:
        return ranking
    best, *others = ranking.hits
    return replace(ranking, hits=(replace(best, sentence=meant.hits[0].sentence), *others))


def tells_in(question: str, hit: Hit, library: Library, place: int | None = None) -> bool | None:
    """Whether the sentence of a hit, or that in another place of its passage, tells what is asked for."""
    tokenizer = _tokenizer_of(hit, library)
    sentence = hit.passage.words[hit.sentence if place is None else place]
    return tells(question, sentence, tokenizer)


def _tokenizer_of(hit: Hit, library: Library) -> Tokenizer:
    article = library.article(hit.passage.article)
    return tokenizer_of(article.language if article else "en")


@cache
def tokenizer_of(tag: str) -> Tokenizer:
    """The tokenizer of a language, made once."""
    return Tokenizer(tag)

"""The last look: the sentences that come first are read together with the question.

Words and vectors tell whether a sentence is about what is asked; many are, and don't answer. The
cross-encoder reads the two as one text, and what it says goes into the confidence. It takes some 20 ms a
sentence, so only those are read whose confidence isn't settled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import islice
from math import inf
from typing import NamedTuple

from bot.library import Passage
from bot.search.encoder.cross_encoder import Pair
from bot.search.index.corpus import Corpus
from bot.search.languages.questions import AnswerType
from bot.search.meaning import as_encoded
from bot.search.ranking.explanation import Contribution, Explanation
from bot.search.ranking.feature_set import Direction, Feature, Unit
from bot.search.ranking.hits import Hit
from bot.search.ranking.linear_model import log_odds_of, probabilities
from bot.search.ranking.question import Question
from bot.search.ranking.reading_model import LEAST, MOST, ReadingModels

MOST_READ = 2
"""Sentences that are read for a question, each of another article."""

LEAST_WORDS = 2
"""Words of content from which sentences are read whatever is asked; with fewer, a time, a number, a person, a
place or a reason must be. The network was trained on questions, and takes "slow down" for one."""

OF_SUBJECT = -2.5
"""The most log-odds that words count before sentences are read for "what did it cost?", asked of a subject.
The words of that stand all over its article: alone they make the bot sure of whatever is asked."""

MOST_OF_PASSAGE = 5
"""Sentences of a passage that are read then, for its words don't tell which one answers."""

CLOSE_CALL = 1.5
"""How far a passage's score may be behind that of its article's first one for both to be read: words and
meaning don't tell which of them answers. One question in six has such a passage."""

MOST_COMPARED = 3
"""Passages of an article that are read to tell which one answers."""

READING_IN_SCORE = 0.35
"""What a unit of the reading adds to a score then."""

READING = Feature(
    "close reading",
    Unit.FLAG,
    Direction.EITHER,
    "how well the sentence answers when both are read together; what wasn't read is no surer than what was",
)

Ranked = tuple[float, Hit]
"""A hit, and what orders it."""


class Reading(NamedTuple):
    """How well a sentence of a passage answers, and which one that is."""

    value: float
    sentence: int


class CloseReader:
    """Reads what was found in a corpus."""

    def __init__(
        self, corpus: Corpus, reading: Callable[[Pair], float | None], models: ReadingModels
    ) -> None:
        """`reading` gives a pair's; None where it isn't there yet."""
        self._corpus, self._reading, self._models = corpus, reading, models

    def read(
        self, question: Question, ranked: Sequence[Ranked], *, of_subject: bool, among_several: bool
    ) -> list[Ranked]:
        """What was found, as `read_closely` gives it, where enough is asked.

        `of_subject`: it was found by the question's words and those of the subject that it is asked of.
        """
        if len(question.content_words) < LEAST_WORDS and question.answer_type is AnswerType.OTHER:
            return list(ranked)

        # "Who opposed it?" alone is asked of anything: what it leaves unsaid is read with it.
        text = " ".join([question.text, *(term.word.raw for term in question.terms[question.own_count :])])

        def read(hit: Hit) -> Reading | None:
            others = range(len(hit.passage.sentences)) if of_subject else ()
            chosen = islice(dict.fromkeys((hit.sentence, *others)), MOST_OF_PASSAGE)
            title = self._corpus.name_of(hit.passage.article)
            pairs = {each: pair_of(text, title, hit.passage, each) for each in chosen}
            values = {each: self._reading(pair) for each, pair in pairs.items()}
            found = [Reading(value, each) for each, value in values.items() if value is not None]
            return max(found) if len(found) == len(values) else None

        if of_subject:  # what was spoken of before says which article is meant, by whatever words
            return read_closely(ranked, self._models, read, most=OF_SUBJECT, most_read=1, most_compared=1)
        asked = {word.stem for word in question.words if not word.is_stop}

        def is_one_of_several(hit: Hit) -> bool:
            """Whether others were searched, and the question doesn't say that this article is meant."""
            title = self._corpus.title_of(hit.passage.article)
            return among_several and asked.isdisjoint(title)

        return read_closely(ranked, self._models, read, is_one_of_several=is_one_of_several)


def pair_of(question: str, title: str, passage: Passage, sentence: int) -> Pair:
    """What is read: the question, and a sentence of a passage behind the title of its article."""
    return Pair(as_encoded(question), f"{title}: {passage.words[sentence]}")


def read_closely(
    ranked: Sequence[Ranked],
    models: ReadingModels,
    read: Callable[[Hit], Reading | None],
    *,
    most: float = inf,
    most_read: int = MOST_READ,
    most_compared: int = MOST_COMPARED,
    is_one_of_several: Callable[[Hit], bool] = lambda _: False,
) -> list[Ranked]:
    """The hits with the confidences that reading them gives, in their new order.

    `read` gives the reading of a hit's best sentence; None where it isn't there yet. Then nothing changes.
    What is first is read, once of each article, and with it at most `most_compared` of its passages that are
    next to as good: the one that is best with what was read is put first. Otherwise the order within an
    article stays, and none is put before one that was read. What isn't read any more, as `most_read` were, is
    no surer than the surest that was. More log-odds than `most` count as so many. `is_one_of_several`:
    whether other articles than the hit's might be meant. What others have counts as it was found.
    """
    found = list(ranked)
    were_read: list[str] = []
    while found and found[0][1].passage.article not in were_read:
        if not LEAST <= min(log_odds_of(found[0][1].confidence), most) <= MOST:
            break
        if len(were_read) == most_read:
            surest = max(key for key, each in found if each.passage.article in were_read)
            return _capped(found, surest, were_read)
        place, reading = _best_of_close_calls(found, read, most_compared)
        if reading is None:
            return list(ranked)
        score, (_, hit) = found[0][1].score, found.pop(place)
        model = models.one_of_several if is_one_of_several(hit) else models.alone
        rival = _rival(hit.passage.article, ranked)
        after = model(min(log_odds_of(hit.confidence), most), reading.value, rival)
        confidence, why = probabilities([after])[0], _with_reading(hit, after)
        read_hit = replace(
            hit, score=score, confidence=confidence, explanation=why, sentence=reading.sentence
        )
        article = hit.passage.article
        others = [
            (min(key, confidence) if each.passage.article == article else key, each) for key, each in found
        ]
        found = sorted([(confidence, read_hit), *others], key=lambda pair: -pair[0])
        were_read.append(article)
    return found


def _rival(article: str, ranked: Sequence[Ranked]) -> float:
    """The most log-odds of another article's first hit; LEAST where no other has one."""
    first: dict[str, float] = {}
    for _, hit in ranked:
        first.setdefault(hit.passage.article, log_odds_of(hit.confidence))
    return max((value for other, value in first.items() if other != article), default=LEAST)


def _best_of_close_calls(
    found: Sequence[Ranked], read: Callable[[Hit], Reading | None], most: int
) -> tuple[int, Reading | None]:
    """The place of the best of the first article's passages that are next to as good as its first one.

    With its reading; None where one isn't there yet.
    """
    first = found[0][1]
    places = [
        place
        for place, (_, hit) in enumerate(found)
        if hit.passage.article == first.passage.article and hit.score >= first.score - CLOSE_CALL
    ]
    # All are asked for before one that isn't there yet ends it: what is missing is then read at once.
    readings = [(place, read(found[place][1])) for place in places[:most]]
    known = [(place, reading) for place, reading in readings if reading is not None]
    if len(known) < len(readings):
        return 0, None
    return max(known, key=lambda each: found[each[0]][1].score + READING_IN_SCORE * each[1].value)


def _capped(found: Sequence[Ranked], most: float, were_read: Collection[str]) -> list[Ranked]:
    """The hits, those of articles of which none was read no surer than `most`."""

    def cap(key: float, hit: Hit) -> Ranked:
        if hit.passage.article in were_read:
            return key, hit
        if hit.confidence > most:
            hit = replace(hit, confidence=most, explanation=_with_reading(hit, log_odds_of(most)))
        return min(key, most), hit

    capped = [cap(key, hit) for key, hit in found]
    return sorted(capped, key=lambda pair: (-pair[0], pair[1].passage.article not in were_read))


def _with_reading(hit: Hit, after: float) -> Explanation:
    """The explanation with what the reading adds to the log-odds; an empty one stays empty."""
    why = hit.explanation
    if not why.confidence:
        return why
    added = Contribution(READING, after - log_odds_of(hit.confidence))
    return replace(why, confidence=(*why.confidence, added))

"""Training examples: questions put to libraries, as features.

Libraries are single articles, short parts of them, several articles together, and these among thousands of
WordNet's glosses. An example names the article whose question it is, so that an article can be kept out of
the fit with all its questions; its passages still stand in libraries whose other articles are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from bot.library import Article
from bot.search.arrays import Ints
from bot.search.index.builder import build_corpus
from bot.search.ranking.feature_set import FeatureTable
from bot.search.ranking.linear_model import shipped_model
from bot.search.ranking.ranker import Ranker
from bot.search.text.tokenizer import Tokenizer
from bot.search.training.glosses import Share, glossaries
from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion

SMALL_TALK = Path(__file__).with_name("small_talk.txt")
"""Lines that people say to a bot and that no article answers, for training alone."""

OFF_TOPIC = 400
"""Questions of other articles that each article is trained to refuse."""

PARTS = 6
"""Short articles (1 to 10 passages) made of each article, so that the confidence holds for these too."""

PART_OFF_TOPIC, PART_ABSENT = 50, 30
"""Questions for each part from other articles, and from the rest of its own article."""

LIBRARIES = (
    *((articles, 0, 1) for articles in (2, 3, 4, 6, 8, 10, 12, 14, 14)),
    *((12, 200, 1), (3, 300, 5), (6, 1_000, 1), (12, 1_000, 5), (10, 3_000, 1), (2, 3_000, 5)),
    *((12, 8_000, 1), (14, 8_000, 1), (12, 20_000, 1), (8, 20_000, 1), (14, 20_000, 1)),
)
"""The libraries that are drawn: articles, passages from WordNet, and entries in each of these."""

LIBRARY_OWN, LIBRARY_OFF_TOPIC = 300, 400
"""Questions for each library, of its own articles and of others."""

GLOSSARY_PASSAGES = 40
"""The passages of an article that is made of glosses."""

CANDIDATES = 24
"""Passages whose confidence features are kept: those with the largest sum of four features, unlearned."""

CANDIDATES_IN_ARTICLE = 4
"""At most so many of them lie in one article where there are several."""

CANDIDATE_FEATURES = ("words", "frequency", "sentence", "phrases")


@dataclass(frozen=True)
class Example:
    """One question put to one library.

    `kind` is "own" for a question that an article answers, "impossible" for one that was written for it and
    isn't answered, "off" for one of an article that isn't there, "talk" for small talk. After "part " stands
    the same for a short part of an article ("part absent": the rest of it answers), after "library " for
    several articles. `source` is the id of the article whose question it is, empty for small talk.

    `candidates` are the rows of `passages` that `confidence` has features of, `articles` the article of each,
    and `article` the one that answers, -1 where none does. `passage` is the row of the passage that answers,
    `sentences` the rows in `sentence_features` (that passage's) of those that do; both are kept for "own" and
    "impossible".
    """

    kind: str
    source: str
    passages: FeatureTable
    candidates: Ints
    articles: Ints
    confidence: FeatureTable
    article: int = -1
    passage: int = -1
    sentences: tuple[int, ...] = ()
    sentence_features: FeatureTable | None = None


Asked = tuple[str, str, AnnotatedQuestion | None]
"""A question's text, the id of its article, and where it is answered here."""


def examples_of(
    articles: Sequence[AnnotatedArticle], wordnet: Path | None = None, seed: int = 1
) -> list[Example]:
    """All examples that `articles` give; without the folder `wordnet` those with glosses are left out."""
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    examples: list[Example] = []
    for annotated in articles:
        random = Random(f"{seed} {annotated.article.id}")  # noqa: S311 - reproducible samples, no secrets
        examples += _of_article(annotated, articles, talk, random)
    random = Random(seed)  # noqa: S311
    for count, glosses, entries in LIBRARIES:
        if count < len(articles) and (wordnet is not None or not glosses):
            chosen = random.sample(range(len(articles)), count)
            more: Sequence[Article] = ()
            if wordnet is not None and glosses:
                more = glossaries(
                    wordnet, Share.TRAINING, glosses, entries=entries, longest=GLOSSARY_PASSAGES
                )
            examples += _of_library(articles, chosen, more, talk, random)
    return examples


def _of_article(
    annotated: AnnotatedArticle, articles: Sequence[AnnotatedArticle], talk: Sequence[str], random: Random
) -> Iterator[Example]:
    """The article's own questions, others', small talk, and its parts."""
    foreign = _questions([other for other in articles if other is not annotated])
    ranker = _ranker([annotated.article])
    yield from _own("own", "impossible", annotated, ranker)
    yield from _refused("off", _sample(foreign, OFF_TOPIC, random), ranker)
    yield from _refused("talk", [(line, "", None) for line in talk], ranker)
    count = len(annotated.article.passages)
    for _ in range(PARTS):
        size = min(random.randint(1, 10), count)
        start = random.randint(0, count - size)
        part = annotated.part(start, start + size)
        ranker = _ranker([part.article])
        absent = [
            (q.text, annotated.article.id, None)
            for q in annotated.questions
            if not start <= q.passage < start + size
        ]
        yield from _own("part own", "part impossible", part, ranker)
        yield from _refused("part off", _sample(foreign, PART_OFF_TOPIC, random), ranker)
        yield from _refused("part absent", _sample(absent, PART_ABSENT, random), ranker)


def _of_library(
    articles: Sequence[AnnotatedArticle],
    chosen: Sequence[int],
    more: Sequence[Article],
    talk: Sequence[str],
    random: Random,
) -> Iterator[Example]:
    """Questions to the chosen articles among `more`: their own, others' and small talk."""
    ranker = _ranker([*(articles[place].article for place in chosen), *more])
    own = [
        (q.text, articles[place].article.id, q)
        for place in chosen
        for q in articles[place].questions
        if q.is_answerable
    ]
    offsets = dict(_first_passages(ranker))
    for text, source, question in _sample(own, LIBRARY_OWN, random):
        yield from _example("library own", text, source, ranker, question, offsets[source])
    foreign = _questions([a for place, a in enumerate(articles) if place not in chosen])
    yield from _refused("library off", _sample(foreign, LIBRARY_OFF_TOPIC, random), ranker)
    yield from _refused("library talk", [(line, "", None) for line in talk], ranker)


def _questions(articles: Sequence[AnnotatedArticle]) -> list[Asked]:
    return [(q.text, annotated.article.id, None) for annotated in articles for q in annotated.questions]


def _sample(asked: Sequence[Asked], count: int, random: Random) -> list[Asked]:
    return random.sample(asked, min(count, len(asked)))


def _first_passages(ranker: Ranker) -> Iterator[tuple[str, int]]:
    """Each article's id and the number of its first passage."""
    for number, passage in reversed(list(enumerate(ranker.corpus.passages))):
        yield passage.article, number


def _own(answerable: str, impossible: str, annotated: AnnotatedArticle, ranker: Ranker) -> Iterator[Example]:
    source = annotated.article.id
    for question in annotated.questions:
        kind = answerable if question.is_answerable else impossible
        yield from _example(kind, question.text, source, ranker, question)


def _refused(kind: str, asked: Sequence[Asked], ranker: Ranker) -> Iterator[Example]:
    for text, source, _ in asked:
        yield from _example(kind, text, source, ranker)


def _example(
    kind: str,
    text: str,
    source: str,
    ranker: Ranker,
    question: AnnotatedQuestion | None = None,
    first_passage: int = 0,
) -> Iterator[Example]:
    """None where the library has none of the question's words: it is refused whatever the weights."""
    assessment = ranker.assess(ranker.read(text))
    if assessment is None:
        return
    passages = assessment.passages
    window = assessment.measurements.window
    rough = np.sum([passages[name] for name in CANDIDATE_FEATURES], axis=0)
    candidates = _best_of_each(np.argsort(-rough, kind="stable"), window.article_of_passage)
    place = -1 if question is None else window.place_of(first_passage + question.passage)
    # Only the rows of a library's candidates are kept: thousands of whole tables would fill the memory.
    is_ranked = kind in ("own", "impossible") and question is not None and place >= 0
    yield Example(
        kind=kind,
        source=source,
        passages=passages if is_ranked else passages.rows(candidates),
        candidates=candidates if is_ranked else np.arange(len(candidates)),
        articles=window.article_of_passage[candidates],
        confidence=assessment.confidence_features(candidates),
        article=-1 if place < 0 else int(window.article_of_passage[place]),
        passage=place if is_ranked else -1,
        sentences=question.sentences if question is not None and is_ranked else (),
        sentence_features=(
            assessment.sentences.rows(window.passage_of_sentence == place) if is_ranked else None
        ),
    )


def _best_of_each(order: Ints, articles: Ints) -> Ints:
    """The first CANDIDATES of `order`, at most CANDIDATES_IN_ARTICLE of them of one article among several."""
    most = CANDIDATES if (articles == articles[0]).all() else CANDIDATES_IN_ARTICLE
    taken: dict[int, int] = {}
    chosen = []
    for place in order.tolist():
        article = int(articles[place])
        taken[article] = taken.get(article, 0) + 1
        if taken[article] <= most:
            chosen.append(place)
    return np.array(chosen[:CANDIDATES])


def _ranker(articles: Sequence[Article]) -> Ranker:
    """A ranker of English articles; features don't depend on the weights of its model."""
    return Ranker(build_corpus(articles, Tokenizer("en")), shipped_model())

"""Footnote on the same work as its peers, cross-validated: fitted on articles, asked about others."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from time import perf_counter

from bot.answering import Answerer
from bot.library import Article, Library
from bot.search import Hit, Index, Meaning
from bot.search.ranking.linear_model import LinearModel, Models, shipped_models
from bot.search.training.everyday_examples import everyday_examples
from bot.search.training.examples import Example, examples_of, library_examples
from bot.search.training.fitting import MEANING_ANSWERED, WORDS_ANSWERED, fit_model
from bot.search.training.squad import AnnotatedArticle
from bot.search.training.written_articles import KEPT_BACK, read_written
from bot.settings import Settings
from tests.benchmarks.outcomes import Outcome

FOLDS = 8


def folds(count: int) -> list[list[int]]:
    """The places of the articles in folds; each is tested once."""
    places = list(range(count))
    Random(0).shuffle(places)
    return [places[begin :: min(FOLDS, count)] for begin in range(min(FOLDS, count))]


def cross_validated_models(
    articles: Sequence[AnnotatedArticle], meaning: Meaning | None = None
) -> list[Models]:
    """For each article models that were fitted on other articles.

    Without `meaning` both are the model of words.
    """
    words = _cross_validated(articles, None)
    if meaning is None:
        return [Models(model, model) for model in words]
    both = zip(words, _cross_validated(articles, meaning), strict=True)
    # The cross-encoder is trained on other articles altogether.
    reading = shipped_models().reading
    return [Models(words, with_meaning, reading) for words, with_meaning in both]


def _cross_validated(articles: Sequence[AnnotatedArticle], meaning: Meaning | None) -> list[LinearModel]:
    answered = WORDS_ANSWERED if meaning is None else MEANING_ANSWERED
    everyday: list[Example] = []
    if meaning is not None:
        kept_back = read_written(KEPT_BACK)
        meaning.learn(each.article for each in kept_back)
        everyday += everyday_examples(kept_back, meaning)
    alone = [examples_of(articles, place, meaning) for place in range(len(articles))]
    models: dict[int, LinearModel] = {}
    for held_out in folds(len(articles)):
        used = [place for place in range(len(articles)) if place not in held_out]
        examples = [example for place in used for example in alone[place]]
        examples += [*library_examples([articles[place] for place in used], meaning), *everyday]
        models |= dict.fromkeys(held_out, fit_model(examples, answered))
    return [models[place] for place in range(len(articles))]


def cross_validated_indices(
    articles: Sequence[AnnotatedArticle], meaning: Meaning | None = None
) -> list[Index]:
    """For each article an index with models that were fitted on other articles."""
    models = cross_validated_models(articles, meaning)
    return [
        Index([annotated.article], each, meaning=meaning)
        for annotated, each in zip(articles, models, strict=True)
    ]


def ask_own(annotated: AnnotatedArticle, index: Index, texts: Sequence[str]) -> list[Outcome]:
    """The article's own questions, as `texts` has them (with slips or without).

    The time is that of a whole answer, from the question to its `Answer`.
    """
    outcomes = []
    answerer = Answerer(Library((annotated.article,)), Settings())
    for question, text in zip(annotated.questions, texts, strict=True):
        begin = perf_counter()
        answerer.answer(text)
        seconds = perf_counter() - begin
        hits = index.search(text).hits
        paragraphs = list(dict.fromkeys(hit.passage.paragraph for hit in hits))
        rank = paragraphs.index(question.paragraph) if question.paragraph in paragraphs else 99
        outcomes.append(
            Outcome(
                kind="own" if question.is_answerable else "impossible",
                article=annotated.article.id,
                question=text,
                score=hits[0].confidence if hits else 0.0,
                rank=rank,
                sentence_right=bool(hits)
                and _is_right(hits[0], annotated.article, question.passage, question.sentences),
                seconds=seconds,
            )
        )
    return outcomes


def own_sentences(annotated: AnnotatedArticle, index: Index) -> tuple[int, int]:
    """How many of the article's sentences, asked as questions, find their own passage first; and of how many.

    A sentence that stands in two passages finds either.
    """
    asked = [(p, span.of(p.text)) for p in annotated.article.passages for span in p.sentences]
    asked = [(passage, text) for passage, text in asked if index.content_words(text)]
    found = 0
    for _, text in asked:
        hits = index.search(text).hits
        found += bool(hits) and text in hits[0].passage.text
    return found, len(asked)


def ask_foreign(
    annotated: AnnotatedArticle, index: Index, kind: str, questions: Sequence[str]
) -> list[Outcome]:
    """Questions that the article doesn't answer."""
    return [Outcome(kind, annotated.article.id, text, index.search(text).confidence) for text in questions]


def _is_right(hit: Hit, article: Article, passage: int, sentences: Sequence[int]) -> bool:
    return hit.passage.id == article.passages[passage].id and hit.sentence in sentences

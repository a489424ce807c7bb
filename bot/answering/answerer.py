"""Question → Answer: the passages that answer, or an honest no."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain, islice
from typing import Protocol

from bot.answering.answer import Answer, AnsweringPassage, Attribution
from bot.answering.context import NO_CONTEXT, Context
from bot.answering.phrase_matcher import PhraseMatcher
from bot.library import Article, Footnote, Library, Passage
from bot.search import Hit, Index, Ranking

NEAREST = 3
"""Passages that a refusal keeps for a person who asks for them."""

MORE = 6
"""Passages that an answer keeps for a person who wants to read on."""

SUGGESTIONS = 3
"""Example questions that a refusal offers."""

LONGEST_QUESTION = 2000
"""Characters that are read of a question: as many as a Discord message holds."""

FEW_WORDS = 2
"""A question with a pronoun and at most so many words of content isn't understood without its context."""

MOST_CONTEXT = 12
"""Words that a conversation's context holds."""

CLOSE_TO_BEST = 0.5
"""A further passage is shown where its score is at least this share of the best one's."""


class AnsweringSettings(Protocol):
    """What an answer depends on besides the library."""

    @property
    def passages(self) -> int:
        """Passages in an answer, at the most."""

    @property
    def confidence(self) -> float:
        """An answer needs at least this, in [0, 1]."""


class Answerer:
    """Answers questions from one library. Keeps no state of its askers."""

    def __init__(self, library: Library, settings: AnsweringSettings, index: Index | None = None) -> None:
        """`index` is that of the library's articles, where there is one already."""
        self._library = library
        self._settings = settings
        self._index = Index(library.articles) if index is None else index
        self._phrases = PhraseMatcher(
            (article.language for article in library.articles),
            {article.title: article.id for article in library.articles},
        )

    def answer(
        self,
        question: str,
        passages: int | None = None,
        *,
        context: Context = NO_CONTEXT,
        articles: Collection[str] | None = None,
        explain: bool = False,
    ) -> Answer:
        """The answer to `question`, with at most `passages` passages (default: as set).

        `context` is the `Answer.context` of the same asker's last question: what a follow-up leaves
        unsaid is taken from there. `articles` holds the ids of those that may answer; None stands for all.
        Any text is a question; what isn't covered by an article is answered with a no, and what isn't
        meant for an article with `Answer.small_talk`. `explain` keeps with each passage why it was found.
        """
        asked = question[:LONGEST_QUESTION]
        most = self._settings.passages if passages is None else passages
        small_talk = self._phrases.small_talk(asked)
        if small_talk:
            suggestions = self._suggestions((), articles)
            return Answer(
                question, False, 0.0, suggestions=suggestions, small_talk=small_talk, context=context
            )
        asked = self._phrases.without_courtesies(asked)
        wanted = self._phrases.overview(asked, named_before=bool(context.words))
        openings = [] if wanted is None else self._openings(wanted, articles)
        if openings:
            return self._overview(question, openings[:most])
        ranking, context = self._search(asked, context, articles, explain=explain)
        if not ranking.hits or ranking.confidence < self._settings.confidence:
            nearest = tuple(self._answering(hit) for hit in ranking.hits[:NEAREST])
            return Answer(
                question=question,
                answered=False,
                confidence=ranking.confidence,
                nearest=nearest,
                attributions=self._attributions(nearest),
                suggestions=self._suggestions(nearest, articles),
                context=context,
            )
        that_answer = self._that_answer(ranking.hits)[:most]
        others = [hit for hit in ranking.hits if hit not in that_answer][:MORE]
        chosen = tuple(self._answering(hit) for hit in that_answer)
        return Answer(
            question=question,
            answered=True,
            confidence=ranking.confidence,
            passages=chosen,
            more=tuple(self._answering(hit) for hit in others),
            attributions=self._attributions(chosen),
            context=context,
        )

    def _search(
        self, asked: str, context: Context, articles: Collection[str] | None, *, explain: bool
    ) -> tuple[Ranking, Context]:
        """The ranking for what is asked, in its context if it is a follow-up, and the context it leaves."""
        alone = self._index.search(asked, articles=articles, explain=explain)
        words = alone.words
        leans = bool(context.words) and (
            not words or self._phrases.has_pronoun(asked) or self._phrases.has_opening(asked)
        )
        stands_alone = alone.confidence >= self._settings.confidence and (
            len(words) > FEW_WORDS or not self._phrases.has_pronoun(asked)
        )
        if not leans or (words and stands_alone):
            return alone, Context(words[:MOST_CONTEXT])
        kept = dict.fromkeys((*words, *context.words))
        ranking = self._index.search(asked, " ".join(context.words), articles, explain=explain)
        return ranking, Context(tuple(islice(kept, MOST_CONTEXT)))

    def _openings(self, wanted: Sequence[str], allowed: Collection[str] | None) -> list[Article]:
        """The articles whose opening passage gives the overview: those wanted, all where none is named."""
        return [
            article
            for article in self._library.articles
            if article.passages
            and (not wanted or article.id in wanted)
            and (allowed is None or article.id in allowed)
        ]

    def _overview(self, question: str, articles: Sequence[Article]) -> Answer:
        openings = tuple(self._answering(Hit(a.passages[0], 1.0, 1.0, 0)) for a in articles)
        titles = " ".join(article.title for article in articles)
        return Answer(
            question=question,
            answered=True,
            confidence=1.0,
            passages=openings,
            attributions=self._attributions(openings),
            context=Context(self._index.content_words(titles)[:MOST_CONTEXT]),
        )

    def _that_answer(self, hits: tuple[Hit, ...]) -> list[Hit]:
        best, *others = hits
        return [best] + [
            hit
            for hit in others
            if hit.confidence >= self._settings.confidence and hit.score >= CLOSE_TO_BEST * best.score
        ]

    def _answering(self, hit: Hit) -> AnsweringPassage:
        article = self._article_of(hit.passage)
        return AnsweringPassage(
            passage=hit.passage,
            score=hit.score,
            highlight=hit.passage.sentences[hit.sentence],
            footnotes=footnotes_of(article, hit.passage),
            confidence=hit.confidence,
            explanation=hit.explanation,
            digest=article.digest,
            place=article.span_of(hit.passage),
        )

    def _article_of(self, passage: Passage) -> Article:
        article = self._library.article(passage.article)
        if article is None:
            raise LookupError(f"passage {passage.id} belongs to no article of this library")
        return article

    def _suggestions(
        self, nearest: Iterable[AnsweringPassage], allowed: Collection[str] | None
    ) -> tuple[str, ...]:
        """Example questions, those of the nearest articles first."""
        close = dict.fromkeys(answering.passage.article for answering in nearest)
        articles = [article for article in map(self._library.article, close) if article]
        articles += [
            article
            for article in self._library.articles
            if article.id not in close and (allowed is None or article.id in allowed)
        ]
        return tuple(islice(chain.from_iterable(article.questions for article in articles), SUGGESTIONS))

    def _attributions(self, passages: Iterable[AnsweringPassage]) -> tuple[Attribution, ...]:
        articles = dict.fromkeys(passage.passage.article for passage in passages)
        return tuple(attribution_of(article) for article in map(self._library.article, articles) if article)


def footnotes_of(article: Article, passage: Passage) -> tuple[Footnote, ...]:
    """The footnotes that go with `passage`, each once: see `AnsweringPassage`."""
    found: dict[str, Footnote] = {}
    # A stack of what is left to look at, the next one last: a footnote comes before those that it cites.
    left = [*reversed(passage.heading_footnotes), *(marker.number for marker in reversed(passage.markers))]
    while left:
        footnote = article.footnote(left.pop())
        if footnote is not None and footnote.number not in found:
            found[footnote.number] = footnote
            left += [marker.number for marker in reversed(footnote.markers)]
    return tuple(found.values())


def attribution_of(article: Article) -> Attribution:
    """What has to stand beside words of `article`."""
    return Attribution(article.id, article.title, article.source, article.license)

"""Request → Answer: the footnotes, the source or the licence that was asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answering.answer import Answer, CitedFootnote
from bot.answering.answer_context import NO_CONTEXT, Context, FootnoteReference
from bot.answering.footnote_search import FootnoteSearch
from bot.answering.library_excerpts import Excerpts, articles_of, cited_footnotes, reference_to
from bot.answering.request_reading import Request
from bot.library import Article, Library

MOST_ARTICLES = 5
"""Articles whose footnote of one number is shown, or whose source, where no article is named."""


class Requests:
    """Answers requests about one library."""

    def __init__(self, library: Library, excerpts: Excerpts, search: FootnoteSearch) -> None:
        self._library = library
        self._excerpts = excerpts
        self._search = search

    def answer(
        self,
        question: str,
        request: Request,
        context: Context,
        allowed: Collection[str] | None,
        needed: float,
    ) -> Answer | None:
        """The answer to `request`; None where words that it asks about are nowhere, as if it were a question.

        `needed` is the confidence from which a passage answers.
        """
        articles = self._articles(request, context, allowed)
        if request.about != "footnotes":
            attributions = self._excerpts.attributions(article.id for article in articles[:MOST_ARTICLES])
            unshown = len(articles[MOST_ARTICLES:])
            return Answer(
                question,
                bool(attributions),
                1.0,
                attributions=attributions,
                about=request.about,
                unshown=unshown,
                style=request.style,
                context=context,
            )
        if request.claim:
            return self._behind(question, request, context, allowed, needed)
        if request.everything:
            noted = [article for article in articles if article.footnotes]
            cited = [
                each
                for article in noted[:MOST_ARTICLES]
                for each in cited_footnotes(article, [footnote.number for footnote in article.footnotes])
            ]
            answer = self._footnotes(question, cited, (), context, len(noted[MOST_ARTICLES:]))
            return replace(answer, counted=request.counted)
        cited, missing, unshown = self._named(request, articles)
        if missing and not cited and not request.article:
            # None of those that were shown has it: where one other article alone does, that one is meant.
            elsewhere = self._named(request, self._articles(request, NO_CONTEXT, allowed))
            if len({each.article for each in elsewhere[0]}) == 1:
                cited, missing, unshown = elsewhere
        return self._footnotes(question, cited, missing, context, unshown)

    def _articles(
        self, request: Request, context: Context, allowed: Collection[str] | None
    ) -> Sequence[Article]:
        """The articles that a request is about: the one it names, those that were shown, or all."""
        shown = dict.fromkeys(
            [*(each.article for each in context.footnotes), *(each.article for each in context.shown)]
        )
        wanted = [request.article] if request.article else list(shown)
        articles = [article for article in map(self._library.article, wanted) if article]
        articles = articles or list(self._library.articles)
        return [article for article in articles if allowed is None or article.id in allowed]

    @staticmethod
    def _named(
        request: Request, articles: Sequence[Article]
    ) -> tuple[list[CitedFootnote], tuple[str, ...], int]:
        """The footnotes that are named or counted, the labels that no article has, the articles left out."""
        cited: list[CitedFootnote] = []
        unshown = 0
        found: set[str] = set()
        for article in articles:
            labels = list(request.labels)
            for place in request.places:
                # "The third" is the one numbered 3; where footnotes have letters, the third one listed.
                if article.footnote(str(place)):
                    labels.append(str(place))
                elif place <= len(article.footnotes):
                    labels += [footnote.number for footnote in article.footnotes[place - (place > 0) :][:1]]
            here = cited_footnotes(article, labels)
            found |= {each.footnote.number for each in here}
            found |= {str(place) for place in request.places if here}
            if here and len({each.article for each in cited}) < MOST_ARTICLES:
                cited += here
            elif here:
                unshown += 1
        wanted = [*request.labels, *map(str, request.places)]
        return cited, tuple(label for label in wanted if label not in found), unshown

    def _behind(
        self,
        question: str,
        request: Request,
        context: Context,
        allowed: Collection[str] | None,
        needed: float,
    ) -> Answer | None:
        """The footnotes behind a claim, or the sentence that makes it where no footnote stands behind it."""
        within = {request.article} if request.article else allowed
        footnotes, sentence = self._search.find(request.claim, within, needed)
        if footnotes:
            cited = [each for article, note in footnotes for each in cited_footnotes(article, [note.number])]
            return self._footnotes(question, cited, (), context)
        if sentence is None:
            return None
        passages = (self._excerpts.of_hit(sentence),)
        return Answer(
            question,
            answered=False,
            confidence=sentence.confidence,
            nearest=passages,
            attributions=self._excerpts.attributions(articles_of(passages)),
            about="footnotes",
            context=Context(context.words, shown=tuple(map(reference_to, passages))),
        )

    def _footnotes(
        self,
        question: str,
        cited: Sequence[CitedFootnote],
        missing: tuple[str, ...],
        context: Context,
        unshown: int = 0,
    ) -> Answer:
        return Answer(
            question,
            answered=bool(cited),
            confidence=1.0 if cited else 0.0,
            attributions=self._excerpts.attributions(each.article for each in cited),
            about="footnotes",
            cited=tuple(cited),
            missing=missing,
            unshown=unshown,
            context=replace(
                context,
                footnotes=tuple(FootnoteReference(each.article, each.footnote.number) for each in cited),
            ),
        )

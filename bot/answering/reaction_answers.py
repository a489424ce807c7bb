"""Reaction → Answer: what comes next, what stands behind, how sure, and what else there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from bot.answering.answer import Answer, AnsweringPassage, CitedFootnote, CitingSentence
from bot.answering.answer_context import Context, FootnoteReference, PassageReference
from bot.answering.library_excerpts import Excerpts, articles_of, reference_to
from bot.answering.phrases import Reaction
from bot.library import Library
from bot.search import Index

HELD = 0.5
"""How much of a word a passage must hold for the word to count as found there."""

MOST_SEEN = 60
"""Passages remembered as shown, so that none is shown twice; the first ones are forgotten first."""

NEAREST = 3
"""Passages that a complaint is answered with."""


class Following:
    """Answers reactions to what one library showed before."""

    def __init__(self, library: Library, index: Index, excerpts: Excerpts) -> None:
        self._library = library
        self._index = index
        self._excerpts = excerpts

    def answer(
        self, question: str, reaction: Reaction, context: Context, allowed: Collection[str] | None, most: int
    ) -> Answer:
        """What follows on `context`. `most`: passages at a time."""
        empty = Answer(
            question,
            answered=False,
            confidence=0.0,
            reaction=reaction,
            suggestions=self._excerpts.suggestions((each.article for each in context.shown), allowed),
            context=context,
        )
        match reaction:
            case Reaction.MORE:
                return self._more(empty, context, allowed, most)
            case Reaction.SOURCES:
                return self._sources(empty, context, allowed)
            case Reaction.DOUBT:
                return self._doubt(empty, context)
            case Reaction.COMPLAINT:
                return self._complaint(empty, context, allowed)
            case Reaction.EMPTY if context.shown:
                return replace(empty, reaction=Reaction.HESITATION)
            case Reaction.EMPTY | Reaction.HESITATION:
                return empty

    def at(self, question: str, place: PassageReference, context: Context) -> Answer | None:
        """The passage at `place`, which was counted to; None where it has changed since."""
        passages = self._passages([place])
        if not passages:
            return None
        return Answer(
            question,
            answered=True,
            confidence=1.0,
            passages=passages,
            attributions=self._excerpts.attributions(articles_of(passages)),
            context=replace(context, shown=(place,), seen=_seen(context), footnotes=()),
        )

    def _left(self, context: Context, allowed: Collection[str] | None) -> Iterator[PassageReference]:
        """What the search found and wasn't shown yet: of the article that was shown last, then of others."""
        seen = {each.passage for each in (*context.seen, *context.shown)}
        articles = dict.fromkeys(each.article for each in (*context.shown[:1], *context.waiting))
        for article in articles if allowed is None else (each for each in articles if each in allowed):
            for reference in context.waiting:
                if reference.article == article and reference.passage not in seen:
                    seen.add(reference.passage)
                    yield reference

    def _next(self, context: Context, allowed: Collection[str] | None) -> Iterator[PassageReference]:
        """What comes next: what else was found in an article, what it goes on with, then other articles'."""
        here = context.shown[0].article if context.shown else None
        left = list(self._left(context, allowed))
        yield from (each for each in left if each.article == here)
        seen = {each.passage for each in (*context.seen, *context.shown, *left)}
        yield from (each for each in self._reading_on(context) if each.passage not in seen)
        yield from (each for each in left if each.article != here)

    def _reading_on(self, context: Context) -> Iterator[PassageReference]:
        """What the article that answered goes on with, as long as it is the one that was shown last."""
        for first in (*context.seen, *context.shown)[:1]:
            article = self._library.article(first.article)
            if article and [each.article for each in context.shown[:1]] == [article.id]:
                ids = [passage.id for passage in article.passages]
                start = ids.index(first.passage) + 1 if first.passage in ids else len(ids)
                yield from (PassageReference(article.id, each) for each in ids[start:])

    def _passages(self, references: Sequence[PassageReference]) -> tuple[AnsweringPassage, ...]:
        return tuple(found for found in map(self._excerpts.of_reference, references) if found)

    def _more(self, empty: Answer, context: Context, allowed: Collection[str] | None, most: int) -> Answer:
        """The next passages of one article; which one has no more, where that is another's."""
        following = list(self._next(context, allowed))
        batch = takewhile(lambda each: each.article == following[0].article, following)
        passages = self._passages(list(islice(batch, most)))
        if not passages:
            return empty
        shown = tuple(map(reference_to, passages))
        was_here = {each.article for each in context.shown[:1]}
        return replace(
            empty,
            answered=True,
            passages=passages,
            more=self._passages(following[len(passages) :][:NEAREST]),
            attributions=self._excerpts.attributions(articles_of(passages)),
            suggestions=(),
            exhausted=self._titles(was_here - {shown[0].article}),
            context=Context(
                context.words,
                question=context.question,
                shown=shown,
                seen=_seen(context),
                waiting=context.waiting,
            ),
        )

    def _titles(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(article.title for article in map(self._library.article, ids) if article)

    def _sources(self, empty: Answer, context: Context, allowed: Collection[str] | None) -> Answer:
        """The footnotes behind the sentence that was shown, or that none stands behind it.

        Where nothing was said before, the one article's source is meant.
        """
        shown = self._passages(context.shown[:1])
        if not shown and context.words:
            return empty
        if not shown:
            articles = [each.id for each in self._library.articles if allowed is None or each.id in allowed]
            attributions = self._excerpts.attributions(articles[:1] if len(articles) == 1 else ())
            return replace(empty, answered=bool(attributions), about="source", attributions=attributions)
        (best,) = shown
        sentence = CitingSentence(best.passage, best.highlight)
        cited = tuple(CitedFootnote(best.passage.article, note, (sentence,)) for note in best.supports)
        return replace(
            empty,
            answered=bool(cited),
            about="footnotes",
            cited=cited,
            nearest=() if cited else shown,
            attributions=self._excerpts.attributions([best.passage.article]),
            suggestions=(),
            context=replace(
                context,
                footnotes=tuple(FootnoteReference(each.article, each.footnote.number) for each in cited),
            ),
        )

    def _doubt(self, empty: Answer, context: Context) -> Answer:
        """What was shown, once more and whole, and the words of the last question that stand there."""
        shown = self._passages(context.shown[:1])
        credited = self._excerpts.attributions(articles_of(shown))
        answer = replace(empty, nearest=shown, attributions=credited, suggestions=())
        if not shown or not context.words:
            return answer
        best = shown[0].passage
        ranking = self._index.search(" ".join(context.words), articles={best.article}, explain=True)
        matched = (
            term.word
            for hit in ranking.hits
            if hit.passage.id == best.id
            for term in hit.explanation.terms
            if term.held >= HELD
        )
        return replace(answer, matched=tuple(dict.fromkeys(matched)))

    def _complaint(self, empty: Answer, context: Context, allowed: Collection[str] | None) -> Answer:
        """What comes next nearest and wasn't shown yet: it is what was shown from now on."""
        left = list(self._left(context, allowed)) if context.shown else []
        nearest = self._passages(left[:NEAREST])
        if not nearest:
            return empty
        return replace(
            empty,
            nearest=nearest,
            attributions=self._excerpts.attributions(articles_of(nearest)),
            context=replace(context, shown=(reference_to(nearest[0]),), seen=_seen(context), footnotes=()),
        )


def _seen(context: Context) -> tuple[PassageReference, ...]:
    """All that was shown until now."""
    return (*context.seen, *context.shown)[-MOST_SEEN:]

"""Reaction → Answer: what comes next, what stands behind, how sure, and what else there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

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
                return self._doubt(empty, context, allowed)
            case Reaction.COMPLAINT:
                return self._nearest(empty, context, allowed, NEAREST)
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
            context=replace(
                context, shown=(place,), seen=(*context.seen, *context.shown)[-MOST_SEEN:], footnotes=()
            ),
        )

    def _next(self, context: Context, allowed: Collection[str] | None) -> Iterator[PassageReference]:
        """What comes next: passages that fit less well, then what the article goes on with."""
        seen = {each.passage for each in (*context.seen, *context.shown)}
        for reference in (*context.waiting, *self._reading_on(context)):
            if reference.passage not in seen and (allowed is None or reference.article in allowed):
                seen.add(reference.passage)
                yield reference

    def _reading_on(self, context: Context) -> Iterator[PassageReference]:
        for last in context.shown[:1]:
            article = self._library.article(last.article)
            ids = [passage.id for passage in article.passages] if article else []
            start = ids.index(last.passage) + 1 if last.passage in ids else len(ids)
            yield from (PassageReference(last.article, each) for each in ids[start:])

    def _passages(self, references: Sequence[PassageReference]) -> tuple[AnsweringPassage, ...]:
        return tuple(found for found in map(self._excerpts.of_reference, references) if found)

    def _more(self, empty: Answer, context: Context, allowed: Collection[str] | None, most: int) -> Answer:
        following = list(self._next(context, allowed))
        passages = self._passages(following[:most])
        if not passages:
            return empty
        left = following[len(passages) :]
        return replace(
            empty,
            answered=True,
            passages=passages,
            more=self._passages(left[:NEAREST]),
            attributions=self._excerpts.attributions(articles_of(passages)),
            suggestions=(),
            context=Context(
                context.words,
                shown=tuple(map(reference_to, passages)),
                seen=(*context.seen, *context.shown)[-MOST_SEEN:],
                waiting=tuple(left[:MOST_SEEN]),
            ),
        )

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

    def _doubt(self, empty: Answer, context: Context, allowed: Collection[str] | None) -> Answer:
        """The words of the last question that stand in what was shown, and the nearest other passage."""
        answer = self._nearest(empty, context, allowed, 1)
        if not context.shown or not context.words:
            return answer
        best = context.shown[0]
        ranking = self._index.search(" ".join(context.words), articles={best.article}, explain=True)
        matched = (
            term.word
            for hit in ranking.hits
            if hit.passage.id == best.passage
            for term in hit.explanation.terms
            if term.held >= HELD
        )
        return replace(answer, matched=tuple(dict.fromkeys(matched)))

    def _nearest(self, empty: Answer, context: Context, allowed: Collection[str] | None, most: int) -> Answer:
        following = list(self._next(context, allowed)) if context.shown else []
        nearest = self._passages(following[:most])
        return replace(empty, nearest=nearest, attributions=self._excerpts.attributions(articles_of(nearest)))

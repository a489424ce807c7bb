"""Question → the passages that a search finds, or a no with those that come closest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.answering.answer import Answer, LanguageGap
from bot.answering.answer_context import Context, PassageReference
from bot.answering.certainty import is_closest, is_sure
from bot.answering.counted_holders import tells_of_another
from bot.answering.follow_ups import FollowUps
from bot.answering.library_excerpts import Excerpts, articles_of, reference_to
from bot.answering.line_lookup import with_entries
from bot.answering.telling_hits import tells_in
from bot.library import Library
from bot.search import Hit
from bot.search.languages.detection import detected_language, is_likelier_in
from bot.search.languages.profile import base_language

NEAREST = 3
"""Passages that a refusal keeps for a person who asks for them."""

MORE = 6
"""Passages that an answer keeps for a person who wants to read on."""

MET = 0.5
"""The share of what is asked that a sentence shown before must hold for it to answer that as well."""

CLOSE_TO_BEST = 0.5
"""A further passage is shown where its score is at least this share of the best one's."""


LEAST_FOREIGN = 2
"""Words from which a message amid a conversation is taken for one in another language: "wy" is a typo."""


class RankedAnswers:
    """Answers questions by search."""

    def __init__(self, library: Library, follow_ups: FollowUps, excerpts: Excerpts, needed: float) -> None:
        """`needed` is the confidence from which a passage answers."""
        self._library, self._follow_ups, self._excerpts = library, follow_ups, excerpts
        self._needed = needed
        self._languages = tuple(dict.fromkeys(base_language(a.language) for a in library.articles))

    def answer(
        self,
        question: str,
        asked: str,
        said: str,
        most: int,
        context: Context,
        articles: Collection[str] | None,
        *,
        explain: bool,
    ) -> Answer:
        """The passages that a search finds, or a no with those that come closest."""
        understood = self._follow_ups.search(asked, context, articles, said=said, explain=explain)
        ranking, kept = understood.ranking, understood.context
        ranking = with_entries(asked, ranking, self._needed)
        is_found = bool(ranking.hits) and ranking.confidence >= self._needed
        is_other = is_found and tells_of_another(understood.question, ranking.hits[0], self._library)
        if not is_found or is_other:
            nearest = tuple(self._excerpts.of_hit(hit) for hit in ranking.hits[:NEAREST])
            references = tuple(map(reference_to, nearest))
            is_near = understood.is_near or is_other
            closest = is_near or is_closest(ranking.confidence, ranking.lead, self._needed)
            return Answer(
                question=question,
                answered=False,
                confidence=ranking.confidence,
                nearest=nearest,
                attributions=self._excerpts.attributions(articles_of(nearest)),
                suggestions=self._excerpts.suggestions(articles_of(nearest), articles),
                closest=closest,
                language_gap=self._language_gap(asked, context, articles),
                looked_in=self._titles(understood.only_in),
                context=_context_of_no(kept, references, closest=closest),
            )
        that_answer = self._that_answer(ranking.hits)[:most]
        others = [hit for hit in ranking.hits if hit not in that_answer][:MORE]
        chosen = tuple(map(self._excerpts.of_hit, that_answer))
        more = tuple(map(self._excerpts.of_hit, others))
        shown = tuple(map(reference_to, chosen))
        is_same = context.shown[:1] == shown[:1]
        again = is_same and self._answers_this(understood.question, that_answer[0])
        return Answer(
            question=question,
            answered=True,
            confidence=ranking.confidence,
            passages=chosen,
            more=more,
            attributions=self._excerpts.attributions(articles_of(chosen)),
            sure=is_sure(ranking.confidence, ranking.lead)
            and not understood.is_surmised
            and (again or not is_same),
            again=again,
            context=replace(
                kept,
                shown=shown,
                seen=(),
                waiting=tuple(map(reference_to, more)),
                footnotes=(),
                refused=False,
            ),
        )

    def _titles(self, ids: Collection[str]) -> tuple[str, ...]:
        return tuple(article.title for article in map(self._library.article, ids) if article)

    def _answers_this(self, asked: str, hit: Hit) -> bool:
        """Whether the sentence of a hit holds what is asked, and the kind of answer that is asked for."""
        return hit.held >= MET and tells_in(asked, hit, self._library) is not False

    def _language_gap(
        self, asked: str, context: Context, allowed: Collection[str] | None
    ) -> LanguageGap | None:
        """The language of what is asked, where none of the articles that may answer is in it."""
        languages = self._languages
        if allowed is not None:
            some = (self._library.article(each) for each in sorted(allowed))
            languages = tuple(dict.fromkeys(base_language(article.language) for article in some if article))
        if context and len(asked.split()) < LEAST_FOREIGN:
            return None
        found = detected_language(asked)
        if not found or not languages or found in languages:
            return None
        if any(is_likelier_in(asked, each, found) for each in languages):
            return None
        return LanguageGap(found, languages)

    def _that_answer(self, hits: tuple[Hit, ...]) -> list[Hit]:
        best, *others = hits
        return [best] + [
            hit
            for hit in others
            if hit.confidence >= self._needed and hit.score >= CLOSE_TO_BEST * best.score
        ]


def _context_of_no(context: Context, nearest: tuple[PassageReference, ...], *, closest: bool) -> Context:
    """What the next message leans on after a no: what was shown before, where it is still spoken of."""
    if closest:
        return replace(context, shown=nearest[:1], seen=(), waiting=nearest[1:], footnotes=(), refused=False)
    return replace(context, waiting=nearest or context.waiting, footnotes=(), refused=bool(context.shown))

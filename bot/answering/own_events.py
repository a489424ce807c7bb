"""Whose birth or death is asked for, and which sentence tells it: hers isn't told by her father's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answering.telling_hits import tokenizer_of
from bot.library import Article, Library
from bot.search import Hit, Ranking, Tokenizer
from bot.search.languages.life_event_words import LifeEvent, bracketed, has_years_of_life, tells_of_kin
from bot.search.text.tokenizer import MOST_QUESTION_TOKENS


def of_asked(question: str, ranking: Ranking, library: Library) -> Ranking:
    """The hits, each with a sentence that tells the event of a life that is asked for, where its passage has
    one; without those that tell it only of somebody's kin, where the question names none.
    """
    return replace(ranking, hits=tuple(_of_asked(question, ranking.hits, library)))


def _of_asked(question: str, hits: Sequence[Hit], library: Library) -> Iterator[Hit]:
    for hit in hits:
        article = library.article(hit.passage.article)
        tokenizer = tokenizer_of(article.language if article else "en")
        asked = {word.surface for word in tokenizer.tokens(question, MOST_QUESTION_TOKENS)}
        events = [each for each in tokenizer.language.life_events if not asked.isdisjoint(each.asked)]
        names_kin = not asked.isdisjoint(tokenizer.language.kin)
        if not events:
            yield hit
            continue
        told = [_tells(sentence, events, tokenizer) for sentence in hit.passage.words]
        is_of_kin = not names_kin and _is_of_kin(hit, events, tokenizer)
        if is_of_kin and article and _names(question, hit, events, article.title, tokenizer):
            is_of_kin = False  # "her brother Jon died" tells how Jon did
        if names_kin or told[hit.sentence] or not (any(told) or is_of_kin):
            yield hit
        elif any(told):
            yield replace(hit, sentence=told.index(True))


def _tells(sentence: str, events: Sequence[LifeEvent], tokenizer: Tokenizer) -> bool:
    """Whether a sentence tells one of `events`, and not only of somebody's kin."""
    said, language = [word.surface for word in tokenizer.tokens(sentence)], tokenizer.language
    return any(
        (bool(event.by_years) and has_years_of_life(sentence))
        or (
            not event.told.isdisjoint(said)
            and not tells_of_kin(said, event.told, language.kin, language.kin_links)
        )
        for event in events
    )


def is_of_person(article: Article) -> bool:
    """Whether the first sentence of an article has years of a life, or an event of one, in brackets."""
    tokenizer = tokenizer_of(article.language)
    events = tokenizer.language.life_events
    opening = article.passages[0].words[0] if article.passages else ""
    in_brackets = bracketed(opening)
    return has_years_of_life(opening) or any(_tells(each, events, tokenizer) for each in in_brackets)


def _is_of_kin(hit: Hit, events: Sequence[LifeEvent], tokenizer: Tokenizer) -> bool:
    said = [word.surface for word in tokenizer.tokens(hit.passage.words[hit.sentence])]
    kin, links = tokenizer.language.kin, tokenizer.language.kin_links
    return any(tells_of_kin(said, event.told, kin, links) for event in events)


def _names(question: str, hit: Hit, events: Sequence[LifeEvent], title: str, tokenizer: Tokenizer) -> bool:
    """Whether the sentence of a hit has a word of the question beside those of the title and of an event."""
    asking = frozenset[str]().union(*(event.asked for event in events))
    known = set(tokenizer.content_stems(title))
    asked = {
        word.stem
        for word in tokenizer.tokens(question, MOST_QUESTION_TOKENS)
        if not word.is_stop and word.surface not in asking and word.stem not in known
    }
    return not asked.isdisjoint(tokenizer.content_stems(hit.passage.words[hit.sentence]))

"""Who asks for the first mayor isn't told by a passage that tells of a mayor, and of no first one."""

from __future__ import annotations

from bot.answering.phrases import phrases_of
from bot.answering.request_vocabulary import LANGUAGES, request_vocabulary
from bot.answering.telling_hits import tokenizer_of
from bot.library import Library
from bot.search import Hit
from bot.search.languages.profile import base_language
from bot.search.text.tokenizer import MOST_QUESTION_TOKENS


def tells_of_another(question: str, hit: Hit, library: Library) -> bool:
    """Whether `question` asks for "the first" or "the last", and the passage of `hit` counts none so."""
    article = library.article(hit.passage.article)
    code = base_language(article.language if article else "en")
    phrases = phrases_of(code)
    if phrases is None or code not in LANGUAGES:
        return False
    tokenizer, ordinals = tokenizer_of(code), request_vocabulary(code).ordinals
    words = tokenizer.tokens(question, MOST_QUESTION_TOKENS)
    asked = {
        ordinals[word.surface]
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if before.surface in phrases.determiners
        and word.surface in phrases.former
        and word.surface in ordinals
        and not after.is_stop
    }
    if not asked:
        return False
    told = tokenizer.tokens(f"{hit.passage.text} {hit.passage.section or ''}")
    said = {form for word in told for form in (word.surface, word.raw.lower())}  # "1st" is read as 1
    uncounted = phrases.former - ordinals.keys()  # "the original one", "the oldest"
    counted = {ordinals[surface] for surface in said if surface in ordinals}
    return asked.isdisjoint(counted) and said.isdisjoint(uncounted)

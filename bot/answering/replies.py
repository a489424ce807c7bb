"""What the bot says in its own words: to small talk and reactions, above what it shows, and in its place.

The texts are English. Who shows them in another language passes a function that translates one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from bot.answering.answer import Answer
from bot.answering.phrases import Reaction, SmallTalk

Translate = Callable[[str], str]
"""One of the texts here → the same in another language, with the same `{names}` to fill."""

MOST_TITLES = 3
"""Titles or languages named in a sentence; the others are counted."""

REPLIES: Mapping[SmallTalk, str] = {
    SmallTalk.GREETING: "Hello! Ask me about {titles}, and I show you what is written there.",
    SmallTalk.THANKS: "Glad to be of use. Ask on whenever you like.",
    SmallTalk.FAREWELL: "Goodbye, and come back with a question.",
    SmallTalk.WELL_BEING: "All well here, thank you: I'm a bot, and ready for a question about {titles}.",
    SmallTalk.IDENTITY: (
        "I'm Footnote, a bot. I answer from {titles}, word for word, with the footnotes of the text;"
        " I make up no sentence of my own."
    ),
    SmallTalk.ABILITIES: (
        "Ask me about {titles}: I show the passage that answers, word for word, with its footnotes and its"
        " licence. Where nothing there answers, I say so."
    ),
}

OTHER_LANGUAGE = "The articles here are in {languages}."
"""Said to a question in a language that no article is in."""
LANGUAGE_NAMES: Mapping[str, str] = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "eo": "Esperanto",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "nb": "Norwegian",
    "ne": "Nepali",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sr": "Serbian",
    "sv": "Swedish",
    "ta": "Tamil",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""Code → the name as it stands in OTHER_LANGUAGE; a language without a name is told by its code."""
NOTHING_IN_ONE = "I found nothing about that in “{title}”."
NOTHING_IN_MANY = "I found nothing about that in the articles here."
CLOSEST = "I'm not sure this answers it. Closest, in “{title}”:"
LESS_SURE = "This may answer it:"
"""Stands above an answer that isn't `sure`."""
AGAIN = "The sentence that I showed last answers this as well:"
AGAIN_LESS_SURE = "The sentence that I showed last may answer this as well:"
NOT_ANSWERED = "I found nothing about the other question: {question}"
TOO_MANY = "Those were many questions at once; ask again: {questions}"
NO_FOOTNOTE_BEHIND = "No footnote stands behind this sentence; it is from “{title}”:"
NO_SUCH_FOOTNOTES = "There is no footnote {numbers}."
NO_FOOTNOTES = "There are no footnotes."
FOOTNOTE_COUNT = "Footnotes in “{title}”: {count}."
NO_SUCH_STYLE = (
    "I write no {style} citation. There is the plain credit, and BibTeX or CSL JSON, of which reference"
    " managers make any style."
)
MORE_ARTICLES = "Other articles ({count}) have something on that as well: name the one that you mean."
"""Stands above what several articles say to a request that names none."""

NEXT = "Next:"
NEXT_ELSEWHERE = "That is all in “{title}”. Next, from “{other}”:"
NOTHING_MORE = "That is all I have on that."
SOURCE_OF_WHAT = "Ask me something about {titles} first, and I show you the footnotes behind the answer."
SOURCE_OF_NOTHING = (
    "I showed nothing that it could be from. Ask in other words, best with a name or a word of the text."
)
HESITANT = (
    "Not what you were after? Say “more” for the next passage, or “source” for the footnotes behind this one;"
    " or ask in other words, best with a name or a word of the text."
)
MORE_OF_WHAT = "Ask me something about {titles} first, and I show you more of it."
SORRY = (
    "Sorry, that wasn't what you asked for. Ask again in other words, best with a name or a word of the text."
)
SORRY_NEAREST = (
    "Sorry, that wasn't what you asked for. This comes next nearest; or ask again in other words, best with a"
    " name or a word of the text."
)
SORRY_NOTHING_LEFT = (
    "Sorry, that wasn't what you asked for, and I have no other passage on it. Ask again in other words, best"
    " with a name or a word of the text."
)
MATCHED = "I match words and understand nothing. These words of your question stand there: {words}."
MATCHED_NOTHING = "I match words and understand nothing. Read it in its context before you rely on it."
BACKED = "This is what I showed, with the footnotes behind it. Judge by them:"
NOT_BACKED = "This is what I showed; no footnote stands behind it. Judge by what stands around it:"
NO_WORDS = "There were no words in this that I could look for. Ask me something about {titles}."
TITLE = "“{title}”"
"""A title in a sentence."""
AND_MORE = "{titles} and {count} more"


def reply(answer: Answer, titles: Sequence[str], translate: Translate = str) -> str:
    """What the bot itself says: above what it shows, or where it shows nothing; empty where it needn't.

    `titles`: of all articles.
    """

    def said(text: str, **values: object) -> str:
        return translate(text).format(**values)

    if answer.small_talk:
        return said(REPLIES[answer.small_talk], titles=named(titles, translate))
    if answer.reaction and (answer.reaction is not Reaction.DOUBT or answer.context.shown):
        return _to_reaction(answer, answer.reaction, said, named(titles, translate))
    if answer.about and not answer.halves:
        return _about(answer, said)
    if answer.halves:
        lines = [said(NOT_ANSWERED, question=half.question) for half in answer.halves if not half.answered]
        lines += [said(TOO_MANY, questions=" ".join(answer.left))] if answer.left else []
        return "\n".join(
            [
                *lines,
                *(
                    _about(half, said)
                    for half in answer.requests
                    if half.missing or half.unshown or half.style or half.counted
                ),
            ]
        )
    if answer.answered:
        if answer.again:
            return said(AGAIN if answer.sure else AGAIN_LESS_SURE)
        return "" if answer.sure else said(LESS_SURE)
    if answer.language_gap:
        codes = answer.language_gap.articles
        languages = [translate(LANGUAGE_NAMES[code]) if code in LANGUAGE_NAMES else code for code in codes]
        return said(OTHER_LANGUAGE, languages=_listed(languages, translate))
    if answer.closest:
        return said(CLOSEST, title=answer.attributions[0].title)
    titles = answer.looked_in or titles
    if len(titles) == 1:
        return said(NOTHING_IN_ONE, title=titles[0])
    return said(NOTHING_IN_MANY)


class _Said(Protocol):
    """Fills a translated text."""

    def __call__(self, text: str, **values: object) -> str:
        """`text` in the reader's language, with `values` in it."""


def _to_reaction(answer: Answer, reaction: Reaction, said: _Said, titles: str) -> str:
    match reaction:
        case Reaction.MORE:
            if answer.exhausted:
                other = answer.attributions[0].title
                return said(NEXT_ELSEWHERE, title=answer.exhausted[0], other=other)
            if answer.answered:
                return said(NEXT)
            return said(NOTHING_MORE) if answer.context else said(MORE_OF_WHAT, titles=titles)
        case Reaction.SOURCES:
            if answer.context.words and not answer.context.shown:
                return said(SOURCE_OF_NOTHING)
            unknown = answer.about != "footnotes" and not answer.answered
            return said(SOURCE_OF_WHAT, titles=titles) if unknown else _about(answer, said)
        case Reaction.DOUBT:
            lines = [
                said(MATCHED, words=", ".join(answer.matched)) if answer.matched else said(MATCHED_NOTHING)
            ]
            lines += [said(BACKED if shown.supports else NOT_BACKED) for shown in answer.nearest]
            return "\n".join(lines)
        case Reaction.COMPLAINT:
            if answer.nearest:
                return said(SORRY_NEAREST)
            return said(SORRY_NOTHING_LEFT if answer.context.shown else SORRY)
        case Reaction.HESITATION if answer.context.shown:
            return said(HESITANT)
        case Reaction.EMPTY | Reaction.HESITATION:
            return said(NO_WORDS, titles=titles)


def _about(answer: Answer, said: _Said) -> str:
    """What is said to a request about footnotes, the source or the licence."""
    lines = [said(NO_SUCH_STYLE, style=answer.style)] if answer.style else []
    if answer.counted:
        counts = Counter(each.article for each in answer.cited)
        lines += [
            said(FOOTNOTE_COUNT, title=each.title, count=counts[each.article]) for each in answer.attributions
        ]
    if answer.unshown and not answer.missing:
        lines.append(said(MORE_ARTICLES, count=answer.unshown))
    if lines:
        return "\n".join(lines)
    if answer.about != "footnotes":
        return ""
    if answer.nearest:
        return said(NO_FOOTNOTE_BEHIND, title=answer.attributions[0].title)
    if answer.missing:
        return said(NO_SUCH_FOOTNOTES, numbers=", ".join(answer.missing))
    return "" if answer.answered else said(NO_FOOTNOTES)


def named(titles: Sequence[str], translate: Translate = str) -> str:
    """“A”, “B”, “C” and 4 more."""
    return _listed([translate(TITLE).format(title=title) for title in titles], translate)


def _listed(names: Sequence[str], translate: Translate) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:MOST_TITLES])
    more = len(names) - MOST_TITLES
    return translate(AND_MORE).format(titles=shown, count=more) if more > 0 else shown

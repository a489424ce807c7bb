"""Compounds: the stems of a corpus that a stem is the head of, "canal" of the German "Brückenkanal".

The last part of a compound says what it is, in the languages that write it as one word. Nothing is kept for
this: the n-grams that find inflections find what ends with a stem, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from bot.search.languages.profile import Language

SHORTEST_HEAD = 4
"""Letters of a compound's last part: too many words end in a shorter one by chance."""

SHORTEST_REST = 3
"""Letters of what stands before it."""

SHORTEST_IN_TITLE = 3
"""The same in a title, whose words nearly every question names."""

LONGEST_ENDING = 3
"""Letters that an ending adds which no stemmer took off."""

LONG = 5
"""Letters: what is so long and stands before so long a part may be a word that the frequencies lack."""

MOST_HEADS = 24
"""Compounds of a head that are returned, the shortest ones."""


def compounds_among(
    head: str, numbers: Sequence[int], stems: Sequence[str], known: Collection[str], language: Language
) -> list[int]:
    """Those of the stems with these numbers that are compounds with this head.

    `known` are the stems of the corpus: what stands before the head is one of them or a word of the language.
    """
    ending = [(len(stem), number) for number in numbers if (stem := stems[number]).endswith(head)]
    # A library has thousands of compounds with some heads: no more are looked at than are wanted.
    found = (number for _, number in sorted(ending) if _is_compound(stems[number], head, known, language))
    return list(islice(found, MOST_HEADS))


def modified_by(
    modifier: str, heads: Collection[str], numbers: Sequence[int], stems: Sequence[str], language: Language
) -> list[int]:
    """Those of the stems with these numbers that are compounds of `modifier` and one of `heads`."""
    links = ("", *language.compound_links)
    # Both parts are asked for: a shorter head than of a compound of anything is no accident.
    whole = {modifier + link + head for head in heads if len(head) >= SHORTEST_REST for link in links}
    return [number for number in numbers if stems[number] in whole]


def heads_of(compound: str, known: Collection[str], language: Language) -> Iterator[str]:
    """The known stems that `compound` ends in, the longest first."""
    for begin in range(SHORTEST_REST, len(compound) - SHORTEST_HEAD + 1):
        head = compound[begin:]
        if head in known and _is_compound(compound, head, known, language):
            yield head


def may_be_same(stem: str, other: str, language: Language) -> bool:
    """Whether two stems, one of them of an article's title, name one thing: another form of it, or
    the head of a compound ("bad" in an article on "Kurbad").
    """
    shorter, longer = sorted((stem, other), key=len)
    added = len(longer) - len(shorter)
    is_head = language.compound_links and len(stem) >= SHORTEST_IN_TITLE and other.endswith(stem)
    is_form = len(shorter) >= SHORTEST_HEAD and longer.startswith(shorter) and added <= LONGEST_ENDING
    return stem == other or is_form or bool(is_head and added >= SHORTEST_REST)


def _is_compound(word: str, head: str, known: Collection[str], language: Language) -> bool:
    rest = word[: len(word) - len(head)]
    # "Ausgang" is no "Gang": a prefix is an empty word by itself.
    if len(rest) < SHORTEST_REST or rest in language.stop_words or not word.endswith(head):
        return False
    return min(len(rest), len(head)) >= LONG or _is_word(rest, known, language)


def _is_word(rest: str, known: Collection[str], language: Language) -> bool:
    """Whether what stands before a head is a word of content, with or without what links it."""
    words = {rest, *(rest.removesuffix(link) for link in language.compound_links)}
    return any(
        word in language.frequencies.information or language.stem(word) in known
        for word in words - language.stop_words
        if len(word) >= SHORTEST_REST
    )

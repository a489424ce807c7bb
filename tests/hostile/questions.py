"""The worst questions that we can think of, each as long as a message on Discord can be."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice

LONGEST = 2000
"""Characters. https://docs.discord.com/developers/resources/message#create-message"""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _filled(pieces: Iterator[str] | Sequence[str], between: str = " ") -> str:
    """The pieces, again and again, until a message is full."""
    text = ""
    for piece in cycle(pieces) if isinstance(pieces, Sequence) else pieces:
        if len(text) >= LONGEST:
            break
        text += piece + between
    return text[:LONGEST]


def _made_up_words(length: int) -> Iterator[str]:
    chance = random.Random(length)
    while True:
        yield "".join(chance.choices(_LETTERS, k=length))


def misspelt(words: Sequence[str]) -> str:
    """Words with a letter lost in the middle of each: each is looked for among all words of an article."""
    return _filled([word[: len(word) // 2] + word[len(word) // 2 + 1 :] for word in words])


def worst_questions(words: Sequence[str]) -> Mapping[str, str]:
    """Name → question. `words`: different words of the article that is asked, none of them short."""
    names = [word.title() for word in words]
    return {
        "the article's own words": _filled(words),
        "its words, each misspelt": misspelt(words),
        "its words, each a name": _filled(names),
        "its words, joined by hyphens": _filled(words, "-"),
        "its words, each quoted": _filled([f'"{word} {word}"' for word in words]),
        "common words, each quoted": _filled(['"the the"', '"of the of"', '"the a"']),
        "common words, quoted at length": '"' + _filled(["the of"])[: LONGEST - 2] + '"',
        "common words of one letter": _filled(["a"]),
        "when, and its words": _filled(("when", "how many", "who", "where", "why", *words)),
        "made-up words of 3 letters": _filled(_made_up_words(3)),
        "made-up words of 7 letters": _filled(_made_up_words(7)),
        "made-up words of 9 letters": _filled(_made_up_words(9)),
        "made-up words of 30 letters": _filled(_made_up_words(30)),
        "one made-up word": next(_made_up_words(LONGEST)),
        "one letter": "a" * LONGEST,
        "one capital": "Q" * LONGEST,
        "centre again and again": _filled(["centre"], ""),
        "stop words": _filled(["what is the of and to which whose when how many"]),
        "nothing but spaces": " " * (LONGEST - 1) + "x",
        "thanks": _filled(["thanks"]),
        "greetings with commas": _filled(["hello"], ", "),
        "greetings before a name": _filled(["k"], ",")[:-8] + ",Trotsky",
        "greetings with lines": _filled(["hi"], "\n"),
        "a greeting and strokes": "hello" + "-" * (LONGEST - 6) + " ",
        "tell me about": _filled(["tell me about"]),
        "spaces and a comma": _filled([" " * 50 + ","], ""),
        "accents on one letter": "e" + "\u0301" * (LONGEST - 1),
        "accents of every kind": "z" + "".join(islice(cycle(map(chr, range(0x300, 0x370))), LONGEST - 1)),
        "accents alone": "\u0315\u0300\u05ae\u0300" * (LONGEST // 4),
        "accented letters": _filled(["e\u0301\u0323"], ""),
        "Hebrew points": "א" + "\u05b0\u05bc" * (LONGEST // 2 - 1),
        "Arabic points": "ب" + "\u064e\u0651" * (LONGEST // 2 - 1),
        "Indian vowel signs": "क" + "\u093e" * (LONGEST - 1),
        "enclosing marks": "a" + "\u20dd" * (LONGEST - 1),
        "hyphens": "-" * LONGEST,
        "hyphens between letters": _filled(["a"], "-"),
        "apostrophes": "'" * LONGEST,
        "apostrophes between letters": _filled(["a"], "'"),
        "points between letters": _filled(["a"], "."),
        "points and letters without an end": _filled(["a."], "")[:-1] + "1",
        "commas between digits": _filled(["1"], ","),
        "digits": "9" * LONGEST,
        "years": _filled([str(year) for year in range(1000, 1400)]),
        "ordinals": _filled([f"{number}th" for number in range(1000)]),
        "Roman numerals": _filled("I II III IV V VI VII VIII IX X XL MCMXVII".split()),
        "thousands": _filled(["1"] + ["000"] * 499, ","),
        "addresses": _filled(["https://example.org/a/b?c=d&e=f#g"]),
        "one address": "https://" + "a." * (LONGEST // 2 - 4),
        "emoji, joined": _filled(["👩\u200d👩\u200d👧\u200d👦"], ""),
        "emoji": _filled(["👋🙏❤😊👍"], ""),
        "flags": _filled(["🏴\U000e0067\U000e0062\U000e007f"], ""),
        "turned round": _filled(["\u202eabc\u2066def\u2069"], ""),
        "without width": _filled(["w\u200bo\u200cr\u200dd\ufeff\u2060"], ""),
        "soft hyphens": _filled(["a\u00ad"], ""),
        "quotation marks": '"' * LONGEST,
        "quotations in quotations": _filled(["“a b «c d"], ""),
        "quotations that never end": "“" + _filled(["a b"])[:-1],
        "ligatures that unfold to eighteen letters": "ﷺ" * LONGEST,
        "sharp s": "ß" * LONGEST,
        "dotted capital I": "İ" * LONGEST,
        "letters that unfold to three": "ΐ" * LONGEST,
        "letters that unfold to accents": "ᾂ" * LONGEST,
        "Roman numeral signs": "Ⅷ" * LONGEST,
        "wide letters": "Ａ" * LONGEST,
        "mathematical letters": "𝔘" * LONGEST,
        "Chinese": "".join(map(chr, range(0x4E00, 0x4E00 + LONGEST))),
        "one Chinese letter": "漢" * LONGEST,
        "Thai": _filled(["กิ่ฟ้า"], ""),
        "Hangul in pieces": _filled(["\u1112\u1161\u11ab"], ""),
        "Hangul": "".join(map(chr, range(0xAC00, 0xAC00 + LONGEST))),
        "Georgian and Cherokee": _filled(["ᲐᏣꭳ"], ""),
        "Turkish and Greek ends": _filled(["ΣΑΣ", "IİıI"], ""),
        "lone surrogates": "\ud800" * LONGEST,
        "characters of control": "".join(map(chr, range(32))) * 62,
        "characters of nobody": "\U0010ffff" * LONGEST,
        "Markdown": _filled(["**a** __b__ ~~c~~ `d` [e](f) > # - <@1>"], ""),
        "brackets": "[" * (LONGEST // 2) + "]" * (LONGEST // 2),
        "mentions": _filled(["<@1>"], ""),
        "mentions without an end": "<@" * (LONGEST // 2),
        "emoji without an end": "<a:" + "a" * (LONGEST - 3),
        "commands without an end": "</" * (LONGEST // 2),
        "colons": ":" * LONGEST,
        "words between colons": _filled([":a"], ""),
        "an entity without an end": "&" + "a" * (LONGEST - 1),
        "is he": _filled(["is he it they"]),
        "-ise": "xn" * (LONGEST // 2 - 2) + "ise",
        "-isation of nothing": "b" * (LONGEST - 6) + "isatio",
    }

"""What the search knows of a language: stems, stop words, irregular forms, numbers, words that ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

import Stemmer

from bot.search.data.frequencies import Frequencies, frequencies
from bot.search.data.relations import Relations, relations
from bot.search.languages import english
from bot.search.text.folding import folded

SNOWBALL: Mapping[str, str] = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""ISO 639-1 code → the name of its Snowball stemmer (https://snowballstem.org/algorithms/)."""

STOP_WORDS_BY_FREQUENCY = 90
"""So many of a language's most common words are its stop words, where it has no list of its own."""


class Asks(Enum):
    """What a question asks for."""

    TIME = "time"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    OTHER = "other"


_ASKING: Mapping[str, Mapping[Asks, str]] = {
    "de": {
        Asks.TIME: "wann",
        Asks.NUMBER: "wieviel wieviele viele hoch lang lange weit alt groß",
        Asks.PERSON: "wer wem wen wessen",
        Asks.PLACE: "wo woher wohin",
        Asks.REASON: "warum weshalb wieso weswegen",
        Asks.OTHER: (
            "was wie welche welcher welches welchem welchen wozu womit wodurch worin woraus wofür worauf"
        ),
    },
    "es": {
        Asks.TIME: "cuándo",
        Asks.NUMBER: "cuántos cuántas cuánto cuánta",
        Asks.PERSON: "quién quiénes",
        Asks.PLACE: "dónde adónde",
        Asks.REASON: "porqué",
        Asks.OTHER: "qué cuál cuáles cómo",
    },
    "fr": {
        Asks.TIME: "quand",
        Asks.NUMBER: "combien",
        Asks.PERSON: "qui",
        Asks.PLACE: "où",
        Asks.REASON: "pourquoi",
        Asks.OTHER: "que quoi quel quelle quels quelles comment est-ce",
    },
    "it": {
        Asks.TIME: "quando",
        Asks.NUMBER: "quanto quanti quante quanta",
        Asks.PERSON: "chi",
        Asks.PLACE: "dove",
        Asks.REASON: "perché",
        Asks.OTHER: "che cosa quale quali come",
    },
    "nl": {
        Asks.TIME: "wanneer",
        Asks.NUMBER: "hoeveel",
        Asks.PERSON: "wie wiens",
        Asks.PLACE: "waar waarheen",
        Asks.REASON: "waarom",
        Asks.OTHER: "wat welke welk hoe",
    },
    "pt": {
        Asks.TIME: "quando",
        Asks.NUMBER: "quantos quantas quanto quanta",
        Asks.PERSON: "quem",
        Asks.PLACE: "onde",
        Asks.REASON: "porquê",
        Asks.OTHER: "que qual quais como",
    },
    "pl": {
        Asks.TIME: "kiedy",
        Asks.NUMBER: "ile ilu",
        Asks.PERSON: "kto kogo komu kim",
        Asks.PLACE: "gdzie skąd dokąd",
        Asks.REASON: "dlaczego czemu",
        Asks.OTHER: "co czego czym jak jaki jaka jakie który która które",
    },
    "ru": {
        Asks.TIME: "когда",
        Asks.NUMBER: "сколько",
        Asks.PERSON: "кто кого кому кем ком",
        Asks.PLACE: "где куда откуда",
        Asks.REASON: "почему зачем отчего",
        Asks.OTHER: (
            "что чего чему чем какой какая какое какие каких каким какую какого какому каком как чей чья чьё"
        ),
    },
    "sv": {
        Asks.TIME: "när",
        Asks.NUMBER: "många mycket",
        Asks.PERSON: "vem vems vilka",
        Asks.PLACE: "var vart varifrån",
        Asks.REASON: "varför",
        Asks.OTHER: "vad vilken vilket hur",
    },
    "tr": {
        Asks.TIME: "zaman",
        Asks.NUMBER: "kaç",
        Asks.PERSON: "kim kimin kime kimi",
        Asks.PLACE: "nerede nereye nereden",
        Asks.REASON: "neden niçin niye",
        Asks.OTHER: "ne nasıl hangi",
    },
    "uk": {
        Asks.TIME: "коли",
        Asks.NUMBER: "скільки",
        Asks.PERSON: "хто кого кому ким",
        Asks.PLACE: "де куди звідки",
        Asks.REASON: "чому навіщо",
        Asks.OTHER: "що чого чим який яка яке які як",
    },
}


@dataclass(frozen=True)
class Language:
    """One language's tables, all of them empty for a language that nobody here knows."""

    code: str
    stop_words: frozenset[str]
    frame_words: frozenset[str]
    irregular: Mapping[str, str]
    numbers: Mapping[str, str]
    asking: Mapping[str, Asks]
    frequencies: Frequencies
    relations: Relations
    stemmer: Any | None

    def standard(self, word: str) -> str:
        """One spelling of a folded word that has two."""
        return english.american(word) if self.code == "en" else word

    def stem(self, word: str) -> str:
        """The stem of a folded word in its one spelling; a number in digits for one in words."""
        number = self.numbers.get(word)
        if number is not None:
            return number
        word = self.irregular.get(word, word)
        return str(self.stemmer.stemWord(word)) if self.stemmer else word


@cache
def language_of(tag: str) -> Language:
    """The language of a tag such as `en`, `de-AT` or `pt_BR`."""
    code = tag.replace("_", "-").split("-")[0].lower()
    code = "nb" if code in ("no", "nn") else code
    common = frequencies(code)
    asking = {folded(word): asks for asks, words in _ASKING.get(code, {}).items() for word in words.split()}
    is_english = code == "en"
    return Language(
        code=code,
        stop_words=english.STOP_WORDS
        if is_english
        else common.most_common(STOP_WORDS_BY_FREQUENCY) | frozenset(asking),
        frame_words=english.FRAME_WORDS if is_english else frozenset(),
        irregular=english.IRREGULAR if is_english else {},
        numbers=english.NUMBERS if is_english else {},
        asking=asking,
        frequencies=common,
        relations=relations(code),
        stemmer=_stemmer(code),
    )


def _stemmer(code: str) -> Any | None:
    # An older Snowball knows fewer languages: those that it lacks go without stems.
    name = SNOWBALL.get(code)
    return Stemmer.Stemmer(name) if name in Stemmer.algorithms() else None

"""What the search knows of a language: stems, stop words, irregular forms, question phrases, signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property

import Stemmer

from bot.search.data.frequencies import Frequencies, frequencies
from bot.search.data.names import names
from bot.search.data.relations import Relations, relations
from bot.search.folding import folded, lowered
from bot.search.languages.definition_words import Definitions
from bot.search.languages.dimension_words import Dimensions
from bot.search.languages.life_event_words import LifeEvent
from bot.search.languages.name_origin_words import NameOrigin
from bot.search.languages.questions import AnswerType, QuestionPhrases
from bot.search.languages.reader import LanguageFile, Phrase, Section, alternatives, language_file
from bot.search.languages.stems import STEMS
from bot.search.languages.telling_words import Telling

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

SEGMENTED = frozenset({"ja", "ko", "th", "zh"})
"""Languages whose words are found by how common they are."""

KEEPING_ACCENTS = frozenset({"vi"})
"""Languages in which the accents tell words apart that have little to do with each other."""

DOTTING_I = frozenset({"az", "tr"})
"""Languages in which I and i, with and without a dot, are two letters."""

COMMON_STOP_WORDS = 90
"""`Language.common_stop_words` where the language's file says nothing else."""

SIGNS_EVERYWHERE = ("en", "de", "es", "fr", "ru")
"""Languages whose signs count in articles of every language: quotations, names and dates bring them there.
The shipped weights were fitted so: whoever changes these signs measures the ranking of English, too."""

WORD_KEYS = (
    "stop_words", "common_stop_words", "frame_words", "answer_kind_words", "auxiliaries", "irregular_forms",
    "verb_prefixes", "participle_prefix", "numbers", "ordinals", "amounts", "measures", "elisions",
    "compound_links", "synonyms", "how_to", "life_event", "kin", "kin_links", "name_origin",
)  # fmt: skip
"""The keys of the section `[words]`."""


@dataclass(frozen=True)
class SignWords:
    """Folded words by which a sentence shows that it holds an answer of some type.

    `place_prepositions` stand before the name of a place.
    """

    months: frozenset[str]
    quantities: frozenset[str]
    place_prepositions: frozenset[str]
    reasons: frozenset[str]


class SpellingRules:
    """Makes one spelling of a word that has two, such as the British "colour" and the American "color".

    Questions and articles both go through it, so that a word that a rule mistakes does no harm.
    """

    def __init__(self, file: LanguageFile) -> None:
        """Raises LanguageFileError where a rule is incomplete or its pattern no regular expression."""
        section = file.section("spelling", ["variants", "rules"])
        self._variants = section.groups("variants")
        self._rules: list[tuple[re.Pattern[str], str]] = []
        for rule in section.tables("rules"):
            rule.check_keys(["pattern", "replacement"])
            try:
                self._rules.append((re.compile(rule.text("pattern")), rule.text("replacement")))
            except re.error as error:
                raise rule.error("pattern", str(error)) from error

    def standard(self, word: str) -> str:
        """The one spelling of a folded word. The first rule that changes the word is the only one."""
        if word in self._variants:
            return self._variants[word]
        for pattern, replacement in self._rules:
            # Nearly no rule fits a word, and to find that out by a replacement takes four times as long.
            if pattern.search(word) and (changed := pattern.sub(replacement, word)) != word:
                return changed
        return word


@dataclass(frozen=True)
class Language:
    """One language; what neither a data file nor a table tells of it is empty. All words are folded.

    `frame_words` frame what is asked ("what is the name of …") and say little about where the answer is.
    After one of `answer_kind_words` ("what", "which") the next word of content names the kind of the answer,
    unless one of `auxiliaries` stands between. `irregular_forms` and `numbers` map a form to its word and a
    number in words to its digits.
    """

    code: str
    stop_words: frozenset[str]
    common_stop_words: int
    """So many of the most common words are stop words by their frequency alone."""
    frame_words: frozenset[str]
    answer_kind_words: frozenset[str]
    auxiliaries: frozenset[str]
    how_to: Sequence[Phrase]
    """What questions begin with that ask how to do something; empty where only others are known."""
    irregular_forms: Mapping[str, str]
    """With their accents: of "rät" and "Rat" one is a form."""
    verb_prefixes: tuple[str, ...]
    """What may stand before such a form: "entwarf", "ausgeschlafen"."""
    participle_prefix: str
    """What a participle loses behind some of them: "geworfen", "entworfen"."""
    numbers: Mapping[str, str]
    ordinals: frozenset[str]
    """Words for numbers by which nothing is counted: "third", and "one", which seldom is an amount."""
    amounts: frozenset[str]
    """Words that tell how many without a number: "dozen"."""
    life_events: Sequence[LifeEvent]
    kin: frozenset[str]
    """Words for somebody of whom an event of a life is told as another's: father, wife."""
    kin_links: frozenset[str]
    """Behind these stands whose event it is: "the death of her father"."""
    name_origins: Sequence[NameOrigin]
    measures: frozenset[str]
    """Units and other words of which one stands in an answer to "how large" or "how old"."""
    elisions: frozenset[str]
    """What words leave of themselves before an apostrophe ("l'eau"): no part of the word behind it."""
    compound_links: frozenset[str]
    """What may stand between the parts of a compound; empty where the language doesn't write them as one."""
    synonym_lines: Sequence[Sequence[str]]
    """Words of everyday questions that may stand for each other, line by line."""
    spelling_rules: SpellingRules
    questions: QuestionPhrases
    definitions: Definitions
    dimensions: Dimensions
    telling: Telling
    negations: frozenset[str]
    """Words that turn a sentence around."""
    frequencies: Frequencies
    names: frozenset[str]
    """Common words that are names however they are written; empty where no table tells them."""
    relations: Relations
    stemmer: Callable[[str], str] | None
    keeps_accents: bool
    """The accents tell words apart: surfaces, stems and stop words keep them."""
    is_segmented: bool
    """Words are found by a segmenter, for the language writes no spaces between them, or between a noun and
    its particles."""

    @cached_property
    def signs(self) -> SignWords:
        """The words by which a sentence shows what it holds; only an index that is built needs them."""
        names = [field.name for field in fields(SignWords)]
        codes = dict.fromkeys((*SIGNS_EVERYWHERE, self.code))
        sections = [language_file(code).section("signs", names) for code in codes]
        return SignWords(
            **{name: frozenset().union(*(each.words(name) for each in sections)) for name in names}
        )

    @cached_property
    def place_kinds(self) -> frozenset[str]:
        """Words that name a kind of place: the town, the river."""
        return self.questions.kinds_of(AnswerType.PLACE)

    def standard(self, word: str) -> str:
        """The one spelling of a folded word that has two."""
        return self.spelling_rules.standard(word)

    @cached_property
    def synonyms(self) -> Mapping[str, frozenset[str]]:
        """The stems that may stand for a stem in an everyday question."""
        found: dict[str, set[str]] = {}
        for line in self.synonym_lines:
            stems = {folded(self.stem(form)) for word in line for form in (word, folded(word))}
            for stem in stems:
                found.setdefault(stem, set()).update(stems - {stem})
        return {stem: frozenset(others) for stem, others in found.items()}

    def lowered(self, word: str) -> str:
        """A word in lower case, with its accents, as the language writes it: Turkish has two letters I."""
        if self.code in DOTTING_I:
            word = word.replace("İ", "i").replace("I", "ı")
        return lowered(word)

    def stem(self, word: str) -> str:
        """The stem of a folded word in its one spelling; a number in digits for one in words."""
        number = self.numbers.get(word)
        if number is not None:
            return number
        word = self.irregular_forms.get(word) or self._of_prefixed(word) or word
        return self.stemmer(word) if self.stemmer else word

    def _of_prefixed(self, form: str) -> str | None:
        """The word of an irregular form behind a prefix; None where it is none."""
        if not form.startswith(self.verb_prefixes):
            return None
        forms = self.irregular_forms
        for prefix in self.verb_prefixes:
            rest = form.removeprefix(prefix)
            if rest != form and (word := forms.get(rest) or forms.get(self.participle_prefix + rest)):
                return prefix + word
        return None


def base_language(tag: str) -> str:
    """The code of the language of a tag such as `en`, `de-AT` or `pt_BR`: `en`, `de`, `pt`."""
    code = tag.replace("_", "-").split("-")[0].lower()
    return "nb" if code in ("no", "nn") else code


@cache
def language_of(tag: str) -> Language:
    """The language of a tag such as `en`, `de-AT` or `pt_BR`.

    Raises LanguageFileError where its data file is wrong.
    """
    code = base_language(tag)
    file = language_file(code)
    words = file.section("words", WORD_KEYS)
    # A question in English may meet an article in any language.
    english = language_file("en").section("words", WORD_KEYS)
    common = frequencies(code)
    count = words.number("common_stop_words", COMMON_STOP_WORDS)
    numbers, ordinals = words.groups("numbers"), words.words("ordinals")
    return Language(
        code=code,
        stop_words=words.words("stop_words", keeps_accents=code in KEEPING_ACCENTS)
        | common.most_common(count),
        common_stop_words=count,
        frame_words=words.words("frame_words"),
        answer_kind_words=words.words("answer_kind_words") | english.words("answer_kind_words"),
        auxiliaries=words.words("auxiliaries") | english.words("auxiliaries"),
        how_to=[phrase for each in words.phrases("how_to") for phrase in alternatives(each)],
        irregular_forms=_irregular_forms(words),
        verb_prefixes=tuple(lowered(words.text("verb_prefixes")).split()),
        participle_prefix=words.text("participle_prefix"),
        numbers=numbers,
        ordinals=ordinals,
        amounts=words.words("amounts"),
        life_events=[LifeEvent.of(table) for table in words.tables("life_event")],
        kin=words.words("kin"),
        kin_links=words.words("kin_links"),
        name_origins=[NameOrigin.of(table) for table in words.tables("name_origin")],
        measures=words.words("measures"),
        elisions=words.words("elisions"),
        compound_links=words.words("compound_links"),
        synonym_lines=[lowered(line).split() for line in words.text("synonyms").splitlines()],
        spelling_rules=SpellingRules(file),
        questions=QuestionPhrases(file),
        definitions=Definitions(file),
        dimensions=Dimensions(
            file, numbers.keys() - ordinals, in_compounds=bool(words.text("compound_links"))
        ),
        telling=Telling(file),
        negations=file.section("quotations", ["negations"]).words("negations"),
        frequencies=common,
        names=names(code),
        relations=relations(code),
        stemmer=_stemmer(code),
        keeps_accents=code in KEEPING_ACCENTS,
        is_segmented=code in SEGMENTED and bool(common.information),
    )


def _irregular_forms(words: Section) -> Mapping[str, str]:
    """Form → word, with accents; what has an ß also as it is written without one."""
    forms = words.groups("irregular_forms", keeps_accents=True)
    return {form.replace("ß", "ss"): word for form, word in forms.items()} | dict(forms)


def _stemmer(code: str) -> Callable[[str], str] | None:
    # An older Snowball knows fewer languages: those that it lacks go without stems.
    name = SNOWBALL.get(code)
    if name not in Stemmer.algorithms():
        return STEMS.get(code)
    # Without a cache of its own: words are analysed once, and to look after it takes longer than to stem.
    stem: Callable[[str], str] = Stemmer.Stemmer(name, 0).stemWord
    return stem

"""What people say in a chat that isn't a question to an article: phrases from the languages' data files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from bot.search import folded
from bot.search.languages.profile import WORD_KEYS
from bot.search.languages.reader import LanguageFile, Section, alternatives, language_file

Words = tuple[str, ...]

GAP = "…"
"""Stands in an overview phrase where the article is named."""

REMEMBERED_TITLES = 20_000
"""Titles of articles whose words are remembered."""

WRITTEN_WORD = re.compile(r"\S+")
"""A word as it stands in a text, with its marks."""

# "C++" and "C#" are two names, and neither is "C".
_WORD = re.compile(r"[^\W_]+(?:\+\+|#(?!\w)|\+(?!\w))?")
_EMOTICON = re.compile(r"(?<!\S)(?:[:;=8][-o^']?[)(DPpOo3sSxX/|\\*]+|<3+|[xX]D+|\^_*\^|-_+-)(?!\S)")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_ELISION = re.compile(r"\b([cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
_EMOJI = {
    "👋": "hello",
    "😀": "hello",
    "🙂": "hello",
    "🙏": "thanks",
    "❤": "thanks",
    "😊": "thanks",
}
_CONVERSATION_KEYS = (
    "contractions",
    "courtesies",
    "lead_ins",
    "lead_in_words",
    "question_words",
    "wishes",
    "fillers",
    "overview",
    "whole_article",
    "pronouns",
    "personal_pronouns",
    "speakers",
    "about",
    "idle_pronouns",
    "openings",
    "elliptic",
    "determiners",
    "support_verbs",
    "verb_endings",
    "contrasts",
    "corrections",
    "emphasis",
    "present",
    "former",
    "past",
)


class SmallTalk(StrEnum):
    """What a person says to the bot itself, which no passage answers."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WELL_BEING = "well_being"
    IDENTITY = "identity"
    ABILITIES = "abilities"


class Reaction(StrEnum):
    """What a person says back to what was shown."""

    COMPLAINT = "complaint"
    MORE = "more"
    SOURCES = "sources"
    DOUBT = "doubt"
    HESITATION = "hesitation"
    EMPTY = "empty"


@dataclass(frozen=True)
class OverviewPhrase:
    """A wish for an article as a whole: the words before and after the gap where the article is named."""

    before: Words
    after: Words
    has_gap: bool


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language, split into words.

    `small_talk` is what a text of nothing else is taken for. `fillers` may stand between or around phrases.
    `courtesies` before or after a question don't belong to it, whether or not a comma parts them from it;
    nor does what leads to the first of `question_words`: one of `lead_ins` (tell), and maybe others of
    `lead_in_words` (can you … me). Behind one of `wishes` (tell me about) stands what is wanted.
    In the gap of an `overview` phrase stands an article's title, or one of `whole_article`. One of `pronouns`
    anywhere but in `idle_pronouns` ("are there"), or of `openings` at the beginning, makes a question a
    follow-up of the one before it; so does one of `elliptic` ("in which") with a word or two behind it, none
    of `auxiliaries`. `personal_pronouns` stand for people; `speakers` (my, you) show that somebody speaks
    of themselves, or to somebody, and `about` (mean) of what. What comes behind one of `corrections` was
    meant before ("sorry, I meant"). `emphasis` holds question words with what is only said for effect
    behind them ("what on earth"). What a question is asked of begins with one of `determiners` (the), and
    ends before a verb: any word behind one of `support_verbs` (did), else one with one of `verb_endings`.
    Between what isn't meant and what is may stand one of `contrasts` (but). One of `present` stands for
    today; one of `former` (first) or of `past` (was) tells that a question is of former days.
    """

    small_talk: Mapping[Words, SmallTalk]
    fillers: frozenset[Words]
    courtesies: frozenset[Words]
    lead_ins: frozenset[str]
    lead_in_words: frozenset[str]
    question_words: frozenset[str]
    wishes: frozenset[Words]
    overview: Sequence[OverviewPhrase]
    whole_article: frozenset[Words]
    pronouns: frozenset[str]
    personal_pronouns: frozenset[str]
    speakers: frozenset[str]
    about: frozenset[str]
    idle_pronouns: Sequence[Words]
    openings: Sequence[Words]
    elliptic: frozenset[Words]
    auxiliaries: frozenset[str]
    determiners: frozenset[str]
    support_verbs: frozenset[str]
    verb_endings: tuple[str, ...]
    contrasts: frozenset[str]
    corrections: frozenset[Words]
    emphasis: frozenset[Words]
    present: frozenset[str]
    former: frozenset[str]
    past: frozenset[str]

    @cached_property
    def leading(self) -> frozenset[str]:
        """All words that a lead-in may consist of."""
        return self.lead_ins | self.lead_in_words


@cache
def phrases_of(code: str) -> Phrases | None:
    """The phrases of the language with this code; None where its data file has none, or it has no file.

    Raises LanguageFileError where the file is wrong.
    """
    file = language_file(code)
    talk = file.section("small_talk", [kind.value for kind in SmallTalk])
    conversation = file.section("conversation", _CONVERSATION_KEYS)
    return _read(file, talk, conversation) if talk.values or conversation.values else None


@cache
def no_phrases() -> Phrases:
    """The phrases of a language of which none are known."""
    return _read(LanguageFile("", {}), Section(""), Section(""))


def _read(file: LanguageFile, talk: Section, conversation: Section) -> Phrases:
    return Phrases(
        small_talk={phrase: kind for kind in SmallTalk for phrase in _spoken(talk, kind.value)},
        fillers=frozenset(_spoken(conversation, "fillers")),
        courtesies=frozenset(_alternatives(conversation, "courtesies")),
        lead_ins=_spoken_one_by_one(conversation, "lead_ins"),
        lead_in_words=_spoken_one_by_one(conversation, "lead_in_words"),
        question_words=_spoken_one_by_one(conversation, "question_words"),
        wishes=frozenset(_alternatives(conversation, "wishes")),
        overview=tuple(dict.fromkeys(_overview_phrases(conversation))),
        whole_article=frozenset(_spoken(conversation, "whole_article")),
        pronouns=frozenset(word for phrase in _spoken(conversation, "pronouns") for word in phrase),
        personal_pronouns=_spoken_one_by_one(conversation, "personal_pronouns"),
        speakers=_spoken_one_by_one(conversation, "speakers"),
        about=_spoken_one_by_one(conversation, "about"),
        idle_pronouns=tuple(_spoken(conversation, "idle_pronouns")),
        openings=tuple(_spoken(conversation, "openings")),
        elliptic=frozenset(_alternatives(conversation, "elliptic")),
        auxiliaries=file.section("words", WORD_KEYS).words("auxiliaries"),
        determiners=conversation.words("determiners"),
        support_verbs=conversation.words("support_verbs"),
        verb_endings=tuple(conversation.words("verb_endings")),
        contrasts=conversation.words("contrasts"),
        corrections=frozenset(_alternatives(conversation, "corrections")),
        emphasis=frozenset(_alternatives(conversation, "emphasis")),
        present=conversation.words("present"),
        former=conversation.words("former"),
        past=conversation.words("past"),
    )


def spoken_words(text: str) -> Words:
    """The words of `text` as phrases are compared: folded, without punctuation, emoji as words."""
    if not text.isascii():
        for emoji, word in _EMOJI.items():
            text = text.replace(emoji, f" {word} ")
    text = _APOSTROPHE.sub("", folded(text))
    contractions = _contractions()
    return tuple(part for word in _WORD.findall(text) for part in contractions.get(word, word).split())


@lru_cache(maxsize=REMEMBERED_TITLES)
def title_words(title: str) -> Words:
    """As `spoken_words`, for an article's title, which is read anew whenever some article changes."""
    return spoken_words(title)


def without_emoticons(text: str) -> str:
    """`text` without smileys made of letters and digits (":D", "<3"), which would count as words."""
    return _EMOTICON.sub(" ", text)


def without_elisions(text: str) -> str:
    """`text` with a space where French leaves out a vowel: "d'où" is two words, "don't" one."""
    return _ELISION.sub(r"\1 ", text)


@cache
def _contractions() -> Mapping[str, str]:
    """The short forms of English, which people of every language use in a chat, and their words."""
    return language_file("en").section("conversation", _CONVERSATION_KEYS).groups("contractions")


def _variants(section: Section, key: str) -> Iterator[str]:
    """The phrases under `key`; those with apostrophes also as they are typed without: "s il te plaît"."""
    for phrase in section.phrases(key):
        yield phrase
        if _APOSTROPHE.search(phrase):
            yield _APOSTROPHE.sub(" ", phrase)


def _spoken(section: Section, key: str) -> Iterator[Words]:
    return map(spoken_words, _variants(section, key))


def _spoken_one_by_one(section: Section, key: str) -> frozenset[str]:
    return frozenset(spoken for word in section.words(key) for spoken in spoken_words(word))


def _alternatives(section: Section, key: str) -> Iterator[Words]:
    """As `_spoken`, each choice of "what|who even"."""
    for phrase in _variants(section, key):
        yield from (spoken_words(" ".join(words)) for words in alternatives(phrase))


def _overview_phrases(section: Section) -> Iterator[OverviewPhrase]:
    for phrase in _variants(section, "overview"):
        for words in alternatives(phrase):
            before, gap, after = " ".join(words).partition(GAP)
            yield OverviewPhrase(spoken_words(before), spoken_words(after), bool(gap))

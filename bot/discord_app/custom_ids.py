"""Custom ids: the text in a button or a menu that says what it does. This module makes and reads all of them.

Everything that a component needs stands in its custom id (or, for a menu, in the value that is chosen), so
that it still works after a restart and in later versions. A custom id has 100 characters at the most. It
never holds what somebody asked.
https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id
"""

from __future__ import annotations

import base64
import hashlib
import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from bot.library import Article, Library, Passage, Span
from bot.library.collection import id_digest

LONGEST = 100
"""Characters of a custom id."""

Verb = Literal["open", "turn"]
"""`open` shows a page in a new private message; `turn` shows it in place of the private message it is on."""

Vote = Literal["up", "down"]

UnansweredAction = Literal["page", "erase", "all", "yes"]

_PLACE = r"[a-z]+(?:/[A-Za-z0-9_-]+){0,2}"
_PAGE = rf"(?P<place>{_PLACE}):(?P<page>[0-9]{{1,4}}|[1-9][0-9]{{4,6}})"
_QUESTION_VALUE = re.compile(r"ask:(?P<article>[A-Za-z0-9_-]{1,80}):(?P<question>[0-9a-f]{12})")
_PAGE_VALUE = re.compile(_PAGE)
_CUSTOM_ID = re.compile(
    rf"(?P<verb>open|turn):{_PAGE}"
    r"|go:(?P<menu_verb>open|turn):(?P<menu>[a-z]+)"
    r"|remove:(?P<asker>[0-9]{1,20})"
    r"|ask:(?P<article>[A-Za-z0-9_-]{1,80}):(?P<question>[0-9a-f]{12})"
    r"|(?P<questions>ask)"
    r"|settings:(?P<control>[a-z]{1,20})(?::(?P<value>[a-z0-9]{0,30}))?"
    r"|vote:(?P<vote>up|down)"
    r"|unanswered:(?P<action>page|erase|all|yes):(?P<number>[0-9]{1,18}):(?P<list_page>[0-9]{1,3})"
    r"|library:(?P<change>keep|discard|remove|leave):(?P<subject>[A-Za-z0-9_-]{1,80})"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Something in the library that people read page by page.

    `kind`: what it is, such as `article`, `context` or `citations`. `subject`: the id of an article, or
    references to passages. `part`: the id of a passage, the key of a footnote, or the places of the sentences
    highlighted in passages (`sentence_places`). Both are empty where the kind has none.
    """

    kind: str
    subject: str = ""
    part: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.kind, self.subject, self.part) if part)

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that `str` made `text` of. Raises ValueError for any other text."""
        if not re.fullmatch(_PLACE, text):
            raise ValueError(f"{text!r} is not a place")
        return cls(*text.split("/"))


@dataclass(frozen=True, slots=True)
class PageButtonId:
    """A button that shows `page`, counted from 0, of `place`."""

    verb: Verb
    place: Place
    page: int = 0

    def __str__(self) -> str:
        return f"{self.verb}:{self.place}:{self.page}"


@dataclass(frozen=True, slots=True)
class PageMenuId:
    """A menu of pages; each option's value names its page (`page_value`). `name` is unique on a card."""

    verb: Verb
    name: str

    def __str__(self) -> str:
        return f"go:{self.verb}:{self.name}"


@dataclass(frozen=True, slots=True)
class RemoveButtonId:
    """A button that removes the answer given to the user with the id `asker`."""

    asker: int

    def __str__(self) -> str:
        return f"remove:{self.asker}"


@dataclass(frozen=True, slots=True)
class SettingId:
    """A button or menu of the settings panel: `control` names it, `value` says more where there is more."""

    control: str
    value: str = ""

    def __str__(self) -> str:
        return f"settings:{self.control}:{self.value}" if self.value else f"settings:{self.control}"


LibraryChange = Literal["keep", "discard", "remove", "leave"]
"""What an owner's button does: with a page that was imported, or with an article."""


@dataclass(frozen=True, slots=True)
class LibraryId:
    """A button on an owner's card: `subject` is the token of an imported page, or the id of an article."""

    change: LibraryChange
    subject: str

    def __str__(self) -> str:
        return f"library:{self.change}:{self.subject}"


@dataclass(frozen=True, slots=True)
class QuestionId:
    """A button that asks a question of the article with this id. The question stands as its digest alone."""

    article: str
    digest: str

    def __str__(self) -> str:
        return f"ask:{self.article}:{self.digest}"


@dataclass(frozen=True, slots=True)
class QuestionMenuId:
    """A menu of questions; each option's value is the text of a `QuestionId`."""

    def __str__(self) -> str:
        return "ask"


@dataclass(frozen=True, slots=True)
class VoteId:
    """A button that says whether the answer on its message was of use."""

    vote: Vote

    def __str__(self) -> str:
        return f"vote:{self.vote}"


@dataclass(frozen=True, slots=True)
class UnansweredId:
    """A button on the list of questions that nothing answered.

    `page` shows a page of it, `erase` erases the question with this number, `all` asks whether to erase all,
    `yes` does. `page`: which page is shown afterwards, from 0.
    """

    action: UnansweredAction
    number: int = 0
    page: int = 0

    def __str__(self) -> str:
        return f"unanswered:{self.action}:{self.number}:{self.page}"


CustomId = (
    PageButtonId | PageMenuId | RemoveButtonId | SettingId | LibraryId | QuestionId | QuestionMenuId | VoteId
    | UnansweredId
)  # fmt: skip

_CHANGES: dict[str, LibraryChange] = {
    "keep": "keep", "discard": "discard", "remove": "remove", "leave": "leave",
}  # fmt: skip


def read_custom_id(text: str) -> CustomId | None:
    """The custom id that `str` made `text` of; None for a text that is none of ours."""
    match = _CUSTOM_ID.fullmatch(text)
    if match is None:
        return None
    if match["place"]:
        return PageButtonId(_verb(match["verb"]), Place.parse(match["place"]), int(match["page"]))
    if match["menu"]:
        return PageMenuId(_verb(match["menu_verb"]), match["menu"])
    if match["asker"]:
        return RemoveButtonId(int(match["asker"]))
    if match["question"]:
        return QuestionId(match["article"], match["question"])
    if match["questions"]:
        return QuestionMenuId()
    if match["vote"]:
        return VoteId("up" if match["vote"] == "up" else "down")
    if match["action"]:
        action = next(each for each in get_args(UnansweredAction) if each == match["action"])
        return UnansweredId(action, int(match["number"]), int(match["list_page"]))
    if match["change"]:
        return LibraryId(_CHANGES[match["change"]], match["subject"])
    return SettingId(match["control"], match["value"] or "")


def _verb(text: str) -> Verb:
    return "turn" if text == "turn" else "open"


def page_value(place: Place, page: int = 0) -> str:
    """The value of a menu's option that leads to `page`, counted from 0, of `place`."""
    return f"{place}:{page}"


def read_page_value(text: str) -> tuple[Place, int] | None:
    """The place and the page that `page_value` made `text` of; None for any other text."""
    match = _PAGE_VALUE.fullmatch(text)
    return (Place.parse(match["place"]), int(match["page"])) if match else None


def question_digest(question: str) -> str:
    """Twelve hexadecimal digits for a question, which a custom id never holds."""
    return hashlib.sha256(question.encode()).hexdigest()[:12]


# What stands for parts of the library in a custom id

REFERENCE_LENGTH = 8
"""Characters of a reference to a passage: 16 bits for its article and the 32 bits of its id, in base64."""

MOST_REFERENCES = 10
"""References in a custom id: as many as the passages that an answer may have (`Settings.passages`)."""


def references(passages: Iterable[Passage]) -> str:
    """References to these passages of any articles, to the first MOST_REFERENCES of them."""
    return "".join([_reference(passage) for passage in passages][:MOST_REFERENCES])


def resolve(library: Library, text: str) -> tuple[tuple[Article, Passage] | None, ...]:
    """The passages that `references` made `text` of, each with its article; None where one is gone."""
    starts = range(0, len(text), REFERENCE_LENGTH)
    return tuple(_resolve(library, text[start : start + REFERENCE_LENGTH]) for start in starts)


_DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_UNKNOWN = len(_DIGITS) - 1
"""The place of a sentence that has none: of a passage that was never answered with, or beyond the 63rd."""


def sentence_places(passages: Iterable[tuple[Passage, Span]], room: int) -> str:
    """One character a passage for the place of its highlighted sentence, for the first `room` of them."""
    places = (_sentence_place(passage, highlight) for passage, highlight in passages)
    return "".join(_DIGITS[place] for place in places)[: max(room, 0)].rstrip(_DIGITS[_UNKNOWN])


def _sentence_place(passage: Passage, highlight: Span) -> int:
    found = (i for i, each in enumerate(passage.sentences[:_UNKNOWN]) if each == highlight)
    return next(found, _UNKNOWN)


def highlight_in(passage: Passage, places: str, number: int) -> Span | None:
    """The sentence of the passage with this number that `sentence_places` named; None where it named none."""
    place = _DIGITS.find(places[number]) if number < len(places) else _UNKNOWN
    return passage.sentences[place] if 0 <= place < min(len(passage.sentences), _UNKNOWN) else None


def passages_place(kind: str, passages: Sequence[tuple[Passage, Span]]) -> Place:
    """The place of this kind for passages and the sentences highlighted in them, as far as there is room."""
    subject = references(passage for passage, _ in passages)
    taken = len(str(PageButtonId("open", Place(kind, subject, ""), MOST_REFERENCES - 1))) + 1
    return Place(kind, subject, sentence_places(passages[:MOST_REFERENCES], LONGEST - taken))


def _reference(passage: Passage) -> str:
    return base64.urlsafe_b64encode(id_digest(passage.article) + bytes.fromhex(passage.id)).decode()


def _resolve(library: Library, reference: str) -> tuple[Article, Passage] | None:
    if len(reference) != REFERENCE_LENGTH:
        return None
    bits = base64.urlsafe_b64decode(reference)
    passage_id = bits[2:].hex()
    for article in library.articles_by_digest(bits[:2]):
        if passage := article.passage(passage_id):
            return article, passage
    return None


@lru_cache(maxsize=16_384)
def footnote_key(number: str) -> str:
    """Eight hexadecimal digits for a footnote's label, which may be long and hold any character."""
    return hashlib.sha256(number.encode()).hexdigest()[:8]

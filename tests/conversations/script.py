"""Conversations as files, read and played.

A file in `files/` holds a list of conversations:

    - name: what it shows
      setting: two_articles      # or: intent (message content), role, role_and_intent
      wire: true                 # played over the loopback as well
      turns:
        - alice: "when was the tide mill built?"     # mentions the bot
          shows: ["1771"]

A turn is one act of one person. With words alone, the person mentions the bot. `how` says how it is said
instead: `reply` (to the bot's last message), `quote` (a reply that mentions the bot on the last message of
somebody else), `chat` (to nobody), `dm`, `post` (mentions the bot in a forum post of the title `title`),
`role` (mentions the bot's role), `edit` (changes the person's last message), `delete` (deletes it), `press`
(the button of this label under the bot's last message), a slash command's name such as `/ask` with the words
as its first option, or a message command (`Check quotations`) on the last message of somebody else.

What must come: `shows` and `lacks` hold texts of the bot's message; `buttons` labels of its buttons;
`private`; `silent` where nothing may come; `gone` where the last answer must be deleted; `again` where the
same card may come once more. Otherwise no two cards of a conversation that follow one another are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

FILES = Path(__file__).parent / "files"
_ACT = {"how", "title", "shows", "lacks", "buttons", "private", "silent", "gone", "again"}
_OF_CONVERSATION = {"name", "setting", "wire", "turns"}


@dataclass(frozen=True)
class Turn:
    """What one person does, and what must come of it."""

    person: str
    words: str
    how: str = "mention"
    title: str = ""
    shows: Sequence[str] = ()
    lacks: Sequence[str] = ()
    buttons: Sequence[str] = ()
    private: bool = False
    silent: bool = False
    gone: bool = False
    again: bool = False


@dataclass(frozen=True)
class Conversation:
    """A conversation by name, in its setting."""

    name: str
    turns: Sequence[Turn]
    setting: str = ""
    wire: bool = False


@dataclass(frozen=True)
class Shown:
    """A message of the bot, as its reader sees it: without the signs that keep Discord from formatting it."""

    text: str
    buttons: Sequence[str] = field(default=())
    private: bool = False


class Place(Protocol):
    """Where a conversation is played."""

    async def act(self, turn: Turn) -> Shown | None:
        """Do what the turn says; what the bot shows then, or None where it says nothing new."""


def conversations() -> Iterator[Conversation]:
    """All conversations of all files. Raises ValueError for a key that nobody reads."""
    for file in sorted(FILES.glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            if unknown := entry.keys() - _OF_CONVERSATION:
                raise ValueError(f"{file.name}: {entry['name']}: unknown {', '.join(unknown)}")
            turns = [_turn(turn, f"{file.name}: {entry['name']}") for turn in entry["turns"]]
            yield Conversation(entry["name"], turns, entry.get("setting", ""), bool(entry.get("wire", False)))


def _turn(entry: dict[str, Any], where: str) -> Turn:
    people = [key for key in entry if key not in _ACT]
    if len(people) != 1:
        raise ValueError(f"{where}: one person a turn, not {people}")
    (person,) = people
    how = {key: value for key, value in entry.items() if key in _ACT}
    if not how.keys() & {"shows", "silent", "gone"}:
        raise ValueError(f"{where}: nothing has to come of {entry[person]!r}")
    return Turn(person, str(entry[person]), **how)


def as_read(text: str) -> str:
    """A text as Discord shows it: without the backslashes that keep signs from formatting."""
    return re.sub(r"\\([^\w\s])", r"\1", text)


async def play(conversation: Conversation, place: Place) -> None:
    """Play a conversation. Raises AssertionError where something else comes than must."""
    before: Shown | None = None
    for turn in conversation.turns:
        shown = await place.act(turn)
        where = f"{conversation.name}: {turn.person}: {turn.words!r}"
        if turn.silent or turn.gone:
            assert shown is None, f"{where}: {shown}"
            continue
        assert shown is not None, f"{where}: nothing came"
        read = as_read(shown.text)
        lacking = [text for text in turn.shows if text not in read]
        assert not lacking, f"{where}: {lacking} isn't in\n{read}"
        present = [text for text in turn.lacks if text in read]
        assert not present, f"{where}: {present} is in\n{read}"
        missing = set(turn.buttons) - set(shown.buttons)
        assert not missing, f"{where}: no button {missing} among {shown.buttons}"
        assert shown.private == turn.private, f"{where}: private is {shown.private}"
        assert turn.again or before is None or shown.text != before.text, f"{where}: the same card again"
        before = shown

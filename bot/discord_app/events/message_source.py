"""Which question a message asks: its own words, those of the message it replies to, or a post's title."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import Enum

import discord

from bot.discord_app.events.message_text import has_words, question_in
from bot.discord_app.markup.discord_limits import QUESTION
from bot.discord_app.origin import guild_id_of

_log = logging.getLogger(__name__)


class Call(Enum):
    """How a message speaks to the bot."""

    MENTION = "its user is mentioned, or it is replied to"
    ROLE = "its own role is mentioned, which people pick by mistake"
    DIRECT = "a direct message"


class Silence(Enum):
    """Why a message asks no question."""

    NO_WORDS = "nothing was asked"
    UNREADABLE = "the message that was replied to comes without its text"
    ROLE = "the bot's role was mentioned, and the text doesn't come along"


@dataclass(frozen=True, slots=True)
class Question:
    """What to answer. `is_own`: the asker's own words, which may lean on what they asked before."""

    text: str
    is_own: bool = True


def by_a_person(message: discord.Message) -> bool:
    """Whether a person wrote the message: no bot, no webhook, not Discord itself.

    `author.system`: https://docs.discord.com/developers/resources/user#user-object-user-structure
    """
    author = message.author
    return not (author.bot or author.system or message.webhook_id is not None or message.is_system())


def call_of(message: discord.Message, bot_id: int) -> Call | None:
    """How a person's message speaks to the bot whose user has this id; None where it doesn't.

    Mentions of other roles and of everyone don't count. A reply that doesn't mention the bot arrives without
    its text unless the message content intent is on: then there is nothing to answer.
    """
    if not by_a_person(message):
        return None
    if guild_id_of(message) is None:
        return Call.DIRECT
    if any(user.id == bot_id for user in message.mentions):
        return Call.MENTION
    replied_to = message.reference.resolved if message.reference else None
    if isinstance(replied_to, discord.Message) and replied_to.author.id == bot_id and message.content:
        return Call.MENTION
    own_role = message.guild.self_role if message.guild else None
    mentioned = {*message.raw_role_mentions, *(role.id for role in message.role_mentions)}
    return Call.ROLE if own_role is not None and own_role.id in mentioned else None


async def question_of(
    message: discord.Message, bot_id: int, call: Call | None, *, reads_messages: bool
) -> Question | Silence:
    """The question that a message asks.

    `reads_messages`: the message content intent is on, so that texts of other messages can be had.
    """
    own = question_in(message.content)
    post = _title_of_post(message)
    if has_words(own):
        if post and call is None and message.id == message.channel.id:
            # In an answer channel the first message of a post goes with its title.
            return Question(_joined(post, own))
        return Question(own)
    if call is None:
        return Silence.NO_WORDS
    if call is Call.ROLE and not message.content:
        return Silence.ROLE
    if message.reference is not None and message.reference.type is discord.MessageReferenceType.reply:
        replied_to = await _replied_to(message, fetch=reads_messages)
        if replied_to is None or replied_to.author.id != bot_id:
            text = question_in(replied_to.content) if replied_to else ""
            return Question(text, is_own=False) if has_words(text) else Silence.UNREADABLE
    elif post and message.id != message.channel.id:
        body = await _first_message(message) if reads_messages else ""
        return Question(_joined(post, body), is_own=False)
    elif post:
        return Question(post)
    return Question(own) if own else Silence.NO_WORDS


def _joined(title: str, body: str) -> str:
    return question_in(f"{title}\n{body}")[:QUESTION]


def _title_of_post(message: discord.Message) -> str:
    """The title of the forum post that the message is in; empty elsewhere."""
    channel = message.channel
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel):
        return channel.name
    return ""


async def _replied_to(message: discord.Message, *, fetch: bool) -> discord.Message | None:
    """The message that this one replies to, as it came along, or as Discord gives it when asked."""
    reference = message.reference
    if reference is None or isinstance(reference.resolved, discord.DeletedReferencedMessage):
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    return await _fetched(message, reference.message_id) if fetch and reference.message_id else None


async def _first_message(message: discord.Message) -> str:
    """The text of the first message of a forum post, whose id is the post's own."""
    first = await _fetched(message, message.channel.id)
    return first.content if first else ""


async def _fetched(message: discord.Message, message_id: int) -> discord.Message | None:
    try:
        return await message.channel.fetch_message(message_id)
    except (discord.NotFound, discord.Forbidden) as refused:
        _log.debug("A message couldn't be read (code %s)", refused.code)
        return None

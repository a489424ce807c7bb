"""Answers as ordinary Markdown: within its limits, with what a card has, and old cards as they were."""

from __future__ import annotations

from dataclasses import replace

import discord
from hypothesis import given

from bot.answering import Answer
from bot.discord_app.cards import answer_card
from bot.discord_app.cards.credits import PLAIN_ROOM, credit
from bot.discord_app.cards.plain_message import PlainMessage, plain_message
from bot.discord_app.storage.guild_settings import ChannelSettings
from bot.discord_app.words.languages import Words
from tests.discord_app.conftest import World, texts_in
from tests.discord_app.generated import languages, outcomes
from tests.discord_app.reading_cards import buttons_of
from tests.discord_app.test_cards import BIG, SEVERAL, TITLES, squeezed
from tests.discord_app.test_outcomes import quoted_in

QUESTION = "How does the tide mill work?"


@BIG
@given(outcomes(), languages)
def test_every_answer_fits_with_its_attribution(answer: Answer, words: Words) -> None:
    for compact, several in ((False, True), (True, False)):
        card = answer_card(
            answer,
            SEVERAL if several else TITLES,
            show_question=True,
            compact=compact,
            asker=2**64 - 1,
            words=words,
            plain=True,
            votes=True,
        )
        message = plain_message(card)
        assert 0 < len(message.content.encode("utf-16-le")) // 2 <= 2000
        if message.rows is not None:
            assert len(message.rows.to_components()) <= 5
        passages = [each.passage for each in (*answer.passages, *answer.nearest)]
        passages += [each.passage for cited in answer.cited for each in cited.sentences]
        lines = message.content.split("\n")
        for quotation in quoted_in([message.content]):
            sources = {each.article for each in passages if quotation in squeezed(each.text)}
            credited = {
                each.article for each in answer.attributions if credit(each, words, PLAIN_ROOM) in lines
            }
            assert sources & credited, "words without their attribution"


async def set_plain(world: World) -> None:
    await world.app.store.change(world.guild.id, lambda settings: replace(settings, plain=True))


async def test_a_mention_is_answered_in_ordinary_markdown(world: World) -> None:
    await set_plain(world)
    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    message = world.channel.last_message
    assert message is not None
    assert "\n> **The tide mill works with water that the flood tide brings.**" in message.content
    assert "-# \\[" in message.content, "its footnotes"
    assert "CC" in message.content, "its licence"
    assert message.flags.suppress_embeds
    assert not message.flags.components_v2
    buttons = buttons_of(world.stored(message.id)["components"])
    assert {"In context", "Citations", "Remove"} <= set(buttons)


async def test_its_buttons_work(world: World) -> None:
    await set_plain(world)
    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    message = world.channel.last_message
    assert message is not None
    opened = await world.alice.click(message, label="In context")
    assert opened.ephemeral
    assert any("tide" in text for text in texts_in(opened))
    await world.alice.click(message, label="Remove")
    assert world.channel.last_message is not None
    assert world.channel.last_message.id != message.id


async def test_a_command_is_answered_so_too_also_privately(world: World) -> None:
    await set_plain(world)
    for private in (False, True):
        result = await world.alice.slash(world.channel, "ask", question=QUESTION, private=private)
        assert result.response is not None
        assert result.response.content.startswith(f"**{QUESTION}**")
        assert result.response.flags.suppress_embeds
        assert result.ephemeral is private


async def test_an_answer_keeps_its_kind_when_its_question_is_edited(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    card = world.channel.last_message
    await set_plain(world)
    other = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    plain = world.channel.last_message
    assert card is not None
    assert plain is not None
    await world.app.store.change(world.guild.id, lambda settings: replace(settings, plain=False))
    for message in (asked, other):
        await world.alice.edit(message, f"{world.mention} How do I bake bread?")
    kept = world.env.backend.get_message(world.channel.id, card.id)
    assert discord.MessageFlags._from_value(kept.flags).components_v2
    assert "I found nothing about that" in str(kept.components)
    kept = world.env.backend.get_message(world.channel.id, plain.id)
    assert "I found nothing about that" in kept.content
    assert not discord.MessageFlags._from_value(kept.flags).components_v2


async def test_one_channel_may_have_it_alone(world: World) -> None:
    own = ChannelSettings(plain=True)
    await world.app.store.change(world.guild.id, lambda each: each.with_channel(world.channel.id, own))
    other = world.guild.create_text_channel("other")
    for channel, plain in ((world.channel, True), (other, False)):
        result = await world.alice.slash(channel, "ask", question=QUESTION)
        assert result.response is not None
        assert bool(result.response.content) is plain


def test_a_message_of_nothing_but_words_has_no_rows() -> None:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay("so it is"))
    assert plain_message(view) == PlainMessage("so it is", None)

"""Messages that ask without words of their own, questions that are edited or deleted, replies refused."""

from __future__ import annotations

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.discord_app.client import FootnoteClient
from bot.discord_app.events.answered_messages import EDITABLE, AnsweredMessages
from bot.settings import Settings
from tests.clock import Clock
from tests.discord_app.conftest import World, build_client
from tests.discord_app.reading_cards import texts_of

BUILT = "when was the tide mill built?"
WORKS = "how does the tide mill work?"


@pytest.fixture
def clock() -> Clock:
    """The clock by which answers grow old."""
    return Clock(1000.0)


@pytest.fixture
def reads_messages() -> None:
    """A test that uses this has a bot whose operator switched on what needs the message content intent."""


@pytest.fixture
def simcord_bot(settings: Settings, clock: Clock, request: pytest.FixtureRequest) -> FootnoteClient:
    """The bot with a clock of ours."""
    reads = "reads_messages" in request.fixturenames
    client = build_client(settings.model_copy(update={"answer_channels": reads}))
    client._messages._answered = AnsweredMessages(clock)
    return client


def answers(world: World, channel: ChannelHandle | None = None) -> list[str]:
    """What the bot said, a text a message."""
    place = channel or world.channel
    ours = [m for m in place.history() if m.author == world.client.user]
    return ["\n".join(texts_of(world.env.backend.get_message(place.id, m.id).components)) for m in ours]


# A mention without words


@pytest.mark.usefixtures("reads_messages")
async def test_a_bare_mention_in_a_reply_answers_the_message_replied_to(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    asked = await bob.send(world.channel, f"hey, {BUILT}")
    await world.alice.send(world.channel, world.mention, reply_to=asked)
    said = answers(world)[-1]
    assert "1771" in said
    assert BUILT in said, "whose question it is has to be seen"


@pytest.mark.simcord(approved_intents=discord.Intents.none())
async def test_without_the_intent_it_says_what_to_do_instead(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    asked = await bob.send(world.channel, BUILT)
    await world.alice.send(world.channel, f"{world.mention} ???", reply_to=asked)
    assert "Apps › *Answer from the article*" in answers(world)[-1]


async def test_words_of_ones_own_count_more(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    asked = await bob.send(world.channel, WORKS)
    await world.alice.send(world.channel, f"{world.mention} {BUILT}", reply_to=asked)
    assert "1771" in answers(world)[-1]


async def test_a_bare_mention_in_a_forum_post_takes_its_title(world: World) -> None:
    forum = world.guild.create_forum_channel("questions")
    channel = world.client.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    made = await channel.create_thread(name="When was the tide mill built?", content="I wonder.")
    thread = ChannelHandle(world.env, world.guild, world.env.backend.get_channel(made.thread.id))
    await world.alice.send(thread, world.mention)
    said = answers(world, thread)[-1]
    assert "1771" in said
    assert said.startswith("**When was the tide mill built?**")


# The bot's role


def give_role(world: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a role the bot's own; its mention."""
    role = world.guild.create_role("Footnote")
    monkeypatch.setattr(discord.Guild, "self_role", property(lambda guild: guild.get_role(role.id)))
    return f"<@&{role.id}>"


@pytest.mark.usefixtures("reads_messages")
async def test_the_bots_own_role_is_a_mention_where_the_text_comes_along(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = give_role(world, monkeypatch)
    await world.alice.send(world.channel, f"{own} {BUILT}")
    (said,) = answers(world)
    assert "1771" in said


async def test_without_the_text_it_says_to_pick_the_user_and_other_roles_are_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = give_role(world, monkeypatch)
    await world.alice.send(world.channel, f"{own} {BUILT}")
    (said,) = answers(world)
    assert "Pick me, the user" in said
    other = world.guild.create_role("millers")
    await world.alice.send(world.channel, f"<@&{other.id}> {BUILT}")
    assert answers(world) == [said]


# Edits and deletions


async def test_an_edited_question_changes_its_answer(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} How do I bake bread?")
    assert "I found nothing" in answers(world)[0]
    await world.alice.edit(asked, f"{world.mention} {BUILT}")
    assert len(answers(world)) == 1
    assert "1771" in answers(world)[0]


async def test_an_edit_after_ten_minutes_changes_nothing(world: World, clock: Clock) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} How do I bake bread?")
    clock.now += EDITABLE + 1
    await world.alice.edit(asked, f"{world.mention} {BUILT}")
    assert "I found nothing" in answers(world)[0]


async def test_an_edit_that_leaves_the_words_changes_nothing(world: World) -> None:
    """So arrive embeds and pins."""
    asked = await world.alice.send(world.channel, f"{world.mention} {BUILT}")
    before = len(world.env.http_requests)
    await world.alice.edit(asked, f"{world.mention} {BUILT}")
    assert len(world.env.http_requests) == before


async def test_a_deleted_question_takes_its_answer_along(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} {BUILT}")
    other = await world.alice.send(world.channel, f"{world.mention} {WORKS}")
    assert len(answers(world)) == 2
    await world.alice.delete(asked)
    assert len(answers(world)) == 1
    assert "flood tide" in answers(world)[0]
    await world.alice.delete(other)
    assert answers(world) == []


async def test_questions_deleted_together_take_their_answers_along(world: World) -> None:
    asked = [await world.alice.send(world.channel, f"{world.mention} {each}") for each in (BUILT, WORKS)]
    await world.client._messages.handle_deletion(None, [message.id for message in asked], world.client)
    assert answers(world) == []


# Replies refused


async def test_a_reply_that_discord_refuses_is_sent_without_the_reference(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=400, code=50035, times=1)
    await world.alice.send(world.channel, f"{world.mention} {BUILT}")
    message = world.channel.last_message
    assert message is not None
    assert message.reference is None
    assert answers(world)[-1].startswith(f"**{BUILT}**")


# Suggested questions


async def test_a_suggested_question_is_asked_by_its_button_after_a_restart(
    world: World, settings: Settings
) -> None:
    refused = await world.alice.slash(world.channel, "ask", question="How do I bake bread?")
    assert refused.response is not None
    await world.env.restart_bot(build_client(settings))
    pressed = await world.alice.click(refused.response, label="When was the tide mill built?")
    assert not pressed.ephemeral
    assert pressed.response is not None
    shown = texts_of(pressed.response.components)
    assert shown[0] == "**When was the tide mill built?**"
    assert "1771" in "\n".join(shown)


async def test_a_question_that_is_gone_says_so(world: World, settings: Settings) -> None:
    refused = await world.alice.slash(world.channel, "ask", question="How do I bake bread?")
    assert refused.response is not None
    file = settings.knowledge / "tide-mill.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("When was the", "In which year was the"), "utf-8"
    )
    await world.env.restart_bot(build_client(settings))
    pressed = await world.alice.click(refused.response, label="When was the tide mill built?")
    assert pressed.ephemeral
    assert pressed.response is not None
    assert texts_of(pressed.response.components) == [
        "This question is no longer there. Ask it in your own words."
    ]


# Quotations


async def test_quotations_are_checked_privately(world: World) -> None:
    right = await world.alice.slash(world.channel, "verify", text="“It ground corn from 1771 until 1932.”")
    assert right.ephemeral
    assert right.response is not None
    shown = "\n".join(texts_of(right.response.components))
    assert shown.startswith("**Found, word for word:**")
    assert "CC BY 4.0" in shown
    wrong = await world.alice.slash(world.channel, "verify", text="“It ground corn from 1771 until 1942.”")
    assert wrong.response is not None
    shown = "\n".join(texts_of(wrong.response.components))
    assert shown.startswith("**Nearly; it is written otherwise:**")
    assert "\n• “1942”" in shown


async def test_quotations_of_a_message_are_checked(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    said = await bob.send(world.channel, "it says “the moon is made of green cheese and honey”, doesn't it")
    result = await world.alice.context_menu(world.channel, "Check quotations", said)
    assert result.ephemeral
    assert result.response is not None
    assert "**Not found:**" in "\n".join(texts_of(result.response.components))


# Footnotes and articles by words


async def test_cite_takes_words_and_lists_several(world: World) -> None:
    one = await world.alice.slash(world.channel, "cite", number="harbour survey")
    assert one.response is not None
    assert "Survey of the harbour, 1819" in "\n".join(texts_of(one.response.components))
    several = await world.alice.slash(world.channel, "cite", number="the")
    assert several.ephemeral
    assert several.response is not None
    shown = texts_of(several.response.components)
    assert shown[0] == "These footnotes hold these words:"
    assert "CC BY 4.0" in shown[-1]


async def test_the_list_of_all_footnotes_is_no_excerpt(world: World) -> None:
    listed = await world.alice.slash(world.channel, "citations")
    assert listed.response is not None
    assert "Excerpted" not in "\n".join(texts_of(listed.response.components))


@pytest.mark.two_articles
async def test_articles_are_found_by_words_of_their_titles(world: World) -> None:
    for typed, said in (("wind", "windmill"), ("The windmill on the hill", "Josiah Brand")):
        found = await world.alice.slash(world.channel, "articles", title=typed)
        assert found.response is not None
        shown = "\n".join(texts_of(found.response.components))
        assert said in shown
        assert "tide mill" not in shown.casefold()

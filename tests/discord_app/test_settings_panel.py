"""/settings as moderators use it, and as nobody else can."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.discord_app.storage.guild_settings import DEFAULTS, Cooldown, GuildSettings
from bot.discord_app.words import wording
from bot.library import Library
from bot.settings import Settings
from tests.discord_app.conftest import World, build_client, buttons_in, texts_in
from tests.discord_app.reading_cards import walk
from tests.discord_app.test_settings_card import article


def moderator(world: World) -> MemberActor:
    """Mona, who may manage the server."""
    manages = world.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("mona"), roles=[manages])


def kept(world: World) -> GuildSettings:
    """What the server has set."""
    return world.app.store.settings_in(world.guild.id)


async def restarted(world: World, settings: Settings) -> World:
    """The same Discord after a restart of the bot."""
    client = build_client(settings)
    await world.env.restart_bot(client)
    return replace(world, client=client)


def shown(result: InteractionResult) -> str:
    return "\n".join(texts_in(result))


def chosen_in(result: InteractionResult, custom_id: str) -> list[str]:
    """What a menu of the panel shows as chosen."""
    assert result.response is not None
    (menu,) = (each for each in walk(result.response.components) if each.get("custom_id") == custom_id)
    options = [option["value"] for option in menu.get("options", []) if option.get("default")]
    return [*options, *(str(value["id"]) for value in menu.get("default_values", []))]


async def test_only_who_may_manage_the_server_has_it(world: World) -> None:
    assert "settings" not in world.alice.available_commands(world.channel)
    mona = moderator(world)
    assert "settings" in mona.available_commands(world.channel)
    result = await mona.slash(world.channel, "settings")
    assert result.ephemeral
    assert wording.SETTINGS_TITLE in shown(result)
    assert "</settings:" in shown(await mona.slash(world.channel, "help"))


@pytest.mark.two_articles
async def test_everything_is_set_without_typing_and_after_a_restart(world: World, settings: Settings) -> None:
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    news = world.guild.create_news_channel("news")

    world = await restarted(world, settings)
    await mona.select(panel, [world.channel, news], custom_id="settings:channels")
    await mona.select(panel, ["2"], custom_id="settings:passages")
    await mona.select(panel, ["windmill"], custom_id="settings:articles:0")
    await mona.select(panel, ["10/60"], custom_id="settings:cooldown")
    await mona.click(panel, label="Show the sentence only")
    result = await mona.click(panel, label="Show to the asker only")

    wanted = GuildSettings(
        channels=frozenset({world.channel.id, news.id}),
        passages=2,
        compact=True,
        private=True,
        articles=frozenset({"windmill"}),
        cooldown=Cooldown(10, 60),
    )
    assert kept(world) == wanted
    assert set(chosen_in(result, "settings:channels")) == {str(channel) for channel in wanted.channels}
    assert chosen_in(result, "settings:passages") == ["2"]
    assert chosen_in(result, "settings:articles:0") == ["windmill"]
    assert chosen_in(result, "settings:cooldown") == ["10/60"]
    assert {"Show whole passages", "Show to all"} <= set(buttons_in(result))
    assert len(world.channel.history(viewer=mona)) == 1  # one panel, changed in its place

    world = await restarted(world, settings)
    assert kept(world) == wanted
    await mona.select(panel, [], custom_id="settings:channels")
    await mona.select(panel, [], custom_id="settings:articles:0")
    await mona.select(panel, ["operator"], custom_id="settings:passages")
    assert kept(world) == GuildSettings(compact=True, private=True, cooldown=Cooldown(10, 60))
    await mona.select(panel, ["operator"], custom_id="settings:cooldown")
    assert kept(world) == GuildSettings(compact=True, private=True)


async def test_reset_asks_first(world: World) -> None:
    mona = moderator(world)
    await world.app.store.change(world.guild.id, lambda s: replace(s, compact=True, passages=1))
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None

    asked = await mona.click(panel, label=wording.RESET)
    assert wording.RESET_TITLE in shown(asked)
    assert kept(world).compact
    back = await mona.click(panel, label=wording.RESET_NO)
    assert wording.SETTINGS_TITLE in shown(back)
    assert kept(world).compact

    await mona.click(panel, label=wording.RESET)
    done = await mona.click(panel, label=wording.RESET_YES)
    assert wording.SETTINGS_TITLE in shown(done)
    assert kept(world) == DEFAULTS


async def test_the_permission_is_asked_for_at_every_step(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mona loses it while her panel is open; someone without it forges what a panel sends."""
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    monkeypatch.setattr(
        discord.Interaction, "permissions", property(lambda _: discord.Permissions(send_messages=True))
    )
    for act in (
        mona.click(panel, label="Show the sentence only"),
        mona.click(panel, label=wording.RESET),
        mona.select(panel, ["2"], custom_id="settings:passages"),
        mona.select(panel, [world.channel], custom_id="settings:channels"),
    ):
        result = await act
        assert result.ephemeral
        assert texts_in(result) == [wording.SETTINGS_DENIED]
    assert kept(world) == DEFAULTS


class Foreign(discord.ui.LayoutView):
    """A public message of the bot's with controls that its panel doesn't have."""

    row: discord.ui.ActionRow[Foreign] = discord.ui.ActionRow()

    def __init__(self, *custom_ids: str) -> None:
        super().__init__(timeout=None)
        for custom_id in custom_ids:
            self.row.add_item(discord.ui.Button(label=custom_id, custom_id=custom_id))
        self.stop()


FORGED = (
    "settings:wipe",
    "settings:card:huge",
    "settings:passages",
    "settings:reset:now",
    "settings:cooldown:99",
)


async def test_a_forged_control_does_nothing_but_say_so(world: World) -> None:
    mona = moderator(world)
    channel = world.client.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send(view=Foreign(*FORGED))
    for custom_id in FORGED:
        result = await mona.click(message, custom_id=custom_id)
        assert result.ephemeral
        assert "This control is unknown; nothing has changed." in shown(result)
        assert texts_in(await world.alice.click(message, custom_id=custom_id)) == [wording.SETTINGS_DENIED]
    assert kept(world) == DEFAULTS


async def test_a_control_on_a_public_message_is_answered_privately(world: World) -> None:
    """What everybody sees is never made a panel of."""
    mona = moderator(world)
    channel = world.client.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send(view=Foreign("settings:card:compact"))
    result = await mona.click(message, custom_id="settings:card:compact")
    assert result.ephemeral
    assert result.response is not None
    assert result.response.id != message.id
    assert kept(world).compact


async def test_a_foreign_control_is_told_to_be_unknown(world: World) -> None:
    channel = world.client.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send(view=Foreign("somebody:else", "settings", "SETTINGS:card:compact"))
    for custom_id in ("somebody:else", "settings", "SETTINGS:card:compact"):
        result = await world.alice.click(message, custom_id=custom_id)
        assert result.ephemeral
        assert texts_in(result) == [wording.UNKNOWN_CONTROL]


async def test_it_says_what_the_operator_must_do_for_answer_channels(
    world: World, settings: Settings
) -> None:
    mona = moderator(world)
    result = await mona.slash(world.channel, "settings")
    assert wording.CHANNELS_OFF in shown(result)
    assert result.response is not None
    result = await mona.select(result.response, [world.channel], custom_id="settings:channels")
    assert wording.CHANNELS_NEED_INTENT in shown(result)

    world = await restarted(world, settings.model_copy(update={"answer_channels": True}))
    said = shown(await mona.slash(world.channel, "settings"))
    assert wording.CHANNELS_NEED_INTENT not in said
    assert wording.CHANNELS_OFF not in said


async def test_it_says_what_the_bot_lacks_in_an_answer_channel(world: World) -> None:
    quiet = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    result = await mona.select(panel, [world.channel, quiet], custom_id="settings:channels")
    assert f"⚠️ In <#{quiet.id}> I lack: Send Messages." in shown(result)
    assert f"<#{world.channel.id}>" not in shown(result)


async def test_a_change_that_cannot_be_kept_is_told_and_not_made(
    world: World, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    settings.data.mkdir()
    with closing(sqlite3.connect(world.app.store.database.place)) as connection:
        connection.execute("PRAGMA user_version = 999")
    result = await mona.click(panel, label="Show the sentence only")
    assert result.ephemeral
    assert texts_in(result) == [wording.SETTINGS_NOT_SAVED]
    assert kept(world) == DEFAULTS
    assert "newer Footnote" in caplog.text


async def test_when_the_bot_left_is_noted_but_not_in_an_outage(world: World) -> None:
    async def gone(**more: object) -> None:
        # The simulation has no word for either.
        parse = world.client._connection.parse_guild_delete
        parse({"id": str(world.guild.id), **more})  # type: ignore[typeddict-item]
        await asyncio.sleep(0)
        assert await world.app.in_flight.finish(5) == 0

    await world.app.store.change(world.guild.id, lambda s: replace(s, compact=True))

    def left() -> bool:
        with closing(sqlite3.connect(world.app.store.database.place)) as connection:
            (at,) = connection.execute("SELECT left_at FROM guild_settings").fetchone()
        return at is not None

    await gone(unavailable=True)
    assert not left()
    await gone()
    assert left()
    assert kept(world).compact


async def test_many_articles_are_chosen_page_by_page(world: World) -> None:
    world.app.library = Library(tuple(article(number, f"Article {number}") for number in range(60)))
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    await mona.select(panel, ["article-3"], custom_id="settings:articles:0")
    await mona.click(panel, label=wording.NEXT)
    await mona.click(panel, label=wording.NEXT)
    result = await mona.select(panel, ["article-55", "article-59"], custom_id="settings:articles:2")
    assert kept(world).articles == {"article-3", "article-55", "article-59"}
    assert chosen_in(result, "settings:articles:2") == ["article-55", "article-59"]
    assert "Page 3 of 3. 3 of 60 articles answer here." in shown(result)
    result = await mona.select(panel, [], custom_id="settings:articles:2")
    assert kept(world).articles == {"article-3"}
    await mona.click(panel, label=wording.PREVIOUS)
    result = await mona.click(panel, label=wording.PREVIOUS)
    assert chosen_in(result, "settings:articles:0") == ["article-3"]

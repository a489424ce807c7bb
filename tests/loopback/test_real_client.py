"""discord.py's real client against the loopback: the wire works, both ways."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from . import Loopback, NotPossibleError

TOKEN = "MTA.loopback.token"


class Echo(discord.Client):
    """The smallest bot that uses what ours uses."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        wanted = intents or discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=wanted, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.resumes = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No pause of five seconds before a second IDENTIFY."""

    async def setup_hook(self) -> None:
        @self.tree.command()
        @app_commands.allowed_installs(guilds=True, users=True)
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        async def echo(interaction: discord.Interaction, text: str, slowly: bool = False) -> None:
            """Says it again."""
            if slowly:
                await interaction.response.defer(ephemeral=True)
                await interaction.edit_original_response(view=Card(text))
                await interaction.followup.send("and done", ephemeral=True)
            else:
                await interaction.response.send_message(view=Card(text))

        @echo.autocomplete("text")
        async def texts(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{current}!", value=current)]

        @self.tree.context_menu(name="Repeat")
        async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.send_message(view=Card(message.content))

        self.add_view(Card("any"))
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        if message.author != self.user and message.content:
            await message.reply(view=Card(message.content))

    async def on_resumed(self) -> None:
        self.resumes += 1


class Card(discord.ui.LayoutView):
    """A text and a button that changes it."""

    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.Container(discord.ui.TextDisplay(text), discord.ui.Separator(), Again()))


class Again(discord.ui.ActionRow[Card]):
    @discord.ui.button(label="Again", custom_id="again")
    async def again(self, interaction: discord.Interaction, _: discord.ui.Button[Card]) -> None:
        await interaction.response.edit_message(view=Card("again"))


Wire = tuple[Loopback, Echo]


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    async with Loopback(token=TOKEN) as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        client = Echo()
        running = asyncio.create_task(client.start(TOKEN))
        await server.ready()
        yield server, client
        await client.close()
        await running


async def test_syncs_and_answers(wire: Wire) -> None:
    server, _ = wire
    assert [command["name"] for command in server.world.commands] == ["echo", "Repeat"]

    asked = await server.slash(server.ada, server.channel, "echo", text="words")

    assert asked.message is not None
    assert (asked.text, asked.message.ephemeral) == ("words", False)
    assert asked.message.channel.messages[-1] is asked.message
    assert server.refusals == []


async def test_a_deferred_answer_is_filled_in_and_followed(wire: Wire) -> None:
    server, _ = wire

    asked = await server.slash(server.ada, server.channel, "echo", text="words", slowly=True)
    await server.state.changes.wait_until(lambda: bool(asked.follow_ups), "the follow-up")

    assert asked.message is not None
    assert (asked.text, asked.message.ephemeral) == ("words", True)
    assert [message.text for message in asked.follow_ups] == ["and done"]
    assert server.refusals == []


async def test_autocomplete_click_and_message_command(wire: Wire) -> None:
    server, _ = wire

    choices = await server.autocomplete(server.ada, server.channel, "echo", focused="text", text="wo")
    asked = await server.slash(server.ada, server.channel, "echo", text="words")
    assert asked.message is not None
    clicked = await server.click(server.ben, asked.message, label="Again")
    said = await server.says(server.ben, server.channel, "Ben's own words")
    repeated = await server.use_on_message(server.ada, said, "Repeat")

    assert choices == [{"name": "wo!", "value": "wo"}]
    assert clicked.message is asked.message
    assert asked.text == "again"
    assert repeated.text == "Ben's own words"
    with pytest.raises(NotPossibleError):
        await server.click(server.ben, asked.message, "no such button")
    assert server.refusals == []


async def test_contents_are_shown_only_where_discord_shows_them(wire: Wire) -> None:
    """Without the message content intent: mentions, replies that ping, direct messages."""
    server, client = wire
    ada, channel = server.ada, server.channel

    await server.says(ada, channel, "not for you")
    mentioned = await server.says(ada, channel, f"{server.bot.mention} for you")
    answer = await server.reply(mentioned)
    await server.reply(await server.says(ada, channel, "and this", reply_to=answer))
    await server.says(ada, channel, "but not this", reply_to=answer, ping=False)
    await server.reply(await server.direct_message(ada, "a whisper"))

    heard = [message.content for message in client.heard if message.author.id == ada.id]
    assert heard == ["", f"{server.bot.mention} for you", "and this", "", "a whisper"]
    assert answer.reply_to is mentioned
    assert answer.mentions == []
    assert server.refusals == []


async def test_private_channels_and_guilds_without_the_bot_need_a_user_install(wire: Wire) -> None:
    server, _ = wire
    between = server.world.direct(server.ada, server.ben)
    elsewhere = server.world.add_channel(
        server.world.add_guild("Elsewhere", server.ada, has_bot=False), "talk"
    )

    for place in (between, elsewhere):
        with pytest.raises(NotPossibleError):
            await server.slash(server.ada, place, "echo", text="words")
    server.ada.installed = True
    for place in (between, elsewhere):
        assert (await server.slash(server.ada, place, "echo", text="words")).text == "words"
    assert server.refusals == []


async def test_a_cut_line_is_resumed_and_missed_events_come_after(wire: Wire) -> None:
    server, client = wire

    await server.gateway.drop()
    await server.state.changes.wait_until(lambda: bool(server.gateway.closes), "the cut")
    said = await server.direct_message(server.ada, "while you were away")
    answer = await server.reply(said)

    assert answer.text == "while you were away"
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
    assert [message.id for message in client.heard].count(said.id) == 1


async def test_reconnect_is_asked_for_and_resumed(wire: Wire) -> None:
    server, _ = wire

    await server.gateway.ask_to_reconnect()
    await server.state.changes.wait_until(lambda: server.gateway.resumed == 1, "the client to resume")

    assert server.gateway.identified == 1


@pytest.mark.parametrize("how", ["refused at RESUME", "invalidated"])
async def test_a_session_that_is_gone_is_begun_anew(wire: Wire, how: str) -> None:
    server, _ = wire

    if how == "invalidated":
        await server.gateway.invalidate(resumable=False)
    else:
        server.gateway.behaviour.accepts_resume = False
        await server.gateway.drop()
    await server.state.changes.wait_until(lambda: server.gateway.identified == 2, "the client to identify")
    answer = await server.reply(await server.direct_message(server.ada, "still there?"))

    assert answer.text == "still there?"
    assert server.gateway.resumed == 0


async def test_rate_limits_and_server_errors_are_survived(wire: Wire) -> None:
    server, _ = wire

    server.faults.rate_limit("POST", "/channels/*/messages", retry_after=0.05)
    server.faults.rate_limit("POST", "/channels/*/messages", retry_after=0.05, everywhere=True)
    server.faults.answer("POST", "/interactions/*/callback", 429, {"retry_after": 0.05, "global": False})
    await server.reply(await server.direct_message(server.ada, "again and again"))
    asked = await server.slash(server.ada, server.channel, "echo", text="words")

    statuses = [
        request.status for request in server.requests if request.path.endswith(("messages", "callback"))
    ]
    assert statuses == [429, 429, 200, 429, 200]
    assert asked.text == "words"


@pytest.mark.parametrize(
    ("token", "privileged", "error"),
    [("wrong", False, discord.LoginFailure), (TOKEN, True, discord.PrivilegedIntentsRequired)],
)
async def test_who_may_not_connect(
    monkeypatch: pytest.MonkeyPatch, token: str, privileged: bool, error: type[Exception]
) -> None:
    async with Loopback(token=TOKEN) as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        client = Echo(discord.Intents(guilds=True, message_content=privileged))
        with pytest.raises(error):
            await client.start(token)
        await client.close()

        assert not server.gateway.ready
        if privileged:
            assert server.gateway.closes == [4014]
            server.gateway.behaviour.allowed_intents |= discord.Intents(message_content=True).value
            granted = Echo(discord.Intents(guilds=True, message_content=True))
            running = asyncio.create_task(granted.start(token))
            await server.ready()
            await granted.close()
            await running
            assert server.gateway.identified == 1


async def test_what_discord_refuses_reaches_the_client_as_its_own_error(wire: Wire) -> None:
    server, client = wire
    channel = client.get_channel(server.channel.id)
    assert isinstance(channel, discord.TextChannel)

    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("x" * 2001)

    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert "content: Must be 2000 or fewer in length." in refused.value.text
    assert [refusal.code for refusal in server.refusals] == [50035]

"""Plays conversations on simcord's simulated Discord, with the real bot in it."""

from __future__ import annotations

import discord
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.conversations.script import Shown, Turn
from tests.discord_app.conftest import World
from tests.discord_app.reading_cards import buttons_of, texts_of


class SimulatedPlace:
    """One conversation's place. People come when they first do something."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._people: dict[str, MemberActor] = {"alice": world.alice}
        self._said: dict[str, discord.Message] = {}
        self._channel = world.channel
        self._last: simcord.InteractionResult | discord.Message | None = None
        self._shown: Shown | None = None
        self._newest_id = 0

    def _person(self, name: str) -> MemberActor:
        if name not in self._people:
            self._people[name] = self._world.guild.add_member(self._world.env.create_user(name))
        return self._people[name]

    async def act(self, turn: Turn) -> Shown | None:
        """See `script.Place`."""
        person = self._person(turn.person)
        if turn.how in ("delete", "edit"):
            return await self._change(person, turn)
        if turn.how == "press":
            assert self._last is not None
            pressed = self._last
            message = pressed.response if isinstance(pressed, simcord.InteractionResult) else pressed
            assert message is not None
            return self._interaction(await person.click(message, label=turn.words))
        if turn.how.startswith("/"):
            name = turn.how[1:]
            option = {"ask": "question", "verify": "text", "cite": "number", "articles": "title"}[name]
            options = {option: turn.words} if turn.words else {}
            return self._interaction(await person.slash(self._channel, name, **options))
        if turn.how in ("Check quotations", "Answer from the article"):
            target = self._others(turn.person)
            return self._interaction(await person.context_menu(self._channel, turn.how, target))
        return await self._message(person, turn)

    def _interaction(self, result: simcord.InteractionResult) -> Shown | None:
        if result.response is None:
            return None
        self._last = result
        sent = result.response.components
        return Shown("\n".join(texts_of(sent)), list(buttons_of(sent)), bool(result.ephemeral))

    async def _message(self, person: MemberActor, turn: Turn) -> Shown | None:
        world, text = self._world, f"{self._world.mention} {turn.words}".strip()
        if turn.how == "dm":
            await person.send_dm(turn.words)
            self._channel = person.user.dm_channel
            newest = self._newest_message(self._channel)
            return self._seen(newest) if newest and newest.id != self._newest_id else None
        before = self._newest_message(self._channel)
        match turn.how:
            case "reply":
                reply_to = self._last
                assert isinstance(reply_to, discord.Message)
                said = await person.send(self._channel, turn.words, reply_to=reply_to)
            case "quote":
                said = await person.send(self._channel, text, reply_to=self._others(turn.person))
            case "chat":
                said = await person.send(self._channel, turn.words)
            case "role":
                own = world.client.get_guild(world.guild.id)
                assert own is not None
                assert own.self_role is not None
                said = await person.send(self._channel, f"{own.self_role.mention} {turn.words}")
            case "post":
                forum = world.guild.create_forum_channel("questions")
                channel = world.client.get_channel(forum.id)
                assert isinstance(channel, discord.ForumChannel)
                made = await channel.create_thread(name=turn.title, content="Look at the title.")
                self._channel = ChannelHandle(
                    world.env, world.guild, world.env.backend.get_channel(made.thread.id)
                )
                said = await person.send(self._channel, text)
            case _:
                said = await person.send(self._channel, text)
        self._said[turn.person] = said
        newest = self._newest_message(self._channel)
        if newest is None or (before is not None and newest.id == before.id):
            return None
        return self._seen(newest)

    async def _change(self, person: MemberActor, turn: Turn) -> Shown | None:
        said = self._said[turn.person]
        before = self._shown
        if turn.how == "delete":
            await person.delete(said)
        else:
            await person.edit(said, f"{self._world.mention} {turn.words}")
        newest = self._newest_message(self._channel)
        if newest is None:
            return None
        shown = self._seen(newest)
        return None if before is not None and shown.text == before.text else shown

    def _others(self, name: str) -> discord.Message:
        """The last message of somebody else than this person."""
        return [said for other, said in self._said.items() if other != name][-1]

    def _newest_message(self, channel: ChannelHandle) -> discord.Message | None:
        """The bot's newest message."""
        ours = [each for each in channel.history() if each.author == self._world.client.user]
        return max(ours, key=lambda each: each.id, default=None)

    def _seen(self, message: discord.Message) -> Shown:
        sent = self._world.env.backend.get_message(message.channel.id, message.id).components
        self._last, self._newest_id = message, message.id
        self._shown = Shown("\n".join(texts_of(sent)), list(buttons_of(sent)))
        return self._shown

"""Plays conversations over the loopback, with the bot as a process of its own."""

from __future__ import annotations

from tests.conversations.script import Shown, Turn
from tests.loopback import Loopback, Message
from tests.loopback.world import Channel, User


class WirePlace:
    """One conversation's place: a channel of its own."""

    def __init__(self, discord: Loopback, channel: Channel) -> None:
        self._discord = discord
        self._channel = channel
        self._said: dict[str, Message] = {}
        self._last: Message | None = None

    def _person(self, name: str) -> User:
        return {"alice": self._discord.ada, "bob": self._discord.ben}[name]

    async def act(self, turn: Turn) -> Shown | None:
        """See `script.Place`."""
        discord, person = self._discord, self._person(turn.person)
        mention = f"<@{discord.world.bot.id}>"
        if turn.how == "press":
            assert self._last is not None
            return self._seen((await discord.click(person, self._last, label=turn.words)).message)
        if turn.how.startswith("/"):
            name = turn.how[1:]
            option = {"ask": "question", "verify": "text", "cite": "number", "articles": "title"}.get(name)
            options = {option: turn.words} if option and turn.words else {}
            return self._seen((await discord.slash(person, self._channel, name, **options)).message)
        others = [said for name, said in self._said.items() if name != turn.person]
        if turn.how in ("Check quotations", "Answer from the article"):
            return self._seen((await discord.use_on_message(person, others[-1], turn.how)).message)
        if turn.how == "dm":
            said = await discord.direct_message(person, turn.words)
        elif turn.how == "reply":
            said = await discord.says(person, self._channel, turn.words, reply_to=self._last)
        elif turn.how == "quote":
            text = f"{mention} {turn.words}".strip()
            said = await discord.says(person, self._channel, text, reply_to=others[-1])
        elif turn.how == "chat":
            self._said[turn.person] = await discord.says(person, self._channel, turn.words)
            return None
        else:
            said = await discord.says(person, self._channel, f"{mention} {turn.words}".strip())
        self._said[turn.person] = said
        return self._seen(await discord.reply(said))

    def _seen(self, message: Message | None) -> Shown | None:
        if message is None:
            return None
        self._last = message
        labels = [str(button["label"]) for button in message.buttons if button.get("label")]
        return Shown(message.text, labels, message.ephemeral)

"""What people do on Discord, for tests: say something, use a command, click, look at what came back."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from . import message_payloads, posting
from .change_signal import PATIENCE
from .command_rules import CHAT_INPUT, MESSAGE_MENU, NESTING, Option
from .components import Kind, walk
from .limits import FIRST_RESPONSE
from .refusals import Payload
from .state import State
from .world import Channel, Interaction, InteractionKind, Message, User

PYTHON_TYPES: dict[int, type | tuple[type, ...]] = {
    Option.STRING: str,
    Option.INTEGER: int,
    Option.BOOLEAN: bool,
    Option.NUMBER: (int, float),
}


class NotPossibleError(Exception):
    """Discord's own client wouldn't let a person do this: no such command here, a missing option…"""


class People:
    """The acts, each as its person would see it."""

    def __init__(self, state: State) -> None:
        self.state = state

    async def says(
        self, user: User, channel: Channel, text: str, *, reply_to: Message | None = None, ping: bool = True
    ) -> Message:
        """A message in a channel; `ping` is the switch that a reply has."""
        allowed: Payload = {"parse": ["users", "roles"], "replied_user": ping}
        body = {"content": text, "allowed_mentions": allowed}
        return await posting.post(self.state, channel, user, body, reply_to=reply_to)

    async def direct_message(self, user: User, text: str, *, reply_to: Message | None = None) -> Message:
        """A message to the bot in private."""
        return await self.says(
            user, self.state.world.direct(user, self.state.world.bot), text, reply_to=reply_to
        )

    async def slash(self, user: User, channel: Channel, name: str, **options: Any) -> Interaction:
        """A slash command, and its answer awaited. A subcommand's name follows with a space.

        Raises NotPossibleError where Discord's client wouldn't offer it so, TimeoutError where the
        bot doesn't answer.
        """
        return await self._answered(await self.use(user, channel, name, **options))

    async def use(self, user: User, channel: Channel, name: str, **options: Any) -> Interaction:
        """A slash command that nobody waits for."""
        command, path = self._command(user, channel, name)
        data = _command_data(command, path, options, focused=None)
        return await self._ask(InteractionKind.COMMAND, user, channel, data)

    async def autocomplete(
        self, user: User, channel: Channel, name: str, *, focused: str, **options: Any
    ) -> list[Payload]:
        """The choices offered while the option `focused` holds what `options` says."""
        command, path = self._command(user, channel, name)
        data = _command_data(command, path, options, focused=focused)
        asked = await self._asked(InteractionKind.AUTOCOMPLETE, user, channel, data)
        return asked.choices

    async def use_on_message(self, user: User, message: Message, name: str) -> Interaction:
        """A message command from a message's menu."""
        command, _ = self._command(user, message.channel, name, kind=MESSAGE_MENU)
        number = str(message.id)
        data = {
            "id": command["id"],
            "name": name,
            "type": MESSAGE_MENU,
            "target_id": number,
            "resolved": {"messages": {number: message_payloads.message(message)}},
        }
        return await self._asked(InteractionKind.COMMAND, user, message.channel, data)

    async def click(
        self, user: User, message: Message, custom_id: str | None = None, *, label: str | None = None
    ) -> Interaction:
        """A click on a button, named by its custom_id or by its label, and the response to it."""
        return await self._answered(await self.press(user, message, custom_id, label=label))

    async def press(
        self, user: User, message: Message, custom_id: str | None = None, *, label: str | None = None
    ) -> Interaction:
        """As `click`, without waiting."""
        for button in message.buttons:
            named = button.get("custom_id") == custom_id if label is None else button.get("label") == label
            if named and button.get("custom_id") and not button.get("disabled"):
                return await self._touch(user, message, button, {})
        raise NotPossibleError(f"no enabled button {label or custom_id!r} on the message")

    async def choose(self, user: User, message: Message, custom_id: str, *values: str) -> Interaction:
        """A choice in a select menu."""
        for _, menu in walk(message.components):
            if menu.get("custom_id") == custom_id and menu["type"] == Kind.STRING_SELECT:
                offered = {option["value"] for option in menu["options"]}
                if menu.get("disabled") or not offered.issuperset(values):
                    raise NotPossibleError(f"the menu {custom_id!r} doesn't offer {values}")
                return await self._answered(await self._touch(user, message, menu, {"values": list(values)}))
        raise NotPossibleError(f"no menu {custom_id!r} on the message")

    async def _touch(self, user: User, message: Message, component: Payload, extra: Payload) -> Interaction:
        if message.deleted or (
            message.interaction and message.ephemeral and message.interaction.user is not user
        ):
            raise NotPossibleError("the message isn't there for this person")
        data = {"custom_id": component["custom_id"], "component_type": component["type"], **extra}
        return await self._ask(InteractionKind.COMPONENT, user, message.channel, data, source=message)

    async def reply(self, message: Message, *, within: float = PATIENCE) -> Message:
        """The bot's reply to a message, awaited."""
        return await self.wait_for_message(message.channel, reply_to=message, within=within)

    async def wait_for_message(
        self,
        channel: Channel,
        *,
        after: Message | None = None,
        reply_to: Message | None = None,
        within: float = PATIENCE,
    ) -> Message:
        """The bot's first message in a channel, `after` another or in reply to it, awaited."""

        def found() -> list[Message]:
            return [
                message
                for message in channel.messages
                if message.author is self.state.world.bot
                and not message.deleted
                and (after is None or message.id > after.id)
                and (reply_to is None or message.reply_to is reply_to)
            ]

        await self.state.changes.wait_until(lambda: bool(found()), "the bot's message", within)
        return found()[0]

    async def _asked(self, kind: InteractionKind, user: User, channel: Channel, data: Payload) -> Interaction:
        return await self._answered(await self._ask(kind, user, channel, data))

    async def _answered(self, asked: Interaction) -> Interaction:
        """Wait for the first response, and for deferred answers until they are filled in."""
        wait_until = self.state.changes.wait_until
        what = f"an answer to {asked.data.get('name') or asked.data.get('custom_id')}"
        await wait_until(lambda: asked.callback is not None, what, FIRST_RESPONSE.most + PATIENCE)
        await wait_until(lambda: asked.answered, f"{what} that is still loading")
        return asked

    async def _ask(
        self,
        kind: InteractionKind,
        user: User,
        channel: Channel,
        data: Payload,
        *,
        source: Message | None = None,
    ) -> Interaction:
        """Send an interaction to the bot."""
        state, world = self.state, self.state.world
        asked = Interaction(
            world.new_id(),
            token_urlsafe(48),
            kind,
            user,
            channel,
            data,
            state.clock(),
            source=source,
            owners=source.interaction.owners
            if source and source.interaction
            else self._owners(user, channel),
        )
        world.interactions[asked.token] = asked
        guild = channel.guild
        await state.gateway.dispatch(
            "INTERACTION_CREATE",
            lambda _: message_payloads.interaction(asked, world),
            guild_id=guild.id if guild and guild.has_bot else None,
        )
        return asked

    def _owners(self, user: User, channel: Channel) -> dict[str, str]:
        """Who installed the application where this happens.

        https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
        """
        owners: dict[str, str] = {}
        if channel.guild is not None and channel.guild.has_bot:
            owners["0"] = str(channel.guild.id)
        elif channel.guild is None and self.state.world.bot in channel.recipients:
            owners["0"] = "0"
        if user.installed:
            owners["1"] = str(user.id)
        return owners

    def _command(
        self, user: User, channel: Channel, name: str, *, kind: int = CHAT_INPUT
    ) -> tuple[Payload, list[str]]:
        """The command that this person finds in this channel, and the names below it."""
        first, *path = [name] if kind != CHAT_INPUT else name.split()
        for command in self.state.world.commands:
            if command["name"] == first and command["type"] == kind:
                owners = self._owners(user, channel)
                installed = any(int(owner) in command["integration_types"] for owner in owners)
                contexts = command["contexts"]
                if not installed or (
                    contexts is not None
                    and message_payloads.context(channel, self.state.world) not in contexts
                ):
                    raise NotPossibleError(f"{name} isn't offered to {user.name} in this channel")
                return command, path
        raise NotPossibleError(f"no command {name}")


def _command_data(command: Payload, path: list[str], values: dict[str, Any], focused: str | None) -> Payload:
    """The `data` of a command interaction, the options checked as Discord's client checks them."""
    known, shell = command.get("options") or [], []
    for name in path:
        inner = next(
            (option for option in known if option["name"] == name and option["type"] in NESTING), None
        )
        if inner is None:
            raise NotPossibleError(f"{command['name']} has no {name}")
        shell.append(inner)
        known = inner.get("options") or []
    options = _option_values(known, values, focused)
    for inner in reversed(shell):
        options = [{"name": inner["name"], "type": inner["type"], "options": options}]
    return {"id": command["id"], "name": command["name"], "type": command["type"], "options": options}


def _option_values(known: list[Payload], values: dict[str, Any], focused: str | None) -> list[Payload]:
    by_name = {option["name"]: option for option in known}
    if not by_name.keys() >= values.keys():
        raise NotPossibleError(f"no option {', '.join(values.keys() - by_name.keys())}")
    result = []
    for name, option in by_name.items():
        if name not in values:
            if option.get("required") and focused is None:
                raise NotPossibleError(f"{name} is required")
            continue
        value = values[name]
        if name == focused:
            if not option.get("autocomplete"):
                raise NotPossibleError(f"{name} has no autocomplete")
            value = str(value)
        elif not isinstance(value, PYTHON_TYPES.get(option["type"], str)):
            raise NotPossibleError(f"{name} isn't of its type: {value!r}")
        elif isinstance(value, str):
            _check_text(name, value, option)
        result.append(
            {"name": name, "type": option["type"], "value": value}
            | ({"focused": True} if name == focused else {})
        )
    return result


def _check_text(name: str, value: str, option: Payload) -> None:
    most, least = option.get("max_length", 6000), option.get("min_length", 1)
    if not least <= len(value) <= most:
        raise NotPossibleError(f"{name} must have {least} to {most} characters")
    choices = option.get("choices")
    if choices and value not in [choice["value"] for choice in choices]:
        raise NotPossibleError(f"{name} doesn't offer {value!r}")

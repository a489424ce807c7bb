"""The HTTP API's own manners: token, errors, permissions, clocks, rate limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from . import Interaction, Loopback
from .message_rules import COMPONENTS_V2, EPHEMERAL
from .permissions import Permission
from .refusals import Payload
from .test_limits import button, card, command, option, row, text
from .world import InteractionKind

TOKEN = "T"


class Caller:
    """A bot that speaks HTTP by hand."""

    def __init__(self, discord: Loopback, session: aiohttp.ClientSession) -> None:
        self.discord, self._session = discord, session

    async def call(self, method: str, path: str, body: Any = None, *, token: str = TOKEN) -> tuple[int, Any]:
        """Status and JSON of one request."""
        headers = {"Authorization": f"Bot {token}"}
        async with self._session.request(
            method, self.discord.api_url + path, json=body, headers=headers
        ) as response:
            return response.status, (await response.json()) if response.status != 204 else None

    async def asked(self, kind: InteractionKind = InteractionKind.COMMAND, **fields: Any) -> Interaction:
        """An interaction that waits for its first response."""
        world, discord = self.discord.world, self.discord
        asked = Interaction(
            world.new_id(),
            f"token{world.new_id()}",
            kind,
            discord.ada,
            discord.channel,
            {"name": "ask"},
            discord.state.clock(),
            **fields,
        )
        world.interactions[asked.token] = asked
        return asked

    async def respond(self, asked: Interaction, body: Payload, query: str = "") -> tuple[int, Any]:
        """The first response."""
        return await self.call("POST", f"/interactions/{asked.id}/{asked.token}/callback{query}", body)

    def webhook(self, asked: Interaction) -> str:
        """Where edits and follow-ups go."""
        return f"/webhooks/{self.discord.world.application_id}/{asked.token}"


@pytest.fixture
async def http() -> AsyncIterator[Caller]:
    async with Loopback(token=TOKEN) as discord, aiohttp.ClientSession() as session:
        yield Caller(discord, session)


async def test_a_wrong_token_and_a_wrong_path(http: Caller) -> None:
    assert await http.call("GET", "/users/@me", token="x") == (
        401,
        {"message": "401: Unauthorized", "code": 0},
    )
    assert (await http.call("GET", "/users/@me"))[0] == 200
    assert await http.call("GET", "/nothing/here") == (404, {"message": "404: Not Found", "code": 0})
    assert [refusal.status for refusal in http.discord.refusals] == [401, 404]


async def test_a_body_that_is_not_json(http: Caller) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{http.discord.api_url}/channels/{http.discord.channel.id}/messages",
            data=b"{",
            headers={"Authorization": f"Bot {TOKEN}", "Content-Type": "application/json"},
        ) as response,
    ):
        assert (response.status, (await response.json())["code"]) == (400, 50109)


async def test_who_and_where_the_bot_is(http: Caller) -> None:
    me = (await http.call("GET", "/users/@me"))[1]
    gateway = (await http.call("GET", "/gateway/bot"))[1]
    for path in ("/oauth2/applications/@me", f"/applications/{me['id']}"):
        assert (await http.call("GET", path))[1]["id"] == me["id"]
    assert gateway["url"] == http.discord.gateway_url
    assert (await http.call("GET", f"/guilds/{http.discord.guild.id}"))[1]["name"] == "Reading room"
    channels = (await http.call("GET", f"/guilds/{http.discord.guild.id}/channels"))[1]
    assert [channel["name"] for channel in channels] == ["questions"]
    assert (await http.call("GET", f"/channels/{http.discord.channel.id}"))[1]["name"] == "questions"
    assert (await http.call("GET", f"/users/{http.discord.ada.id}"))[1]["username"] == "ada"
    for path, code in (("/guilds/1", 10004), ("/channels/1", 10003), ("/users/1", 10013)):
        status, body = await http.call("GET", path)
        assert (status, body["code"]) == (404, code)


async def test_messages_are_made_read_changed_and_deleted(http: Caller) -> None:
    place = f"/channels/{http.discord.channel.id}/messages"
    status, made = await http.call("POST", place, card(text("one"), row(button())))
    assert (status, made["flags"], made["components"][0]["id"]) == (200, COMPONENTS_V2, 1)

    assert (await http.call("PATCH", f"{place}/{made['id']}", {"components": [text("two")]}))[0] == 200
    assert (await http.call("GET", f"{place}/{made['id']}"))[1]["components"][0]["content"] == "two"
    assert [message["id"] for message in (await http.call("GET", place))[1]] == [made["id"]]
    assert (await http.call("DELETE", f"{place}/{made['id']}"))[0] == 204
    assert (await http.call("GET", f"{place}/{made['id']}"))[1]["code"] == 10008

    said = await http.discord.says(http.discord.ada, http.discord.channel, "mine")
    assert (await http.call("PATCH", f"{place}/{said.id}", {"content": "x"}))[1]["code"] == 50005
    assert (await http.call("DELETE", f"{place}/{said.id}"))[1]["code"] == 50013


async def test_a_reply_needs_a_message_that_is_there(http: Caller) -> None:
    place = f"/channels/{http.discord.channel.id}/messages"
    said = await http.discord.says(http.discord.ada, http.discord.channel, "here")

    good = await http.call("POST", place, {"content": "x", "message_reference": {"message_id": said.id}})
    bad = await http.call("POST", place, {"content": "x", "message_reference": {"message_id": 1}})
    lenient = {"message_id": 1, "fail_if_not_exists": False}
    alone = await http.call("POST", place, {"content": "x", "message_reference": lenient})

    assert good[1]["referenced_message"]["id"] == str(said.id)
    assert bad[1]["errors"]["message_reference"]["_errors"][0]["code"] == "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
    assert (alone[0], alone[1]["type"]) == (200, 0)


@pytest.mark.parametrize(
    ("denied", "status", "code"),
    [
        (Permission.VIEW_CHANNEL, 403, 50001),
        (Permission.SEND_MESSAGES, 403, 50013),
        (Permission.READ_MESSAGE_HISTORY, 403, 160002),
    ],
)
async def test_permissions_are_asked_for(http: Caller, denied: Permission, status: int, code: int) -> None:
    channel = http.discord.world.add_channel(http.discord.guild, "closed", deny=denied)
    said = await http.discord.says(http.discord.ada, channel, "hello")
    body = {"content": "x", "message_reference": {"message_id": str(said.id)}}
    answer = await http.call("POST", f"/channels/{channel.id}/messages", body)
    assert (answer[0], answer[1]["code"]) == (status, code)
    if denied is Permission.READ_MESSAGE_HISTORY:
        assert await http.call("GET", f"/channels/{channel.id}/messages") == (200, [])


async def test_direct_messages_and_people_who_take_none(http: Caller) -> None:
    ada = http.discord.ada
    status, channel = await http.call("POST", "/users/@me/channels", {"recipient_id": str(ada.id)})
    assert (status, channel["recipients"][0]["id"]) == (200, str(ada.id))
    assert (await http.call("POST", f"/channels/{channel['id']}/messages", {"content": "x"}))[0] == 200
    ada.closed_to_messages = True
    refused = await http.call("POST", f"/channels/{channel['id']}/messages", {"content": "x"})
    assert (refused[0], refused[1]["code"]) == (403, 50007)


async def test_mentions_notify_only_whom_they_may(http: Caller) -> None:
    ada, ben = http.discord.ada, http.discord.ben
    words = f"{ada.mention} {ben.mention} @everyone"
    said = await http.discord.says(ada, http.discord.channel, "here")

    async def notified(allowed: Payload | None) -> tuple[set[str], bool]:
        body = card(text(words)) | {"message_reference": {"message_id": str(said.id)}}
        if allowed is not None:
            body["allowed_mentions"] = allowed
        answer = (await http.call("POST", f"/channels/{http.discord.channel.id}/messages", body))[1]
        return {user["username"] for user in answer["mentions"]}, answer["mention_everyone"]

    assert await notified(None) == ({"ada", "ben"}, True)
    assert await notified({"parse": []}) == (set(), False)
    assert await notified({"parse": [], "users": [str(ben.id)]}) == ({"ben"}, False)
    assert await notified({"parse": [], "replied_user": True}) == ({"ada"}, False)


async def test_an_interaction_is_answered_once_and_in_time(http: Caller) -> None:
    answer = {"type": 4, "data": card(text()) | {"flags": COMPONENTS_V2 | EPHEMERAL}}
    first, late, plain = await http.asked(), await http.asked(), await http.asked()

    status, body = await http.respond(first, answer, "?with_response=1")
    assert (status, body["interaction"]["response_message_ephemeral"]) == (200, True)
    assert first.message is not None
    assert first.message.ephemeral
    assert await http.respond(plain, answer) == (204, None)
    assert (await http.respond(first, answer))[1]["code"] == 40060

    http.discord.advance(3.5)
    assert (await http.respond(late, answer))[1]["code"] == 10062
    assert (await http.call("POST", f"/interactions/1/{late.token}/callback", answer))[1]["code"] == 10062


async def test_edits_and_follow_ups_end_after_fifteen_minutes(http: Caller) -> None:
    asked = await http.asked()
    hook = http.webhook(asked)
    assert (await http.call("POST", hook, {"content": "early"}))[1]["code"] == 10015
    await http.respond(asked, {"type": 4, "data": {"content": "one"}})

    assert (await http.call("PATCH", f"{hook}/messages/@original", {"content": "two"}))[1]["content"] == "two"
    follow = (await http.call("POST", hook, {"content": "more", "flags": EPHEMERAL}))[1]
    assert follow["flags"] == EPHEMERAL
    assert (await http.call("GET", f"{hook}/messages/{follow['id']}"))[1]["content"] == "more"
    assert (await http.call("DELETE", f"{hook}/messages/@original"))[0] == 204
    assert (await http.call("GET", f"{hook}/messages/@original"))[1]["code"] == 10008

    http.discord.advance(15 * 60 + 1)
    assert (await http.call("POST", hook, {"content": "late"}))[1]["code"] == 50027


async def test_a_deferred_answer_loads_until_it_is_edited(http: Caller) -> None:
    asked = await http.asked()
    v2 = await http.respond(asked, {"type": 5, "data": {"flags": COMPONENTS_V2}})
    assert v2[1]["errors"]["data"]["flags"]["_errors"][0]["code"] == "INTERACTION_DEFER_FLAGS_INVALID"
    await http.respond(asked, {"type": 5, "data": {"flags": EPHEMERAL}})
    assert asked.message is not None
    assert (asked.message.loading, asked.answered) == (True, False)

    await http.call("PATCH", f"{http.webhook(asked)}/messages/@original", card(text("done")))

    assert (asked.text, asked.message.loading, asked.message.edited) == ("done", False, False)
    assert asked.message.flags == COMPONENTS_V2 | EPHEMERAL


async def test_user_installs_have_five_follow_ups(http: Caller) -> None:
    asked = await http.asked(owners={"1": str(http.discord.ada.id)})
    await http.respond(asked, {"type": 4, "data": {"content": "one"}})
    answers = [await http.call("POST", http.webhook(asked), {"content": str(n)}) for n in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [400]
    assert answers[-1][1]["code"] == 40094


@pytest.mark.parametrize(
    ("kind", "body", "path"),
    [
        (InteractionKind.AUTOCOMPLETE, {"type": 4, "data": {"content": "x"}}, ("type",)),
        (InteractionKind.COMMAND, {"type": 7, "data": {"content": "x"}}, ("type",)),
        (InteractionKind.COMMAND, {"type": 4, "data": {"content": "x" * 2001}}, ("data", "content")),
        (
            InteractionKind.AUTOCOMPLETE,
            {"type": 8, "data": {"choices": [{"name": "n", "value": "v"}] * 26}},
            ("data",),
        ),
        (
            InteractionKind.COMMAND,
            {"type": 9, "data": {"custom_id": "m", "title": "t" * 46, "components": [{"type": 18}]}},
            ("data", "title"),
        ),
    ],
)
async def test_a_response_that_does_not_fit(
    http: Caller, kind: InteractionKind, body: Payload, path: tuple[str, ...]
) -> None:
    status, answer = await http.respond(await http.asked(kind), body)
    assert (status, answer["code"]) == (400, 50035)
    assert answer["errors"]
    assert path in [flaw.path[: len(path)] for flaw in http.discord.refusals[-1].flaws]


async def test_commands_keep_their_id_while_their_name_stays(http: Caller) -> None:
    place = f"/applications/{http.discord.world.application_id}/commands"
    first = (
        await http.call("PUT", place, [command(options=[option(required=False)]), command(name="help")])
    )[1]
    same = (await http.call("PUT", place, [command(options=[option()])]))[1]
    changed = (await http.call("PUT", place, [command(description="Other")]))[1]

    assert [same[0][key] for key in ("id", "version")] == [first[0][key] for key in ("id", "version")]
    assert "required" not in first[0]["options"][0]  # Discord doesn't give back what says nothing
    assert changed[0]["id"] == first[0]["id"]
    assert changed[0]["version"] != first[0]["version"]
    listed = (await http.call("GET", f"{place}?with_localizations=true"))[1]
    assert listed == changed
    assert "name_localizations" not in (await http.call("GET", place))[1][0]

    number = changed[0]["id"]
    assert (await http.call("PATCH", f"{place}/{number}", {"description": "New"}))[1]["description"] == "New"
    assert (await http.call("POST", place, command(name="more")))[0] == 201
    assert (await http.call("POST", place, command(name="More")))[1]["code"] == 50035
    assert (await http.call("DELETE", f"{place}/{number}"))[0] == 204
    assert (await http.call("DELETE", f"{place}/{number}"))[1]["code"] == 10063
    assert (await http.call("GET", "/applications/1/commands"))[1]["code"] == 50001


async def test_too_many_requests(http: Caller) -> None:
    http.discord.state.rates.limit = 2
    statuses = [(await http.call("GET", "/users/@me"))[0] for _ in range(3)]
    assert statuses == [200, 200, 429]
    http.discord.advance(1)
    assert (await http.call("GET", "/users/@me"))[0] == 200


async def test_files_come_as_multipart(http: Caller) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", '{"content": "with a file"}')
    form.add_field("files[0]", b"abc", filename="a.txt")
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{http.discord.api_url}/channels/{http.discord.channel.id}/messages",
            data=form,
            headers={"Authorization": f"Bot {TOKEN}"},
        ) as response,
    ):
        answer = await response.json()
    assert answer["content"] == "with a file"
    assert (answer["attachments"][0]["filename"], answer["attachments"][0]["size"]) == ("a.txt", 3)

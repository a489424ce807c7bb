"""An HTTP interface for scripts in any language: let a person act and read what the bot did, as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from .change_signal import PATIENCE
from .people import NotPossibleError
from .refusals import Payload
from .server import Loopback
from .state import STATE
from .world import Interaction, Message

LOOPBACK = web.AppKey("loopback", Loopback)

routes = web.RouteTableDef()


def _shown(message: Message | None) -> Payload | None:
    if message is None:
        return None
    return {
        "id": str(message.id),
        "text": message.text,
        "ephemeral": message.ephemeral,
        "buttons": [button.get("label") for button in message.buttons],
        "components": message.components,
    }


def _told(asked: Interaction) -> Payload:
    return {"answered": asked.message is not None, **(_shown(asked.message) or {"text": ""})}


async def _act(request: web.Request, act: Callable[[Loopback, Payload], Awaitable[Payload]]) -> web.Response:
    """Run one act; 504 where the bot doesn't answer, 409 where it isn't possible."""
    body = await request.json() if request.can_read_body else {}
    try:
        return web.json_response(await act(request.app[LOOPBACK], body))
    except TimeoutError as error:
        return web.json_response({"error": str(error)}, status=504)
    except NotPossibleError as error:
        return web.json_response({"error": str(error)}, status=409)


@routes.post("/control/ask")
async def ask(request: web.Request) -> web.Response:
    """`/ask question:…`, in the guild's channel."""

    async def act(discord: Loopback, body: Payload) -> Payload:
        await discord.ready(float(body.pop("timeout", PATIENCE)))
        return _told(await discord.slash(discord.ada, discord.channel, "ask", **body))

    return await _act(request, act)


@routes.post("/control/slash")
async def slash(request: web.Request) -> web.Response:
    """Any slash command."""

    async def act(discord: Loopback, body: Payload) -> Payload:
        await discord.ready()
        return _told(
            await discord.slash(discord.ada, discord.channel, body["name"], **body.get("options", {}))
        )

    return await _act(request, act)


@routes.post("/control/mention")
async def mention(request: web.Request) -> web.Response:
    """A message that mentions the bot, and its reply."""

    async def act(discord: Loopback, body: Payload) -> Payload:
        await discord.ready()
        said = await discord.says(discord.ada, discord.channel, f"{discord.bot.mention} {body['text']}")
        return _shown(await discord.reply(said)) or {}

    return await _act(request, act)


@routes.post("/control/drop")
async def drop(request: web.Request) -> web.Response:
    """Cut the gateway's line."""

    async def act(discord: Loopback, _body: Payload) -> Payload:
        await discord.gateway.drop()
        return {"dropped": True}

    return await _act(request, act)


@routes.get("/control/state")
async def state(request: web.Request) -> web.Response:
    """What has happened so far."""
    all_of_it = request.app[STATE]
    return web.json_response(
        {
            "ready": all_of_it.gateway.ready,
            "identified": all_of_it.gateway.identified,
            "resumed": all_of_it.gateway.resumed,
            "closes": all_of_it.gateway.closes,
            "commands": [command["name"] for command in all_of_it.world.commands],
            "requests": len(all_of_it.requests),
            "refusals": [str(refusal) for refusal in all_of_it.refusals],
        }
    )


def attach(discord: Loopback) -> None:
    """Add the door to a loopback that hasn't started yet."""
    discord.app[LOOPBACK] = discord
    discord.app.add_routes(routes)

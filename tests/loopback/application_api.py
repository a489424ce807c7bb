"""The application itself: who it is, where its gateway is, its commands.

https://docs.discord.com/developers/resources/application
https://docs.discord.com/developers/interactions/application-commands#endpoints
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from . import payloads
from .command_rules import CHAT_INPUT, command_flaws, command_list_flaws
from .refusals import Payload, bad_form, missing_access, unknown
from .state import API, INCOMING, STATE
from .world import World

routes = web.RouteTableDef()


@routes.get(f"{API}/users/@me")
async def get_me(request: web.Request) -> web.Response:
    return web.json_response(payloads.own_user(request.app[STATE].world.bot))


@routes.get(f"{API}/oauth2/applications/@me")
@routes.get(f"{API}/applications/@me")
async def get_application(request: web.Request) -> web.Response:
    return web.json_response(payloads.application(request.app[STATE].world))


@routes.get(f"{API}/applications/{{application_id:\\d+}}")
async def get_application_by_id(request: web.Request) -> web.Response:
    return web.json_response(payloads.application(_owned(request)))


@routes.get(f"{API}/gateway/bot")
async def get_gateway(request: web.Request) -> web.Response:
    state = request.app[STATE]
    behaviour = state.gateway.behaviour
    limit = {
        "total": 1000,
        "remaining": max(0, behaviour.sessions_left),
        "reset_after": round(1000 * behaviour.sessions_reset_after),
        "max_concurrency": behaviour.max_concurrency,
    }
    shards = state.gateway.behaviour.shards
    return web.json_response({"url": state.gateway.address, "shards": shards, "session_start_limit": limit})


def _owned(request: web.Request) -> World:
    """The world, where the path names this bot's own application."""
    world = request.app[STATE].world
    if int(request.match_info["application_id"]) != world.application_id:
        raise missing_access()
    return world


COMMANDS = f"{API}/applications/{{application_id:\\d+}}/commands"


@routes.get(COMMANDS)
async def get_commands(request: web.Request) -> web.Response:
    localized = request.query.get("with_localizations", "").lower() in ("1", "true")
    return web.json_response([shown(command, localized) for command in _owned(request).commands])


@routes.put(COMMANDS)
async def overwrite_commands(request: web.Request) -> web.Response:
    world, body = _owned(request), request[INCOMING].json or []
    flaws = command_list_flaws(body)
    if flaws:
        raise bad_form(flaws)
    world.commands = [stored(world, command) for command in body]
    return web.json_response([shown(command, True) for command in world.commands])


@routes.post(COMMANDS)
async def create_command(request: web.Request) -> web.Response:
    world, body = _owned(request), request[INCOMING].body
    known = _same(world, body)
    command = stored(world, _checked(world, body, instead_of=known))
    world.commands = [c for c in world.commands if c is not known] + [command]
    return web.json_response(shown(command, True), status=200 if known else 201)


@routes.patch(COMMANDS + "/{command_id:\\d+}")
async def edit_command(request: web.Request) -> web.Response:
    world = _owned(request)
    known = _named(request, world)
    command = stored(world, _checked(world, known | request[INCOMING].body, instead_of=known)) | {
        "id": known["id"]
    }
    world.commands = [command if c is known else c for c in world.commands]
    return web.json_response(shown(command, True))


@routes.delete(COMMANDS + "/{command_id:\\d+}")
async def delete_command(request: web.Request) -> web.Response:
    world = _owned(request)
    known = _named(request, world)
    world.commands = [command for command in world.commands if command is not known]
    return web.Response(status=204)


def _named(request: web.Request, world: World) -> Payload:
    for command in world.commands:
        if command["id"] == request.match_info["command_id"]:
            return command
    raise unknown("application command")


def _same(world: World, body: Payload) -> Payload | None:
    """The stored command that a new one of this name and type replaces."""
    key = (body.get("name"), body.get("type") or CHAT_INPUT)
    return next((c for c in world.commands if (c["name"], c["type"]) == key), None)


def _checked(world: World, body: Payload, *, instead_of: Payload | None) -> Payload:
    others = [command for command in world.commands if command is not instead_of]
    flaws = command_flaws(body) or command_list_flaws([*others, body])
    if flaws:
        raise bad_form(flaws)
    return body


def stored(world: World, body: Payload) -> Payload:
    """A command as Discord keeps it: with defaults, without what says nothing, with id and version."""
    known = _same(world, body)
    permissions = body.get("default_member_permissions")
    command: Payload = {
        "application_id": str(world.application_id),
        "type": int(body.get("type") or CHAT_INPUT),
        "name": body["name"],
        "name_localizations": body.get("name_localizations") or None,
        "description": body.get("description") or "",
        "description_localizations": body.get("description_localizations") or None,
        "default_member_permissions": None if permissions is None else str(permissions),
        "dm_permission": body.get("dm_permission", True) is not False,
        "contexts": sorted(body["contexts"]) if body.get("contexts") else None,
        "integration_types": sorted(body.get("integration_types") or [0]),
        "nsfw": bool(body.get("nsfw")),
    }
    if body.get("options"):
        command["options"] = [_kept_option(option) for option in body["options"]]
    if (
        known is not None
        and all(known.get(key) == value for key, value in command.items())
        and (known.get("options") == command.get("options"))
    ):
        return known
    number = str(world.new_id())
    return command | {"id": known["id"] if known else number, "version": number}


def _kept_option(option: Payload) -> Payload:
    kept: Payload = {key: value for key, value in option.items() if value not in (None, False, [], {})}
    kept |= {
        f"{name}_localizations": option.get(f"{name}_localizations") or None
        for name in ("name", "description")
    }
    if kept.get("options"):
        kept["options"] = [_kept_option(inner) for inner in kept["options"]]
    if kept.get("choices"):
        kept["choices"] = [
            choice | {"name_localizations": choice.get("name_localizations")} for choice in kept["choices"]
        ]
    return kept


def shown(value: Any, localized: bool) -> Any:
    """A command as an answer has it: translations only where they were asked for."""
    if isinstance(value, list):
        return [shown(inner, localized) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        key: shown(inner, localized)
        for key, inner in value.items()
        if localized or key not in ("name_localizations", "description_localizations")
    }

"""The steps that every request to the HTTP API goes through: record, faults, rate limits, token, schema.

https://docs.discord.com/developers/reference
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web

from .faults import Answer, Lost, too_many
from .refusals import Payload, RefusalError, bad_form, bad_json, not_found, unauthorized
from .state import API, INCOMING, STATE, Incoming, Request, State

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MAJOR = ("channel_id", "guild_id", "webhook_id", "token")
"""The path parameters that a rate limit counts by."""


@web.middleware
async def handle_request(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Around every handler of the API; other paths (gateway, control) pass untouched."""
    if not request.path.startswith(f"{API}/"):
        return await handler(request)
    state = request.app[STATE]
    path, template = request.path.removeprefix(API), _template(request)
    request[INCOMING] = Incoming()
    headers: dict[str, str] = {}
    fault: Answer | Lost | None = None
    try:
        # Read first: a request that waits at a gate is carried out even where its sender has given it up.
        request[INCOMING] = await _incoming(request)
        fault = await state.faults.meet(request.method, path)
        if isinstance(fault, Answer):
            response: web.StreamResponse = web.json_response(fault.body, status=fault.status or 500)
            headers = {"Via": "1.1 loopback", **fault.headers}
        else:
            resource = "+".join(request.match_info.get(name, "") for name in MAJOR)
            headers, wait = state.rates.hit(request.method, template, resource)
            if wait is None:
                _admit(request, state, path, template)
                response = await handler(request)
            else:
                response = web.json_response(too_many(wait), status=429)
                headers |= {"Retry-After": str(max(1, round(wait))), "X-RateLimit-Scope": "user"}
    except RefusalError as refusal:
        state.refusals.append(refusal)
        response = web.json_response(refusal.body(), status=refusal.status)
    except web.HTTPNotFound:
        state.refusals.append(not_found())
        response = web.json_response(not_found().body(), status=404)
    if isinstance(fault, Lost) and fault.status:
        response = web.json_response({"message": "lost"}, status=fault.status)
        headers = {}
    if fault is not None and not fault.status and request.transport:  # CUT, or a response that is lost
        request.transport.abort()
    response.headers.update(headers)
    if response.content_type == "application/json":
        response.headers["Content-Type"] = "application/json"  # Discord names no charset; clients compare
    body, query = request[INCOMING].json, dict(request.query)
    state.requests.append(
        Request(request.method, path, template, body, query, response.status, fault is not None)
    )
    state.changes.notify()
    return response


def _template(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return (resource.canonical if resource else request.path).removeprefix(API)


def _admit(request: web.Request, state: State, path: str, template: str) -> None:
    """Refuse a wrong token and a body that the schema refuses."""
    incoming = request[INCOMING]
    token_in_path = path.startswith(("/interactions/", "/webhooks/"))
    if not token_in_path and request.headers.get("Authorization") != f"Bot {state.world.token}":
        raise unauthorized()
    if state.schema is not None and incoming.json is not None:
        flaws = state.schema.request_flaws(request.method, template, incoming.json)
        if flaws:
            raise bad_form(flaws)


async def _incoming(request: web.Request) -> Incoming:
    """The JSON of a body and the files that came with it."""
    if not request.can_read_body:
        return Incoming()
    if request.content_type == "application/json":
        return Incoming(_json(await request.text()))
    if request.content_type != "multipart/form-data":
        raise bad_json()
    body: Any = None
    files: list[Payload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise bad_json()
        content = await part.read()
        if part.name == "payload_json":
            body = _json(content.decode())
        else:
            files.append({"filename": part.filename or "unknown", "size": len(content)})
    return Incoming(body, files)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise bad_json() from None

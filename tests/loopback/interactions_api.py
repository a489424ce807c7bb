"""Answers to interactions: the first response, its edits, follow-ups.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from . import limits, message_payloads, posting
from .command_rules import choice_flaws
from .message_rules import EPHEMERAL, refusal_of
from .refusals import (
    Flaw,
    Payload,
    RefusalError,
    already_acknowledged,
    bad_form,
    expired_token,
    unknown,
)
from .state import API, INCOMING, STATE, State
from .world import Interaction, InteractionKind, Message

routes = web.RouteTableDef()

MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, AUTOCOMPLETE, MODAL = 4, 5, 6, 7, 8, 9
FITTING = {
    InteractionKind.COMMAND: {MESSAGE, DEFERRED_MESSAGE, MODAL},
    InteractionKind.COMPONENT: {MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL},
    InteractionKind.AUTOCOMPLETE: {AUTOCOMPLETE},
}
"""A kind of interaction → the types of first response that it takes."""


@routes.post(f"{API}/interactions/{{interaction_id:\\d+}}/{{token}}/callback")
async def respond(request: web.Request) -> web.Response:
    state, body = request.app[STATE], request[INCOMING].body
    asked = state.world.interactions.get(request.match_info["token"])
    if asked is None or asked.id != int(request.match_info["interaction_id"]):
        raise unknown("Interaction")
    if asked.callback is not None:
        raise already_acknowledged()
    if state.clock() - asked.started > limits.FIRST_RESPONSE.most:
        raise unknown("Interaction")
    kind = body.get("type")
    if kind not in FITTING[asked.kind]:
        choices = ", ".join(map(str, sorted(FITTING[asked.kind])))
        raise bad_form([Flaw(("type",), "BASE_TYPE_CHOICES", f"Value must be one of ({choices}).")])
    data = body.get("data") or {}
    try:
        await RESPONSES[kind](state, asked, data, request[INCOMING].files)
    except RefusalError as refusal:
        if refusal.flaws:
            raise bad_form([flaw.under("data") for flaw in refusal.flaws]) from None
        raise
    asked.callback = body
    state.changes.notify()
    if request.query.get("with_response", "").lower() in ("1", "true"):
        return web.json_response(message_payloads.callback_response(asked, kind))
    return web.Response(status=204)


async def _message(state: State, asked: Interaction, data: Payload, files: list[Payload]) -> None:
    # Checked first: the message knows its interaction, and the interaction must not have a bad message.
    if (refusal := refusal_of(data, files=len(files))) is not None:
        raise refusal
    await _post(state, asked, data, files, loading=False)


async def _deferred_message(state: State, asked: Interaction, data: Payload, files: list[Payload]) -> None:
    if int(data.get("flags") or 0) & ~EPHEMERAL:
        raise bad_form(
            [
                Flaw(
                    ("flags",),
                    "INTERACTION_DEFER_FLAGS_INVALID",
                    "Only EPHEMERAL can be set on a deferred message",
                )
            ]
        )
    await _post(state, asked, data, files, loading=True)


async def _post(
    state: State, asked: Interaction, data: Payload, files: list[Payload], *, loading: bool
) -> None:
    asked.message = await posting.post(
        state,
        asked.channel,
        state.world.bot,
        data,
        files=files,
        reply_to=asked.source,
        interaction=asked,
        loading=loading,
    )


async def _deferred_update(_state: State, asked: Interaction, _data: Payload, _files: list[Payload]) -> None:
    asked.message = asked.source


async def _update(state: State, asked: Interaction, data: Payload, files: list[Payload]) -> None:
    if asked.source is None:
        raise unknown("Message")
    await posting.edit(state, asked.source, data, files=files)
    asked.message = asked.source


async def _autocomplete(_state: State, _asked: Interaction, data: Payload, _files: list[Payload]) -> None:
    if flaws := choice_flaws(data.get("choices") or (), ("choices",)):
        raise bad_form(flaws)


async def _modal(_state: State, _asked: Interaction, data: Payload, _files: list[Payload]) -> None:
    flaws = limits.CUSTOM_ID.flaws(len(data.get("custom_id") or ""), "custom_id")
    flaws += limits.MODAL_TITLE.flaws(len(data.get("title") or ""), "title")
    flaws += limits.MODAL_COMPONENTS.flaws(len(data.get("components") or ()), "components")
    if flaws:
        raise bad_form(flaws)


RESPONSES: dict[int, Callable[[State, Interaction, Payload, list[Payload]], Awaitable[None]]] = {
    MESSAGE: _message,
    DEFERRED_MESSAGE: _deferred_message,
    DEFERRED_UPDATE: _deferred_update,
    UPDATE: _update,
    AUTOCOMPLETE: _autocomplete,
    MODAL: _modal,
}
"""A type of first response → what it does."""


def _acknowledged(request: web.Request) -> Interaction:
    """The interaction whose token the path holds, where it was answered and is not too old."""
    state = request.app[STATE]
    asked = state.world.interactions.get(request.match_info["token"])
    if asked is None or asked.callback is None:
        raise unknown("Webhook")
    if int(request.match_info["webhook_id"]) != state.world.application_id:
        raise unknown("Webhook")
    if state.clock() - asked.started > limits.FOLLOW_UP.most:
        raise expired_token()
    return asked


WEBHOOK = f"{API}/webhooks/{{webhook_id:\\d+}}/{{token}}"


@routes.post(WEBHOOK)
async def follow_up(request: web.Request) -> web.Response:
    state, body, asked = request.app[STATE], request[INCOMING].body, _acknowledged(request)
    first = asked.message
    if (
        first is not None and first.loading and not first.deleted
    ):  # as the documentation has it: fills the deferred message
        await posting.edit(state, first, body, files=request[INCOMING].files)
        return web.json_response(message_payloads.message(first))
    user_installed_only = set(asked.owners) == {"1"}
    if user_installed_only and len(asked.follow_ups) >= limits.USER_INSTALL_FOLLOW_UPS.most:
        raise RefusalError(
            400, 40094, "This interaction has reached the maximum number of follow-up messages"
        )
    message = await posting.post(
        state,
        asked.channel,
        state.world.bot,
        body,
        files=request[INCOMING].files,
        interaction=asked,
        reply_to=first,
    )
    asked.follow_ups.append(message)
    return web.json_response(message_payloads.message(message))


def _webhook_message(request: web.Request) -> Message:
    asked, name = _acknowledged(request), request.match_info["message"]
    wanted = asked.message if name == "@original" else None
    if wanted is None and name.isdigit():
        mine = [*asked.follow_ups, *([asked.message] if asked.message else [])]
        wanted = next((message for message in mine if message.id == int(name)), None)
    if wanted is None or wanted.deleted:
        raise unknown("Message")
    return wanted


@routes.get(WEBHOOK + "/messages/{message}")
async def get_response(request: web.Request) -> web.Response:
    return web.json_response(message_payloads.message(_webhook_message(request)))


@routes.patch(WEBHOOK + "/messages/{message}")
async def edit_response(request: web.Request) -> web.Response:
    message = _webhook_message(request)
    await posting.edit(request.app[STATE], message, request[INCOMING].body, files=request[INCOMING].files)
    return web.json_response(message_payloads.message(message))


@routes.delete(WEBHOOK + "/messages/{message}")
async def delete_response(request: web.Request) -> web.Response:
    await posting.delete(request.app[STATE], _webhook_message(request))
    return web.Response(status=204)

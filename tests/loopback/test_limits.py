"""What the loopback refuses, it refuses as Discord does: each limit at its edge and one beyond."""

from __future__ import annotations

from typing import Any

import pytest

from . import limits
from .command_rules import choice_flaws, command_flaws, command_list_flaws, is_name
from .message_rules import COMPONENTS_V2, refusal_of
from .refusals import Payload, RefusalError


def text(content: str = "words") -> Payload:
    return {"type": 10, "content": content}


def button(**fields: Any) -> Payload:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | fields


def buttons(count: int, **fields: Any) -> list[Payload]:
    return [button(**({"custom_id": f"go{number}"} | fields)) for number in range(count)]


def row(*children: Payload) -> Payload:
    return {"type": 1, "components": list(children)}


def container(*children: Payload) -> Payload:
    return {"type": 17, "components": list(children)}


def section(*children: Payload, accessory: Payload | None) -> Payload:
    return {"type": 9, "components": list(children)} | ({"accessory": accessory} if accessory else {})


def menu(count: int, **fields: Any) -> Payload:
    options = [{"label": f"o{number}", "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options} | fields


def card(*components: Payload, **fields: Any) -> Payload:
    return {"flags": COMPONENTS_V2, "components": list(components)} | fields


def codes(refusal: RefusalError | None) -> dict[str, str]:
    """Path → Discord's name of the error."""
    return {".".join(map(str, flaw.path)): flaw.code for flaw in refusal.flaws} if refusal else {}


GOOD_MESSAGES: dict[str, Payload] = {
    "2,000 characters": {"content": "x" * 2000},
    "embeds": {"embeds": [{}] * 10},
    "40 components": card(*[text()] * 34, row(*buttons(5))),
    "40 components, nested": card(container(*[text()] * 39)),
    "4,000 characters in all": card(text("x" * 3000), container(text("y" * 1000))),
    "a label of 80": card(row(button(label="x" * 80))),
    "a custom_id of 100": card(row(button(custom_id="x" * 100))),
    "a link": card(row({"type": 2, "style": 5, "label": "Go", "url": "https://example.org"})),
    "an emoji instead of a label": card(row(button(label=None, emoji={"name": "🔎"}))),
    "a section": card(section(text(), text(), text(), accessory=button())),
    "25 options": card(row(menu(25))),
    "five rows without Components V2": {"components": [row(button(custom_id=str(n))) for n in range(5)]},
}

BAD_MESSAGES: dict[str, tuple[Payload, dict[str, str]]] = {
    "2,001 characters": ({"content": "x" * 2001}, {"content": "BASE_TYPE_MAX_LENGTH"}),
    "11 embeds": ({"embeds": [{}] * 11}, {"embeds": "BASE_TYPE_MAX_LENGTH"}),
    "41 components": (
        card(*[text()] * 35, row(*buttons(5))),
        {"components": "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"},
    ),
    "41 components, nested": (
        card(container(*[text()] * 20), container(*[text()] * 19)),
        {"components": "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"},
    ),
    "4,001 characters in all": (
        card(text("x" * 3000), container(section(text("y" * 1001), accessory=button()))),
        {"components": "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"},
    ),
    "an empty text display": (card(text("")), {"components.0.content": "BASE_TYPE_REQUIRED"}),
    "Components V2 with content": (
        card(text(), content="x"),
        {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"},
    ),
    "Components V2 with embeds": (
        card(text(), embeds=[{}]),
        {"embeds": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"},
    ),
    "a text display without the flag": (
        {"components": [text()]},
        {"components.0.type": "UNION_TYPE_CHOICES"},
    ),
    "six rows without Components V2": (
        {"components": [row(button(custom_id=str(n))) for n in range(6)]},
        {"components": "BASE_TYPE_MAX_LENGTH"},
    ),
    "a button at the top": (card(button()), {"components.0.type": "UNION_TYPE_CHOICES"}),
    "a container in a container": (
        card(container(container(text()))),
        {"components.0.components.0.type": "UNION_TYPE_CHOICES"},
    ),
    "an empty container": (card(container()), {"components.0.components": "BASE_TYPE_REQUIRED"}),
    "an empty row": (card(row()), {"components.0.components": "BASE_TYPE_REQUIRED"}),
    "six buttons": (card(row(*buttons(6))), {"components.0.components": "BASE_TYPE_BAD_LENGTH"}),
    "a select beside a button": (
        card(row(menu(1), button())),
        {"components.0.components": "BASE_TYPE_BAD_LENGTH"},
    ),
    "a text display in a row": (card(row(text())), {"components.0.components.0.type": "UNION_TYPE_CHOICES"}),
    "a label of 81": (
        card(row(button(label="x" * 81))),
        {"components.0.components.0.label": "BASE_TYPE_MAX_LENGTH"},
    ),
    "neither label nor emoji": (
        card(row(button(label=None))),
        {"components.0.components.0.label": "BASE_TYPE_REQUIRED"},
    ),
    "a custom_id of 101": (
        card(row(button(custom_id="x" * 101))),
        {"components.0.components.0.custom_id": "BASE_TYPE_BAD_LENGTH"},
    ),
    "no custom_id": (
        card(row(button(custom_id=None))),
        {"components.0.components.0.custom_id": "BASE_TYPE_REQUIRED"},
    ),
    "a custom_id twice": (
        card(row(button()), container(row(button()))),
        {"components.1.components.0.components.0.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"},
    ),
    "an id twice": (
        card(text() | {"id": 7}, text() | {"id": 7}),
        {"components.1.id": "COMPONENT_ID_DUPLICATED"},
    ),
    "a link without address": (
        card(row({"type": 2, "style": 5, "label": "Go"})),
        {"components.0.components.0.url": "BASE_TYPE_REQUIRED"},
    ),
    "a link that runs something": (
        card(row({"type": 2, "style": 5, "label": "Go", "url": "javascript:alert(1)"})),
        {"components.0.components.0.url": "URL_TYPE_INVALID_SCHEME"},
    ),
    "a link of 513": (
        card(row({"type": 2, "style": 5, "label": "Go", "url": "https://" + "x" * 505})),
        {"components.0.components.0.url": "BASE_TYPE_BAD_LENGTH"},
    ),
    "a section without accessory": (
        card(section(text(), accessory=None)),
        {"components.0.accessory": "BASE_TYPE_REQUIRED"},
    ),
    "a section of four texts": (
        card(section(*[text()] * 4, accessory=button())),
        {"components.0.components": "BASE_TYPE_BAD_LENGTH"},
    ),
    "26 options": (card(row(menu(26))), {"components.0.components.0.options": "BASE_TYPE_BAD_LENGTH"}),
    "an option's value twice": (
        card(row(menu(1, options=[{"label": "a", "value": "v"}, {"label": "b", "value": "v"}]))),
        {"components.0.components.0.options.1.value": "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"},
    ),
    "mentions allowed twice over": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
    ),
}


@pytest.mark.parametrize("body", GOOD_MESSAGES.values(), ids=GOOD_MESSAGES)
def test_a_message_within_limits_passes(body: Payload) -> None:
    assert refusal_of(body) is None


@pytest.mark.parametrize(("body", "flaws"), BAD_MESSAGES.values(), ids=BAD_MESSAGES)
def test_a_message_beyond_a_limit_is_refused(body: Payload, flaws: dict[str, str]) -> None:
    refusal = refusal_of(body)
    assert refusal is not None
    assert (refusal.status, refusal.code) == (400, 50035)
    assert codes(refusal) == flaws


@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"content": None}, {"flags": COMPONENTS_V2}])
def test_an_empty_message_is_refused(body: Payload) -> None:
    refusal = refusal_of(body)
    assert refusal is not None
    assert refusal.code == 50006


def test_components_v2_cannot_be_taken_off_by_an_edit() -> None:
    assert refusal_of({"allowed_mentions": {"parse": []}}, editing=True) is None
    assert codes(refusal_of({"content": "x"}, flags=COMPONENTS_V2, editing=True)) == {
        "content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    }


def test_flaws_are_nested_as_discord_nests_them() -> None:
    refusal = refusal_of(card(row(button(label="x" * 81))))
    assert refusal is not None
    assert refusal.body() == {
        "message": "Invalid Form Body",
        "code": 50035,
        "errors": {
            "components": {
                "0": {
                    "components": {
                        "0": {
                            "label": {
                                "_errors": [
                                    {
                                        "code": "BASE_TYPE_MAX_LENGTH",
                                        "message": "Must be 80 or fewer in length.",
                                    }
                                ]
                            }
                        }
                    }
                }
            }
        },
    }


def command(**fields: Any) -> Payload:
    return {"name": "ask", "description": "Ask", "type": 1} | fields


def option(name: str = "question", **fields: Any) -> Payload:
    return {"type": 3, "name": name, "description": "What"} | fields


BAD_COMMANDS: dict[str, tuple[Payload, dict[str, str]]] = {
    "no name": (command(name=""), {"name": "APPLICATION_COMMAND_INVALID_NAME"}),
    "a name in capitals": (command(name="Ask"), {"name": "APPLICATION_COMMAND_INVALID_NAME"}),
    "a description of 101": (command(description="x" * 101), {"description": "BASE_TYPE_BAD_LENGTH"}),
    "26 options": (
        command(options=[option(f"o{n}") for n in range(26)]),
        {"options": "BASE_TYPE_MAX_LENGTH"},
    ),
    "an option's description of 101": (
        command(options=[option(description="x" * 101)]),
        {"options.0.description": "BASE_TYPE_BAD_LENGTH"},
    ),
    "an option twice": (
        command(options=[option(), option()]),
        {"options.1": "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"},
    ),
    "required after optional": (
        command(options=[option("a"), option("b", required=True)]),
        {"options.1": "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
    ),
    "26 choices": (
        command(options=[option(choices=[{"name": f"c{n}", "value": f"c{n}"} for n in range(26)])]),
        {"options.0.choices": "BASE_TYPE_MAX_LENGTH"},
    ),
    "choices with autocomplete": (
        command(options=[option(choices=[{"name": "c", "value": "c"}], autocomplete=True)]),
        {"options.0.autocomplete": "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID"},
    ),
    "autocomplete of a switch": (
        command(options=[option(type=5, autocomplete=True)]),
        {"options.0.choices": "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"},
    ),
    "a max_length of 6,001": (
        command(options=[option(max_length=6001)]),
        {"options.0.max_length": "NUMBER_TYPE_MAX"},
    ),
    "8,001 characters in all": (
        command(
            options=[
                option(f"o{n}", choices=[{"name": "n" * 100, "value": f"{m:0>100}"} for m in range(8)])
                for n in range(5)
            ]
        ),
        {"": "APPLICATION_COMMAND_TOO_LARGE"},
    ),
    "a menu command with a description": (
        command(type=3),
        {"description": "APPLICATION_COMMAND_INVALID_DESCRIPTION"},
    ),
    "no context at all": (command(contexts=[]), {"contexts": "BASE_TYPE_BAD_LENGTH"}),
}


@pytest.mark.parametrize(("body", "flaws"), BAD_COMMANDS.values(), ids=BAD_COMMANDS)
def test_a_command_beyond_a_limit_is_refused(body: Payload, flaws: dict[str, str]) -> None:
    found = {".".join(map(str, flaw.path)): flaw.code for flaw in command_flaws(body)}
    assert found == flaws


def test_a_command_within_limits_passes() -> None:
    assert command_flaws(command(name="x" * 32, description="x" * 100)) == []
    assert command_flaws(command(options=[option(f"o{n}", max_length=6000) for n in range(25)])) == []
    assert command_flaws({"name": "Answer This", "type": 3}) == []


@pytest.mark.parametrize(
    "name", ["ask", "frag-nach", "o'clock", "спросить", "質問", "सवाल", "ถาม", "2nd_try"]
)
def test_names_that_discord_takes(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["", "Ask", "two words", "a.b", "x" * 33, "Спросить", "né!"])
def test_names_that_discord_does_not_take(name: str) -> None:
    assert not is_name(name)


def test_lists_of_commands_have_limits_too() -> None:
    assert command_list_flaws([command(), {"name": "ask", "type": 3}]) == []
    assert [flaw.code for flaw in command_list_flaws([command(), command()])] == [
        "APPLICATION_COMMANDS_DUPLICATE_NAME"
    ]
    assert command_list_flaws([command(name=f"c{n}") for n in range(100)]) == []
    assert len(command_list_flaws([command(name=f"c{n}") for n in range(101)])) == 1
    assert len(command_list_flaws([{"name": f"M {n}", "type": 3} for n in range(16)])) == 1


def test_autocomplete_answers_have_limits() -> None:
    def choices(count: int, name: str = "n", value: Any = "v") -> list[Payload]:
        return [{"name": name, "value": value}] * count

    assert choice_flaws(choices(25, "n" * 100, "v" * 100), ()) == []
    assert choice_flaws([], ()) == []
    for too_much in (choices(26), choices(1, "n" * 101), choices(1, ""), choices(1, value="v" * 101)):
        assert len(choice_flaws(too_much, ())) == 1
    assert len(choice_flaws(choices(1, value=None), ())) == 1


def test_every_limit_names_its_page() -> None:
    assert len(limits.LIMITS) > 30
    for name, limit in limits.LIMITS.items():
        assert limit.page.startswith("https://docs.discord.com/developers/"), name
        assert limit.least <= limit.most, name

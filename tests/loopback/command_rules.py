"""What Discord refuses in commands and in autocomplete answers, by its documentation.

https://docs.discord.com/developers/interactions/application-commands
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum

from . import limits
from .components import Path
from .refusals import Flaw, Payload

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3


class Option(IntEnum):
    """https://docs.discord.com/developers/interactions/application-commands#application-command-object"""

    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


CHOOSABLE = frozenset({Option.STRING, Option.INTEGER, Option.NUMBER})
NESTING = frozenset({Option.SUB_COMMAND, Option.SUB_COMMAND_GROUP})


def is_name(name: str) -> bool:
    """Whether Discord takes this as the name of a slash command or an option.

    `^[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$`, in lower case where there is one.
    """

    def fits(character: str) -> bool:
        if character in "-_'" or unicodedata.category(character)[0] in "LN":
            return True
        return unicodedata.name(character, "").startswith(("DEVANAGARI", "THAI"))

    return 1 <= len(name) <= 32 and all(map(fits, name)) and name == name.lower()


def command_list_flaws(commands: Sequence[Payload]) -> list[Flaw]:
    """What is wrong with a whole list of global commands, as a bulk overwrite sends it."""
    flaws = [flaw.under(number) for number, command in enumerate(commands) for flaw in command_flaws(command)]
    kinds = Counter(int(command.get("type") or CHAT_INPUT) for command in commands)
    for kind, count in kinds.items():
        limit = limits.CHAT_COMMANDS if kind == CHAT_INPUT else limits.MENU_COMMANDS
        flaws += limit.flaws(count)
    seen: set[tuple[int, str]] = set()
    for number, command in enumerate(commands):
        key = (int(command.get("type") or CHAT_INPUT), str(command.get("name")))
        if key in seen:
            flaws.append(
                Flaw(
                    (number,),
                    "APPLICATION_COMMANDS_DUPLICATE_NAME",
                    "Application command names must be unique",
                )
            )
        seen.add(key)
    return flaws


def command_flaws(command: Payload) -> list[Flaw]:
    """What is wrong with one command."""
    kind = int(command.get("type") or CHAT_INPUT)
    name, description = str(command.get("name") or ""), str(command.get("description") or "")
    flaws = limits.COMMAND_NAME.flaws(len(name), "name")
    if kind == CHAT_INPUT:
        flaws += _name_flaws(name)
        flaws += limits.COMMAND_DESCRIPTION.flaws(len(description), "description")
        flaws += _option_list_flaws(command.get("options") or (), ("options",))
        if _size(command) > limits.COMMAND_SIZE.most:
            flaws.append(
                Flaw(
                    (),
                    "APPLICATION_COMMAND_TOO_LARGE",
                    f"Command exceeds maximum size ({limits.COMMAND_SIZE.most})",
                )
            )
    elif description or command.get("options"):
        flaws.append(
            Flaw(
                ("description",),
                "APPLICATION_COMMAND_INVALID_DESCRIPTION",
                "Context menu commands have no description and no options",
            )
        )
    flaws += [
        Flaw((field,), "BASE_TYPE_BAD_LENGTH", "Must be 1 or more in length.")
        for field in ("contexts", "integration_types")
        if command.get(field) == []
    ]
    return flaws


def _name_flaws(name: str, *at: str | int) -> list[Flaw]:
    if is_name(name):
        return []
    return [Flaw((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")]


def _size(command: Payload) -> int:
    own = len(str(command.get("name") or "")) + len(str(command.get("description") or ""))
    choices = sum(
        len(str(choice.get("name") or "")) + len(str(choice.get("value") or ""))
        for choice in command.get("choices") or ()
    )
    return own + choices + sum(map(_size, command.get("options") or ()))


def _option_list_flaws(options: Sequence[Payload], at: Path) -> list[Flaw]:
    flaws = limits.COMMAND_OPTIONS.flaws(len(options), *at)
    names: set[str] = set()
    optional_before = False
    for number, option in enumerate(options):
        flaws += _option_flaws(option, (*at, number))
        name = str(option.get("name"))
        if name in names:
            flaws.append(
                Flaw(
                    (*at, number),
                    "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                    "Option name already exists in these options",
                )
            )
        names.add(name)
        if option.get("required") and optional_before:
            flaws.append(
                Flaw(
                    (*at, number),
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options",
                )
            )
        optional_before = optional_before or not option.get("required")
    return flaws


def _option_flaws(option: Payload, at: Path) -> list[Flaw]:
    kind, choices = option.get("type"), option.get("choices") or ()
    if kind not in set(Option):
        return [Flaw((*at, "type"), "UNION_TYPE_CHOICES", "Value of field 'type' must be one of (1, …, 11).")]
    name = str(option.get("name") or "")
    flaws = limits.COMMAND_NAME.flaws(len(name), *at, "name") + _name_flaws(name, *at)
    flaws += limits.COMMAND_DESCRIPTION.flaws(len(str(option.get("description") or "")), *at, "description")
    flaws += choice_flaws(choices, (*at, "choices"))
    if (choices or option.get("autocomplete")) and kind not in CHOOSABLE:
        flaws.append(
            Flaw(
                (*at, "choices"),
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                "Only text and numbers have choices",
            )
        )
    if choices and option.get("autocomplete"):
        flaws.append(
            Flaw(
                (*at, "autocomplete"),
                "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
                "autocomplete may not be set to true if choices are present",
            )
        )
    for bound, least in (("min_length", 0), ("max_length", 1)):
        value = option.get(bound)
        if value is not None and not least <= value <= limits.OPTION_LENGTH.most:
            flaws.append(Flaw((*at, bound), "NUMBER_TYPE_MAX", f"{bound} must lie in {least}–6000."))
    if kind in NESTING:
        flaws += _option_list_flaws(option.get("options") or (), (*at, "options"))
    return flaws


def choice_flaws(choices: Sequence[Payload], at: Path) -> list[Flaw]:
    """What is wrong with an option's choices, or with an autocomplete answer's."""
    flaws = limits.CHOICES.flaws(len(choices), *at)
    for number, choice in enumerate(choices):
        flaws += limits.CHOICE_NAME.flaws(len(str(choice.get("name") or "")), *at, number, "name")
        value = choice.get("value")
        if value is None:
            flaws.append(Flaw((*at, number, "value"), "BASE_TYPE_REQUIRED", "This field is required"))
        elif isinstance(value, str):
            flaws += limits.CHOICE_VALUE.flaws(len(value), *at, number, "value")
    return flaws

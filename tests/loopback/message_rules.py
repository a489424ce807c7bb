"""What Discord refuses in a message, by its documentation.

https://docs.discord.com/developers/resources/message#create-message
https://docs.discord.com/developers/components/reference
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import limits
from .components import SELECTS, Kind, Path, texts, walk
from .refusals import Flaw, Payload, RefusalError, bad_form, empty_message

SUPPRESS_EMBEDS, EPHEMERAL, LOADING = 1 << 2, 1 << 6, 1 << 7
SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 12, 1 << 15

TOP_LEVEL = frozenset(
    {Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR, Kind.CONTAINER}
)
IN_CONTAINER = TOP_LEVEL - {Kind.CONTAINER}
LINK, PREMIUM = 5, 6


def refusal_of(
    body: Payload, *, flags: int = 0, files: int = 0, editing: bool = False
) -> RefusalError | None:
    """Why Discord refuses this message, or None.

    `flags` are those that the message has already: Components V2 can't be taken off again.
    """
    flags |= int(body.get("flags") or 0)
    flaws = [*_legacy_flaws(body, flags), *_mention_flaws(body)]
    flaws += component_flaws(body.get("components") or (), flags)
    if flaws:
        return bad_form(flaws)
    parts = ("embeds", "components", "poll", "sticker_ids")
    if editing and not any(name in body for name in ("content", *parts)):
        return None
    if files or str(body.get("content") or "").strip() or any(body.get(name) for name in parts):
        return None
    return empty_message()


def _legacy_flaws(body: Payload, flags: int) -> list[Flaw]:
    content = body.get("content")
    flaws = limits.CONTENT.flaws(len(content), "content") if isinstance(content, str) else []
    flaws += limits.EMBEDS.flaws(len(body.get("embeds") or ()), "embeds")
    flaws += limits.NONCE.flaws(len(str(body.get("nonce") or "")), "nonce")
    if flags & COMPONENTS_V2:
        flaws += [
            Flaw(
                (name,),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )
            for name in ("content", "embeds", "poll", "sticker_ids")
            if body.get(name)
        ]
    return flaws


def _mention_flaws(body: Payload) -> list[Flaw]:
    allowed = body.get("allowed_mentions") or {}
    parse = allowed.get("parse") or ()
    flaws = []
    for kind in ("users", "roles"):
        ids = allowed.get(kind) or ()
        flaws += limits.ALLOWED_IDS.flaws(len(ids), "allowed_mentions", kind)
        if ids and kind in parse:
            flaws.append(
                Flaw(
                    ("allowed_mentions",),
                    "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                    f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
                )
            )
    return flaws


def component_flaws(components: Sequence[Payload], flags: int) -> list[Flaw]:
    """What is wrong with the components of one message that has these flags."""
    at: Path = ("components",)
    v2 = bool(flags & COMPONENTS_V2)
    flaws = _type_flaws(components, TOP_LEVEL if v2 else frozenset({Kind.ROW}), at)
    if flaws:
        return flaws
    if not v2:
        flaws += limits.LEGACY_ROWS.flaws(len(components), *at)
    everything = list(walk(components))
    for path, component in everything:
        rule = RULES.get(component["type"])
        flaws += rule(component, path) if rule else []
    flaws += _unique([(p, c["custom_id"]) for p, c in everything if c.get("custom_id")], "custom_id")
    flaws += _unique([(p, c["id"]) for p, c in everything if c.get("id")], "id")
    if len(everything) > limits.TOTAL_COMPONENTS.most:
        flaws.append(
            Flaw(
                at,
                "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
                f"The total number of components exceeds the maximum of {limits.TOTAL_COMPONENTS.most}",
            )
        )
    if sum(map(len, texts(components))) > limits.TOTAL_TEXT.most:
        flaws.append(
            Flaw(
                at,
                "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                f"Components displayable text size exceeds maximum size of {limits.TOTAL_TEXT.most}",
            )
        )
    return flaws


def _type_flaws(components: Sequence[Any], allowed: frozenset[Kind], at: Path) -> list[Flaw]:
    choices = ", ".join(str(int(kind)) for kind in sorted(allowed))
    return [
        Flaw(
            (*at, number, "type"), "UNION_TYPE_CHOICES", f"Value of field 'type' must be one of ({choices})."
        )
        for number, component in enumerate(components)
        if not isinstance(component, dict) or component.get("type") not in allowed
    ]


def _unique(values: Sequence[tuple[Path, Any]], name: str) -> list[Flaw]:
    code, words = {
        "custom_id": ("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"),
        "id": ("COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated"),
    }[name]
    seen: set[Any] = set()
    flaws = []
    for path, value in values:
        if value in seen:
            flaws.append(Flaw((*path, name), code, words))
        seen.add(value)
    return flaws


def _row(row: Payload, path: Path) -> list[Flaw]:
    children = row.get("components") or ()
    flaws = _type_flaws(children, frozenset({Kind.BUTTON, *SELECTS}), (*path, "components"))
    if flaws:
        return flaws
    selects = sum(child["type"] in SELECTS for child in children)
    limit = limits.ROW_SELECTS if selects else limits.ROW_BUTTONS
    return limit.flaws(len(children), *path, "components")


def _button(button: Payload, path: Path) -> list[Flaw]:
    style, url = button.get("style"), button.get("url")
    flaws = limits.BUTTON_LABEL.flaws(len(button.get("label") or ""), *path, "label")
    if not isinstance(style, int) or style not in range(1, 7):
        return [
            *flaws,
            Flaw((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6)."),
        ]
    needs = {LINK: "url", PREMIUM: "sku_id"}.get(style, "custom_id")
    if not button.get(needs):
        flaws.append(Flaw((*path, needs), "BASE_TYPE_REQUIRED", "This field is required"))
    flaws += [
        Flaw((*path, name), "BUTTON_COMPONENT_FIELD_NOT_ALLOWED", f"A button of style {style} has no {name}")
        for name in ("custom_id", "url", "sku_id")
        if name != needs and button.get(name)
    ]
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        flaws.append(Flaw((*path, "label"), "BASE_TYPE_REQUIRED", "A button needs a label or an emoji"))
    if button.get("custom_id") is not None:
        flaws += limits.CUSTOM_ID.flaws(len(button["custom_id"]), *path, "custom_id")
    if url:
        flaws += limits.BUTTON_URL.flaws(len(url), *path, "url")
        if not str(url).startswith(("http://", "https://", "discord://")):
            flaws.append(
                Flaw(
                    (*path, "url"),
                    "URL_TYPE_INVALID_SCHEME",
                    "Scheme must be one of ('http', 'https', 'discord').",
                )
            )
    return flaws


def _section(section: Payload, path: Path) -> list[Flaw]:
    children, accessory = section.get("components") or (), section.get("accessory")
    flaws = limits.SECTION_TEXTS.flaws(len(children), *path, "components")
    flaws += _type_flaws(children, frozenset({Kind.TEXT}), (*path, "components"))
    if not isinstance(accessory, dict) or accessory.get("type") not in (Kind.BUTTON, Kind.THUMBNAIL):
        flaws.append(Flaw((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required"))
    return flaws


def _container(container: Payload, path: Path) -> list[Flaw]:
    children = container.get("components") or ()
    flaws = limits.CONTAINER_ITEMS.flaws(len(children), *path, "components")
    return flaws + _type_flaws(children, IN_CONTAINER, (*path, "components"))


def _text(text: Payload, path: Path) -> list[Flaw]:
    return limits.TEXT_DISPLAY.flaws(len(str(text.get("content") or "")), *path, "content")


def _separator(separator: Payload, path: Path) -> list[Flaw]:
    if separator.get("spacing") in (None, 1, 2):
        return []
    return [Flaw((*path, "spacing"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")]


def _gallery(gallery: Payload, path: Path) -> list[Flaw]:
    items = gallery.get("items") or ()
    flaws = limits.GALLERY_ITEMS.flaws(len(items), *path, "items")
    for number, item in enumerate(items):
        flaws += _thumbnail(item, (*path, "items", number))
    return flaws


def _thumbnail(item: Payload, path: Path) -> list[Flaw]:
    return limits.ALT_TEXT.flaws(len(item.get("description") or ""), *path, "description")


def _select(select: Payload, path: Path) -> list[Flaw]:
    flaws = limits.CUSTOM_ID.flaws(len(select.get("custom_id") or ""), *path, "custom_id")
    flaws += limits.PLACEHOLDER.flaws(len(select.get("placeholder") or ""), *path, "placeholder")
    if select["type"] != Kind.STRING_SELECT:
        return flaws
    options = select.get("options") or ()
    flaws += limits.SELECT_OPTIONS.flaws(len(options), *path, "options")
    values: set[str] = set()
    for number, option in enumerate(options):
        at = (*path, "options", number)
        flaws += limits.OPTION_LABEL.flaws(len(option.get("label") or ""), *at, "label")
        flaws += limits.OPTION_VALUE.flaws(len(option.get("value") or ""), *at, "value")
        flaws += limits.OPTION_NOTE.flaws(len(option.get("description") or ""), *at, "description")
        if option.get("value") in values:
            flaws.append(
                Flaw(
                    (*at, "value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                )
            )
        values.add(str(option.get("value")))
    return flaws


RULES: Mapping[int, Callable[[Payload, Path], list[Flaw]]] = {
    Kind.ROW: _row,
    Kind.BUTTON: _button,
    Kind.SECTION: _section,
    Kind.CONTAINER: _container,
    Kind.TEXT: _text,
    Kind.SEPARATOR: _separator,
    Kind.GALLERY: _gallery,
    Kind.THUMBNAIL: _thumbnail,
    **dict.fromkeys(SELECTS, _select),
}
"""A kind of component → the rule of its own fields."""

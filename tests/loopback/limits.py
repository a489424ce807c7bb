"""Discord's documented limits, each with the page that states it.

The rules in `message_rules` and `command_rules` count against this table and nothing else. The bot
has a table of its own; two tables that were written apart catch a slip in either.
"""

from __future__ import annotations

from dataclasses import dataclass

from .refusals import Flaw

DOCS = "https://docs.discord.com/developers"
COMPONENTS = f"{DOCS}/components/reference"
COMMANDS = f"{DOCS}/interactions/application-commands"
RESPONDING = f"{DOCS}/interactions/receiving-and-responding"
MESSAGES = f"{DOCS}/resources/message"
GATEWAY = f"{DOCS}/events/gateway"


@dataclass(frozen=True)
class Limit:
    """A count that must lie between two bounds, both included."""

    what: str
    least: int
    most: int
    page: str

    def flaws(self, count: int, *path: str | int) -> list[Flaw]:
        """A flaw where `count` is out of bounds: Discord's own code and words for a length."""
        if self.least <= count <= self.most:
            return []
        if count == 0:
            return [Flaw(path, "BASE_TYPE_REQUIRED", "This field is required")]
        if self.least == 0:
            return [Flaw(path, "BASE_TYPE_MAX_LENGTH", f"Must be {self.most} or fewer in length.")]
        return [
            Flaw(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {self.least} and {self.most} in length.")
        ]


# Messages
CONTENT = Limit("characters of content", 0, 2000, f"{MESSAGES}#create-message")
EMBEDS = Limit("embeds in a message", 0, 10, f"{MESSAGES}#create-message")
NONCE = Limit("characters of a nonce", 0, 25, f"{MESSAGES}#create-message")
ALLOWED_IDS = Limit("ids in allowed_mentions", 0, 100, f"{MESSAGES}#allowed-mentions-object")

# Components
TOTAL_COMPONENTS = Limit("components in a message, nested ones included", 0, 40, f"{COMPONENTS}")
TOTAL_TEXT = Limit(
    # Discord's error: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED. discord.py documents the same number:
    # https://discordpy.readthedocs.io/en/stable/interactions/api.html#discord.ui.LayoutView
    "characters in all text displays of a message",
    0,
    4000,
    f"{COMPONENTS}#text-display",
)
TEXT_DISPLAY = Limit("characters of a text display", 1, 4000, f"{COMPONENTS}#text-display")
CUSTOM_ID = Limit("characters of a custom_id", 1, 100, f"{COMPONENTS}#anatomy-of-a-component-custom-id")
ROW_BUTTONS = Limit("buttons in an action row", 1, 5, f"{COMPONENTS}#action-row")
ROW_SELECTS = Limit("selects in an action row", 1, 1, f"{COMPONENTS}#action-row")
LEGACY_ROWS = Limit("action rows without Components V2", 0, 5, f"{COMPONENTS}#legacy-message-component")
BUTTON_LABEL = Limit("characters of a button's label", 0, 80, f"{COMPONENTS}#button-button-structure")
BUTTON_URL = Limit("characters of a link button's url", 1, 512, f"{COMPONENTS}#button-button-structure")
SECTION_TEXTS = Limit("text displays in a section", 1, 3, f"{COMPONENTS}#section-section-structure")
CONTAINER_ITEMS = Limit("components in a container", 1, 40, f"{COMPONENTS}#container")
GALLERY_ITEMS = Limit(
    "items of a media gallery", 1, 10, f"{COMPONENTS}#media-gallery-media-gallery-structure"
)
ALT_TEXT = Limit(
    "characters of a media's description", 0, 1024, f"{COMPONENTS}#thumbnail-thumbnail-structure"
)
SELECT_OPTIONS = Limit("options of a select", 1, 25, f"{COMPONENTS}#string-select-string-select-structure")
PLACEHOLDER = Limit("characters of a placeholder", 0, 150, f"{COMPONENTS}#string-select")
OPTION_LABEL = Limit("characters of a select option's label", 1, 100, f"{COMPONENTS}#string-select")
OPTION_VALUE = Limit("characters of a select option's value", 1, 100, f"{COMPONENTS}#string-select")
OPTION_NOTE = Limit("characters of a select option's description", 0, 100, f"{COMPONENTS}#string-select")

# Commands
COMMAND_NAME = Limit(
    "characters of a command's or option's name", 1, 32, f"{COMMANDS}#application-command-object"
)
COMMAND_DESCRIPTION = Limit("characters of a description", 1, 100, f"{COMMANDS}#application-command-object")
COMMAND_OPTIONS = Limit("options of a command", 0, 25, f"{COMMANDS}#application-command-object")
COMMAND_SIZE = Limit(
    "characters of a command's names, descriptions and values together",
    1,
    8000,
    f"{COMMANDS}#slash-commands",
)
CHOICES = Limit(
    "choices of an option, or of an autocomplete answer", 0, 25, f"{RESPONDING}#interaction-response-object"
)
CHOICE_NAME = Limit("characters of a choice's name", 1, 100, f"{COMMANDS}#application-command-object")
CHOICE_VALUE = Limit("characters of a choice's text value", 0, 100, f"{COMMANDS}#application-command-object")
OPTION_LENGTH = Limit(
    "min_length and max_length of a text option", 0, 6000, f"{COMMANDS}#application-command-object"
)
CHAT_COMMANDS = Limit("global slash commands", 0, 100, f"{COMMANDS}#registering-a-command")
MENU_COMMANDS = Limit("global user or message commands, each", 0, 15, f"{COMMANDS}#registering-a-command")

# Modals
MODAL_TITLE = Limit("characters of a modal's title", 1, 45, f"{RESPONDING}#interaction-response-object")
MODAL_COMPONENTS = Limit("components of a modal", 1, 5, f"{RESPONDING}#interaction-response-object")

# Time, in seconds, and other counts of the protocol
FIRST_RESPONSE = Limit("seconds for the first response", 0, 3, f"{RESPONDING}#interaction-callback")
FOLLOW_UP = Limit("seconds for follow-ups", 0, 15 * 60, f"{RESPONDING}#followup-messages")
USER_INSTALL_FOLLOW_UPS = Limit(
    "follow-ups where only the user installed it", 0, 5, f"{RESPONDING}#followup-messages"
)
GATEWAY_SEND_BYTES = Limit("bytes of an event sent to the gateway", 1, 4096, f"{GATEWAY}#sending-events")
GATEWAY_SENDS = Limit("events sent to the gateway in 60 seconds", 0, 120, f"{GATEWAY}#rate-limiting")

LIMITS = {name: value for name, value in globals().items() if isinstance(value, Limit)}
"""The whole table by name."""

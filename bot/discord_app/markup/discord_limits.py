"""Discord's limits for messages, components and choices, each with the page that states it."""

from __future__ import annotations

TEXT = 4000
"""Characters of all TextDisplays of a message together.
https://docs.discord.com/developers/components/reference#text-display"""

PLAIN_TEXT = 2000
"""Characters of a message of ordinary Markdown.
https://docs.discord.com/developers/resources/message#create-message"""

ROWS = 5
"""Rows of buttons or menus below such a message.
https://docs.discord.com/developers/components/reference#legacy-message-component-behavior"""

THREAD_NAME = 100
"""Characters of a thread's name.
https://docs.discord.com/developers/resources/channel#channel-object-channel-structure"""

COMPONENTS = 40
"""Components of a message, nested ones counted.
https://docs.discord.com/developers/components/reference#component-reference"""

CUSTOM_ID = 100
"""Characters of a `custom_id`.
https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id"""

URL = 512
"""Characters of a link button's address.
https://docs.discord.com/developers/components/reference#button-button-structure"""

LABEL = 80
"""Characters of a button's label.
https://docs.discord.com/developers/components/reference#button-button-structure"""

ROW = 5
"""Buttons in an action row.
https://docs.discord.com/developers/components/reference#action-row"""

CHOICES = 25
"""Choices that autocomplete may offer.
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete"""

CHOICE = 100
"""Characters of a choice's name, and of its value.
https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure"""

OPTIONS = 25
"""Options of a select menu.
https://docs.discord.com/developers/components/reference#string-select-string-select-structure"""

OPTION = 100
"""Characters of an option's label, and of its value.
https://docs.discord.com/developers/components/reference#string-select-select-option-structure"""

QUESTION = 2000
"""Characters of a message, and so of the longest question that everybody can ask in one.
https://docs.discord.com/developers/resources/message#create-message"""


def length(text: str) -> int:
    """The length of `text` as the strictest reader counts it: in UTF-16 code units.

    Discord's API counts code points (https://github.com/discord/discord-api-docs/issues/1315), its clients
    count UTF-16 code units, which are never fewer.
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

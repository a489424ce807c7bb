"""The cards that say what the bot is and how it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import discord

from bot.discord_app.cards.buttons import question_buttons
from bot.discord_app.cards.credits import MOST_NAMED
from bot.discord_app.cards.layout import RULE, Accent, card, spaced
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line, small
from bot.discord_app.offers.suggested_questions import Suggestion
from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Article, Library

COMMANDS = (
    ("ask", wording.ASK),
    ("read", wording.READ),
    ("articles", wording.ARTICLES_LISTED),
    ("cite", wording.CITE),
    ("citations", wording.CITATIONS),
    ("verify", wording.VERIFY),
    ("source", wording.SOURCE),
    ("help", wording.HELP),
)
"""The commands in the order in which a newcomer needs them."""

MODERATORS = (("settings", wording.SETTINGS), ("unanswered", wording.UNANSWERED))
"""The commands that only moderators have."""

Mention = Callable[[str], str]
"""A command's name → Markdown that shows it (`App.mention`)."""


def help_card(
    library: Library,
    mention: Mention,
    *,
    manages: bool = False,
    lacks: Sequence[str] = (),
    suggestions: Sequence[Suggestion] = (),
    listed: bool = False,
    words: Words = ENGLISH,
) -> discord.ui.LayoutView:
    """The help: what the bot is, what it can be asked, its commands, and what it stores of questions.

    `manages`: whether the user may change the server's settings. `lacks`: the permissions that the bot
    lacks in the channel, by discord.py's names. `listed`: the server lists questions that nothing answers.
    """
    what = f"### {wording.HELP_TITLE}\n{words(wording.HELP_WHAT).format(titles=titles(library, words))}"
    ways = words(wording.HELP_WAYS).format(command=mention("ask"))
    known = (*COMMANDS, *MODERATORS) if manages else COMMANDS
    commands = "\n".join(f"{mention(name)} {words(description)}" for name, description in known)
    above = [f"{what}\n{ways}"]
    if suggestions:
        above.append(small(words(wording.HELP_EXAMPLES)))
    missing = ", ".join(words(wording.PERMISSIONS[name]) for name in lacks)
    lacking = [words(wording.LACKS_HERE).format(permissions=missing)] if lacks else []
    privacy = setting_wording.HELP_LISTED if listed else wording.HELP_PRIVACY
    below = spaced([commands, *lacking, small(words(privacy))])
    return card([*spaced(above), *question_buttons(suggestions), RULE, *below], accent=Accent.ANSWER)


def hint_card(
    library: Library, words: Words = ENGLISH, suggestions: Sequence[Suggestion] = ()
) -> discord.ui.LayoutView:
    """What can be asked, for somebody who mentioned the bot and asked nothing."""
    said = words(wording.NO_QUESTION_NO_EXAMPLE).format(titles=titles(library, words))
    return card([said, *question_buttons(suggestions)], accent=Accent.REFUSAL)


def titles(library: Library, words: Words) -> str:
    """The articles' titles; the first few where there are many."""
    named = library.articles[:MOST_NAMED]
    shown = ", ".join(_title(article) for article in named)
    more = len(library.articles) - len(named)
    return words(wording.AND_MORE_ARTICLES).format(titles=shown, count=more) if more else shown


def _title(article: Article) -> str:
    return f"**{cut(one_line(article.title), 100)}**"

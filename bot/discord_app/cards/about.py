"""What the bot is and how it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, islice

import discord

from bot.discord_app.cards.answer import suggestions
from bot.discord_app.cards.credits import FEW
from bot.discord_app.cards.excerpts import cut
from bot.discord_app.cards.layout import RULE, Accent, card, notice, spaced
from bot.discord_app.cards.markdown import one_line, question_shown, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Article, Library

EXAMPLES = 5
"""Example questions in the help."""

COMMANDS = (
    ("ask", wording.ASK),
    ("read", wording.READ),
    ("articles", wording.ARTICLES_LISTED),
    ("cite", wording.CITE),
    ("citations", wording.CITATIONS),
    ("source", wording.SOURCE),
    ("help", wording.HELP),
)
"""The commands in the order in which a newcomer needs them."""

SETTINGS = ("settings", wording.SETTINGS)
"""The command that only moderators have."""

Mention = Callable[[str], str]
"""A command's name → Markdown that shows it, for a click where Discord has told its id."""


def help_card(
    library: Library,
    mention: Mention,
    *,
    manages: bool = False,
    lacks: Sequence[str] = (),
    words: Words = ENGLISH,
) -> discord.ui.LayoutView:
    """What this is, what it can be asked, its commands, and what it keeps of its askers: nothing.

    `manages`: whether the reader may change the server's settings. `lacks`: permissions that the bot is
    missing where it is asked, by discord.py's names.
    """
    questions = tuple(islice(_examples(library), EXAMPLES))
    what = f"### {wording.HELP_TITLE}\n{words(wording.HELP_WHAT).format(titles=titles(library, words))}"
    ways = words(wording.HELP_WAYS).format(command=mention("ask"))
    listed = (*COMMANDS, SETTINGS) if manages else COMMANDS
    commands = "\n".join(f"{mention(name)} {words(description)}" for name, description in listed)
    above = spaced([f"{what}\n{ways}", *suggestions(questions, words(wording.HELP_EXAMPLES))])
    missing = ", ".join(words(wording.PERMISSIONS[name]) for name in lacks)
    lacking = [words(wording.LACKS_HERE).format(permissions=missing)] if lacks else []
    below = spaced([commands, *lacking, small(words(wording.HELP_PRIVACY))])
    return card([*above, RULE, *below], accent=Accent.ANSWER)


def hint_card(library: Library, words: Words = ENGLISH) -> discord.ui.LayoutView:
    """For somebody who called the bot and asked nothing."""
    example = next(_examples(library), None)
    if example is None:
        return notice(words(wording.NO_QUESTION_NO_EXAMPLE).format(titles=titles(library, words)))
    example = cut(example, 300, render=question_shown)
    return notice(words(wording.NO_QUESTION).format(titles=titles(library, words), example=f"*{example}*"))


def titles(library: Library, words: Words) -> str:
    """The articles' titles; the first few where there are many."""
    few = library.articles[:FEW]
    shown = ", ".join(_title(article) for article in few)
    more = len(library.articles) - len(few)
    return words(wording.AND_MORE_ARTICLES).format(titles=shown, count=more) if more else shown


def _title(article: Article) -> str:
    return f"**{cut(one_line(article.title), 100)}**"


def _examples(library: Library) -> chain[str]:
    return chain.from_iterable(article.questions for article in library.articles)

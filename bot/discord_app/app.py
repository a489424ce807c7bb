"""App: what the bot works with, put together in one place. It doesn't know the Discord client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import discord
from cachetools import LRUCache

from bot.answering import NO_CONTEXT, Answer, Answerer, Context, Conversations, asker_language
from bot.answering.library_cache import LibraryCache
from bot.answering.quotation_verdicts import Check, Verdict
from bot.discord_app.cards.answer_card import answer_card
from bot.discord_app.cards.plain_message import Reply, plain_message
from bot.discord_app.custom_ids import Vote
from bot.discord_app.limits.cooldown import Cooldowns
from bot.discord_app.limits.identifies import Identifies
from bot.discord_app.limits.in_flight import InFlight
from bot.discord_app.limits.owners import Owners
from bot.discord_app.limits.question_reader import QuestionReader
from bot.discord_app.limits.schedule import Schedule
from bot.discord_app.observability.observer import Observer
from bot.discord_app.observability.outages import Outages
from bot.discord_app.offers.offers import Offers
from bot.discord_app.offers.suggested_questions import IsAnswered, Suggestion, suggested
from bot.discord_app.origin import Origin
from bot.discord_app.storage.guild_settings import Cooldown, GuildSettings
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.pending_imports import PendingImports
from bot.discord_app.storage.question_log import QuestionLog
from bot.discord_app.words.languages import Languages, Words
from bot.library import Library
from bot.settings import Settings
from bot.sources.web import WebClient

MOST_LIBRARIES = 256
"""Choices of articles that are remembered, those of the servers that asked last."""

PAGES = Cooldown(40, 30)
"""Pages, lists and sources that one person may open, which nobody else sees: as fast as one can turn them."""

SUGGESTIONS = 3
"""Questions suggested below an answer, a greeting, or a no."""

WIDER = 4
"""How many times as many replies that are no answers one person gets, and answers in direct messages."""

MOST_HINTED = 10_000
"""Pairs of a user and a channel that are remembered as told about missing permissions."""


@dataclass(slots=True, eq=False, repr=False)
class App:
    """The services of the running bot.

    `clock` gives seconds and never runs backwards.
    `library`, `answerer` and `offers` belong together; `replace_library` replaces all three.
    `library_cache` reads the articles, one thread at a time.
    `command_ids`: Discord's id of each slash command by name, empty until Discord has told them.
    `libraries`: the articles that servers have chosen, by their ids.
    `hinted`: the users who were told, by channel, which permissions the bot lacks there.
    `questions`: how many questions were answered, and which weren't, for servers that want a list of them.
    `votes`: what somebody last thought of an answer, by the ids of its message and of the user.
    `imports`: pages that an owner has imported and not yet kept.
    `open_web`: a client for wikis, to public addresses alone.
    `changing_articles`: held while an owner's command, or the update at its time, works on articles' files.
    """

    settings: Settings
    library: Library
    answerer: Answerer
    offers: Offers
    store: GuildStore
    identifies: Identifies
    conversations: Conversations
    clock: Callable[[], float]
    cooldowns: Cooldowns
    library_cache: LibraryCache
    questions: QuestionLog
    owners: Owners
    imports: PendingImports
    open_web: Callable[[], WebClient]
    schedule: Schedule
    question_reader: QuestionReader
    changing_articles: asyncio.Lock = field(default_factory=asyncio.Lock)
    languages: Languages = field(default_factory=Languages)
    in_flight: InFlight = field(default_factory=InFlight)
    outages: Outages = field(default_factory=Outages)
    observer: Observer = field(default_factory=Observer)
    command_ids: Mapping[str, int] = field(default_factory=dict)
    libraries: MutableMapping[frozenset[str], Library] = field(
        default_factory=lambda: LRUCache(MOST_LIBRARIES)
    )
    hinted: MutableMapping[tuple[int, int | None], bool] = field(
        default_factory=lambda: LRUCache(MOST_HINTED)
    )
    votes: MutableMapping[tuple[int, int], Vote] = field(default_factory=lambda: LRUCache(MOST_HINTED))

    # Articles

    def replace_library(self, library: Library, answerer: Answerer, offers: Offers) -> None:
        """Answer from `library` from now on. Nothing is awaited: no answer sees one without the others."""
        self.library, self.answerer, self.offers = library, answerer, offers
        self.libraries.clear()

    def library_for(self, origin: Origin) -> Library:
        """The articles that answer in a channel: all, unless its moderators have chosen some."""
        chosen = self.settings_for(origin).articles
        if not chosen:
            return self.library
        library = self.libraries.get(chosen)
        if library is None:
            library = self.library.only(chosen)
            is_gone = not library.articles and self.library_cache.is_whole
            self.libraries[chosen] = library = self.library if is_gone else library
        return library

    # Answers

    def answer_for(
        self,
        question: str,
        origin: Origin,
        *,
        article_id: str | None = None,
        follow_up: bool = True,
        replied_to: Context = NO_CONTEXT,
    ) -> Answer:
        """The answer to `question` as the server has it set; `article_id`: from that article only.

        `follow_up`: it may refer to what its asker asked before; `replied_to`: what it refers to
        instead. Raises NotPreparedError where the answerer has to be prepared first.
        """
        library = self.library_for(origin)
        articles = None if library is self.library else library.ids
        articles = articles if article_id is None else {article_id}
        context = replied_to or (self.context_of(origin) if follow_up else NO_CONTEXT)
        most = self.settings_for(origin).passages
        return self.answerer.answer(question, most, context=context, articles=articles, waits=False)

    def suggestions(
        self, answer: Answer, origin: Origin, article_id: str | None = None, known: IsAnswered | None = None
    ) -> list[Suggestion]:
        """Questions that go with what was asked, from the articles that answer here, as far as `known`."""
        passages = answer.passages or answer.nearest
        return suggested(
            self.library_for(origin),
            "" if answer.small_talk else answer.question,
            list(dict.fromkeys(each.passage.article for each in passages)),
            known or self.offers.topics.is_answered,
            most=SUGGESTIONS,
            allowed=None if article_id is None else {article_id},
        )

    def first_suggestions(
        self, origin: Origin, most: int = SUGGESTIONS, known: IsAnswered | None = None
    ) -> list[Suggestion]:
        """Questions for somebody who has asked nothing yet: the first of each article, then the second."""
        return suggested(self.library_for(origin), "", (), known or self.offers.topics.is_answered, most=most)

    def card_for(
        self,
        answer: Answer,
        origin: Origin,
        words: Words,
        *,
        show_question: bool,
        removable: bool,
        article_id: str | None = None,
        plain: bool | None = None,
    ) -> Reply:
        """The card for `answer` as the server has it set, or ordinary Markdown.

        `words`: in the language of those who see it. `removable`: with a button that removes it.
        `article_id`: that of the one article that was asked, if only one was. `plain`: whether it is ordinary
        Markdown, whatever the server has set.
        """
        library, settings = self.library_for(origin), self.settings_for(origin)
        plain = settings.plain if plain is None else plain
        article = library.article(article_id) if article_id is not None else None
        gap = answer.language_gap
        card = answer_card(
            answer,
            library.titles if article is None else [article.title],
            several=len(library.articles) > 1,
            show_question=show_question,
            compact=settings.compact,
            asker=origin.user_id if removable else None,
            suggestions=self.suggestions(answer, origin, article_id),
            words=words,
            question_words=self.languages.in_language(gap.question) if gap else None,
            plain=plain,
            votes=settings.votes,
        )
        return plain_message(card) if plain else card

    def remembering(self, answer: Answer, origin: Origin) -> AbstractContextManager[None]:
        """Keep what the asker's next question in the channel may refer to, as `answer` is sent inside."""
        return self.conversations.remembering((origin.channel_id, origin.user_id), answer.context)

    def context_of(self, origin: Origin) -> Context:
        """What was asked before in this channel, or else in the channel in which this thread was begun."""
        here = self.conversations.context((origin.channel_id, origin.user_id))
        if here or origin.parent_id is None:
            return here
        return self.conversations.context((origin.parent_id, origin.user_id))

    # Quotations

    def check_quotations(self, text: str, origin: Origin) -> list[Check]:
        """The verdict on each quotation of `text`, by the articles that answer in the channel.

        It may take a while, and may run in a thread.
        """
        known, checks = self.library_for(origin), self.answerer.quotations.check(text)
        if known is self.library:
            return checks
        return [
            check
            if all(known.article(place.passage.article) for place in check.places)
            else Check(check.quotation, Verdict.NOT_FOUND)
            for check in checks
        ]

    # What a server has set

    def settings_in(self, guild_id: int | None) -> GuildSettings:
        """A server's settings; the defaults in direct messages and where nothing was set."""
        return self.store.settings_in(guild_id)

    def settings_for(self, origin: Origin) -> GuildSettings:
        """A server's settings as they hold in one of its channels."""
        return self.settings_in(origin.guild_id).in_channel(origin.channel_id, origin.parent_id)

    @property
    def default_cooldown(self) -> Cooldown:
        """The operator's cooldown, for direct messages and for servers that have set none."""
        return Cooldown(self.settings.cooldown_answers, self.settings.cooldown_seconds)

    def seconds_to_wait(self, origin: Origin, answer: Answer | None = None, *, counts: bool = True) -> float:
        """Count an answer for this user in this channel: 0, or the seconds until one may be given.

        Small talk, refusals and hints (`answer`; `counts` is false) are none: they count for a wider limit of
        their own, so that nobody who was greeted or told no has to wait for an answer.
        """
        cooldown = self.settings_for(origin).cooldown or self.default_cooldown
        if origin.guild_id is None:
            cooldown = cooldown.wider(WIDER)  # nobody else is disturbed there
        asker = (origin.user_id, origin.channel_id)
        if counts and (answer is None or answer.answered):
            return self.cooldowns.take(asker, cooldown)
        if answer is not None and not answer.small_talk and (seconds := self.cooldowns.left(asker, cooldown)):
            return seconds
        return self.cooldowns.take((*asker, "no answer"), cooldown.wider(WIDER))

    def seconds_to_wait_for_page(self, user_id: int) -> float:
        """Count a page that this user alone is shown: 0, or the seconds until the next one may be."""
        return self.cooldowns.take((user_id, "page"), PAGES)

    # Words

    def words_for_user(self, interaction: discord.Interaction) -> Words:
        """The bot's own words for the user of an interaction alone."""
        return self.languages.words_for(interaction.locale.value)

    def words_for_all(self, origin: Origin, locale: str | None, answer: Answer | None = None) -> Words:
        """The bot's own words for everybody in a channel; `locale`: that which the server has chosen.

        Where nobody has chosen a language, it is the asker's, as the message that `answer` is to tells it.
        """
        chosen = self.settings_for(origin).locale or locale
        code = asker_language(answer) if answer and not chosen else None
        return (self.languages.in_language(code) if code else None) or self.languages.words_for(chosen)

    def mention(self, command: str) -> str:
        """Markdown for the name of a slash command: a link once Discord has told the command's id.

        A subcommand follows its command's name after a space.
        """
        command_id = self.command_ids.get(command.partition(" ")[0])
        return f"</{command}:{command_id}>" if command_id else f"**/{command}**"

"""The services of a bot, put together from its settings."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.answering import Answerer, Conversations
from bot.answering.kept_files import VECTORS
from bot.answering.library_cache import FINDS_TOPICS_AT_ONCE, FIRST_READ, LibraryCache
from bot.discord_app.app import App
from bot.discord_app.cards.footnote_cards import CITATIONS_A_PAGE
from bot.discord_app.limits.cooldown import Cooldowns
from bot.discord_app.limits.identifies import HTTPQueue, Identifies, IdentifyQueue, LocalQueue, SharedQueue
from bot.discord_app.limits.owners import Owners
from bot.discord_app.limits.question_reader import QuestionReader
from bot.discord_app.limits.schedule import Schedule
from bot.discord_app.observability.request_context import request_age
from bot.discord_app.offers.offers import Offers, make_offers
from bot.discord_app.offers.topics import TopicFinder
from bot.discord_app.storage.databases import open_database
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.index_build import build_apart
from bot.discord_app.storage.pending_imports import PendingImports
from bot.discord_app.storage.question_log import QuestionLog
from bot.discord_app.storage.settings_database import SettingsDatabase
from bot.discord_app.storage.store_errors import StoreError
from bot.library import Library
from bot.search import Meaning
from bot.settings import Settings
from bot.sources.web import WebClient
from bot.sources.web.web_client import user_agent
from bot.sources.zim.zim_files import ZimFiles

PAGES_AT_START = 100
"""Pages of ZIM files that are read before the bot starts, of those that aren't kept yet; `watch_articles`
reads the others meanwhile."""


def create_app(
    settings: Settings, library: Library | None = None, *, clock: Callable[[], float] = time.monotonic
) -> App:
    """All services for these settings; articles are read from the folder unless `library` is given.

    Of a large folder that was never read only the first articles are there then: see `LibraryCache.is_whole`.
    `clock` gives seconds and never runs backwards. Raises LibraryError where an article can't be used.
    """
    meaning = Meaning(settings.data / VECTORS, waits=False) if settings.meaning else None
    others = ZimFiles(PAGES_AT_START)
    cache = LibraryCache(
        settings.knowledge, settings.data, others, build_apart, meaning=meaning, now=time.time_ns
    )
    library = cache.kept(cache.load(FIRST_READ)) if library is None else library
    answerer = cache.answerer(library, settings)
    database = open_database(settings)
    store = GuildStore(database)
    schedule = Schedule(clock, request_age)
    return App(
        settings=settings,
        library=library,
        answerer=answerer,
        offers=new_offers(cache, library, answerer),
        library_cache=cache,
        store=store,
        questions=QuestionLog(store.execute),
        identifies=Identifies(_queue(settings, database)),
        conversations=Conversations(clock),
        clock=clock,
        cooldowns=Cooldowns(clock),
        owners=Owners(clock),
        imports=PendingImports(clock),
        open_web=lambda: open_web(settings),
        schedule=schedule,
        question_reader=QuestionReader(schedule),
    )


def open_web(settings: Settings) -> WebClient:
    """A client for wikis that owners name in Discord: to public addresses alone."""
    return WebClient(user_agent(settings.contact))


def new_offers(
    cache: LibraryCache, library: Library, answerer: Answerer, previous: Offers | None = None
) -> Offers:
    """What autocomplete offers of a library, whose look-ups are made too: never on the event loop.

    `previous` are the offers of a library that had some of the same articles.

    Where the topics of many articles aren't known yet, `all_topics` finds them afterwards.
    """
    library.index().footnote_pages(CITATIONS_A_PAGE)
    if sum(each.passage_count for each in cache.without_topics(library)) <= FINDS_TOPICS_AT_ONCE:
        cache.find_topics(library, TopicFinder())
    offers = make_offers(
        library, answerer, time.perf_counter, lambda article: cache.topics_of(article) or (), previous
    )
    cache.let_go()
    return offers


def all_topics(
    cache: LibraryCache, library: Library, answerer: Answerer, previous: Offers | None = None
) -> Offers | None:
    """The offers with the topics of all articles; None where they were known already. It may take minutes."""
    if not cache.without_topics(library):
        return None
    cache.find_topics(library, TopicFinder())
    return new_offers(cache, library, answerer, previous)


def _queue(settings: Settings, database: SettingsDatabase) -> IdentifyQueue:
    """Who lets shards identify in turn: the queue that is set, or what the processes share."""
    if settings.identify_queue is not None:
        return HTTPQueue(settings.identify_queue)
    coordination = database.coordination
    if coordination is None:
        return LocalQueue()

    async def reserve(bucket: int, window: float) -> float:
        try:
            return await coordination.reserve(bucket, window)
        except StoreError as error:
            raise ConnectionError(str(error)) from error

    return SharedQueue(reserve)

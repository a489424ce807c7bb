"""Servers' settings for tests: a few by name, and any by a strategy."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from bot.discord_app.storage.guild_settings import (
    AS_SERVER,
    DEFAULTS,
    ChannelSettings,
    Cooldown,
    GuildSettings,
)
from bot.discord_app.storage.settings_database import Change

SNOWFLAKES = st.integers(1, 2**63 - 1)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
COOLDOWNS = st.none() | st.builds(Cooldown, st.integers(0, 1000), st.integers(1, 86_400))
OWN = st.builds(
    ChannelSettings,
    passages=st.none() | st.integers(1, 10),
    compact=st.none() | st.booleans(),
    private=st.none() | st.booleans(),
    threads=st.none() | st.booleans(),
    plain=st.none() | st.booleans(),
    locale=st.none() | st.sampled_from(["en", "de", "pt-BR"]),
    articles=st.frozensets(WORDS, max_size=5),
    cooldown=COOLDOWNS,
).filter(lambda own: own != AS_SERVER)
SETTINGS = st.builds(
    GuildSettings,
    channels=st.frozensets(SNOWFLAKES, max_size=25),
    passages=st.none() | st.integers(1, 10),
    compact=st.booleans(),
    private=st.booleans(),
    locale=st.none() | st.sampled_from(["en", "de", "pt-BR"]),
    articles=st.frozensets(WORDS, max_size=30),
    cooldown=COOLDOWNS,
    threads=st.booleans(),
    plain=st.booleans(),
    reactions=st.booleans(),
    votes=st.booleans(),
    unanswered=st.booleans(),
    only_channels=st.frozensets(SNOWFLAKES, max_size=25),
    except_channels=st.frozensets(SNOWFLAKES, max_size=3),
    only_roles=st.frozensets(SNOWFLAKES, max_size=25),
    except_roles=st.frozensets(SNOWFLAKES, max_size=3),
    by_channel=st.dictionaries(SNOWFLAKES, OWN, max_size=4),
)

PRIVATE = replace(DEFAULTS, private=True)
COMPACT = replace(DEFAULTS, compact=True)


def compact(settings: GuildSettings) -> GuildSettings:
    """A change: cards become compact."""
    return replace(settings, compact=True)


def private(settings: GuildSettings) -> GuildSettings:
    """A change: answers become private."""
    return replace(settings, private=True)


def to(settings: GuildSettings) -> Change:
    """The change that makes settings what they are to be."""
    return lambda _: settings

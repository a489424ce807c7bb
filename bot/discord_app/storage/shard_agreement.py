"""How many shards all processes have together, where their database tells them of each other."""

from __future__ import annotations

import logging

from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.store_errors import StoreError

_log = logging.getLogger(__name__)


async def agree_on_shards(store: GuildStore, advised: int) -> int:
    """The number of shards of all processes; as many as `advised` where they can't agree."""
    coordination = store.database.coordination
    if coordination is None:
        return advised
    try:
        return await coordination.agree_on_shards(advised)
    except StoreError as error:
        _log.warning(
            "The number of shards of other processes can't be asked (%s); Discord's advice holds here",
            error,
            extra={"kind": "gateway"},
        )
        return advised


async def keep_shards(store: GuildStore, count: int) -> None:
    """Let the number of shards hold for processes that start later."""
    coordination = store.database.coordination
    if coordination is None:
        return
    try:
        await coordination.keep_shards(count)
    except StoreError as error:
        _log.debug("The number of shards isn't told again: %s", error)

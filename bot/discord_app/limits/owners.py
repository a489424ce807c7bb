"""Who owns the bot: one person, or the members of a team that Discord lets change it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord

REMEMBERED = 60.0
"""Seconds for which Discord's word holds: who leaves a team loses the right soon."""


class Owners:
    """The owners of the application, asked of Discord. `clock` gives seconds and never runs backwards."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: frozenset[int] = frozenset()
        self._until = float("-inf")

    async def include(self, user_id: int, ask: Callable[[], Awaitable[discord.AppInfo]]) -> bool:
        """Whether this user is one of them; `ask` gets what Discord says of the application.

        Raises what `ask` does.
        """
        if self._clock() >= self._until:
            self._known = owners_of(await ask())
            self._until = self._clock() + REMEMBERED
        return user_id in self._known


def owners_of(application: discord.AppInfo) -> frozenset[int]:
    """The ids of the users who own an application.

    Of a team: who made it, and its members, but for those who have only been invited or may only read.
    https://docs.discord.com/developers/topics/teams
    """
    team = application.team
    if team is None:
        return frozenset({application.owner.id})
    members = {
        member.id
        for member in team.members
        if member.membership_state is discord.TeamMembershipState.accepted
        and member.role in (discord.TeamMemberRole.admin, discord.TeamMemberRole.developer)
    }
    return frozenset(members | ({team.owner_id} if team.owner_id is not None else set()))

"""`footnote preview` without its page (tests/preview/page.py shows that): who is there, what it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import simcord
from simcord.actors import MemberActor

from bot.preview.people import BOT, Chat, direct, in_server
from bot.settings import Settings
from tests.conftest import Footnote
from tests.discord_app.conftest import build_client
from tests.discord_app.reading_cards import buttons_of, texts_of

QUESTION = "When was the Fourth International founded?"
FOUNDED = "was established in France in 1938"


def _said(env: simcord.Env, chat: Chat) -> list[str]:
    """What stands in the chat, a text a message."""
    messages = [env.backend.get_message(chat.channel.id, each.id) for each in chat.channel.history()]
    shown = [[*texts_of(each.components), *buttons_of(each.components)] for each in messages]
    return ["\n".join(texts) or each.content for texts, each in zip(shown, messages, strict=True)]


async def test_a_greeting_tells_what_to_ask_and_plain_typing_is_answered(tmp_path: Path) -> None:
    async with simcord.run(build_client(Settings(data=tmp_path))) as env:
        chat = await direct(env)
        assert QUESTION in _said(env, chat)[-1]

        await chat.people[0].send_dm(QUESTION)

        assert FOUNDED in _said(env, chat)[-1]


async def test_in_a_server_the_bots_name_is_a_mention(tmp_path: Path) -> None:
    async with simcord.run(build_client(Settings(data=tmp_path))) as env:
        chat = await in_server(env)
        assert QUESTION in _said(env, chat)[-1]
        _, guest = chat.people
        assert isinstance(guest, MemberActor)

        await guest.send(chat.channel, QUESTION)
        assert _said(env, chat)[-1] == QUESTION
        await guest.send(chat.channel, f"@{BOT.lower()}: {QUESTION}")
        assert FOUNDED in _said(env, chat)[-1]


async def test_the_owner_may_set_up_the_server_and_the_guest_may_not(tmp_path: Path) -> None:
    async with simcord.run(build_client(Settings(data=tmp_path))) as env:
        chat = await in_server(env)
        owner, guest = chat.people
        assert isinstance(owner, MemberActor)
        assert isinstance(guest, MemberActor)

        assert "settings" in owner.available_commands(chat.channel)
        assert "settings" not in guest.available_commands(chat.channel)


@pytest.mark.parametrize("module", ["simcord", "PIL"])
def test_says_what_to_install(module: str, tmp_path: Path, child_environ: dict[str, str]) -> None:
    without = f"import sys; sys.modules[{module!r}] = None; from bot.cli import main; main()"

    ended = subprocess.run(
        [sys.executable, "-c", without, "preview", "--no-open"],
        env=child_environ,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert "pip install 'footnote-bot[preview]'" in ended.stderr
    assert "pip install '.[preview]'" in ended.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_refuses_a_port_that_is_none(footnote: Footnote, port: str) -> None:
    ended = footnote("preview", "--no-open", "--port", port)

    assert ended.returncode == 2
    assert "'--port'" in ended.stderr


def test_names_the_settings_file_that_is_missing(footnote: Footnote) -> None:
    ended = footnote("preview", "--no-open", "--config", "nowhere.yaml")

    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "nowhere.yaml" in ended.stderr

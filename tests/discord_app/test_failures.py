"""When something goes wrong: an apology with an id for the asker, a traceback for the operator."""

from __future__ import annotations

import logging
import re

import discord
import pytest

from bot.answering import Answer
from bot.discord_app.observability.failures import describe, traceback_without_words
from bot.library import Library
from tests.discord_app.conftest import World, texts_in
from tests.discord_app.reading_cards import texts_of

SECRET = "my very private question"


class BrokenAnswerer:
    """Stands for a fault that nobody foresaw; its message repeats the asker's words, as such messages do."""

    meaning = None

    def answer(self, question: str, *_: object, **__: object) -> Answer:
        """Fail."""
        try:
            raise KeyError(question)
        except KeyError as error:
            raise ValueError(f"can't cope with {question!r}") from error


@pytest.fixture
def broken(world: World) -> World:
    """The world with a bot that fails at every question."""
    world.app.answerer = BrokenAnswerer()  # type: ignore[assignment]
    return world


def the_error(caplog: pytest.LogCaptureFixture) -> str:
    """The only error in the log, with its traceback."""
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    # What is written below it; other handlers than ours must not see more than that.
    assert not errors[0].exc_info
    return f"{errors[0].getMessage()}\n{vars(errors[0])['traceback']}"


def the_id(text: str) -> str:
    """The error's id in an apology."""
    match = re.fullmatch(
        r"Sorry, something went wrong here\. If you tell the operator, name error ([0-9a-f]{6})\.", text
    )
    assert match, text
    return match[1]


async def test_a_command_that_fails_apologises_privately_with_an_id(
    broken: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        result = await broken.alice.slash(broken.channel, "ask", question=SECRET)
    assert result.ephemeral
    error_id = the_id(texts_in(result)[0])
    logged = the_error(caplog)
    assert f"Error {error_id} in /ask" in logged
    assert "test_failures.py" in logged
    assert "ValueError" in logged
    assert "KeyError" in logged
    assert SECRET not in caplog.text
    assert len(broken.env.errors) == 1


async def test_a_message_that_fails_is_apologised_for_too(
    broken: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        await broken.alice.send(broken.channel, f"{broken.mention} {SECRET}")
    error_id = the_id(broken.last()[0])
    assert f"Error {error_id} in a message" in the_error(caplog)
    assert SECRET not in caplog.text


async def test_a_button_that_fails_apologises_and_the_bot_goes_on(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    cited = await world.alice.slash(world.channel, "cite", number="3")
    assert cited.response is not None

    def fail(library: Library, *_: object) -> None:
        raise RuntimeError(library.articles[0].title)

    with monkeypatch.context() as patched, caplog.at_level(logging.INFO, logger="bot"):
        patched.setattr("bot.discord_app.components.responder.open_page", fail)
        pressed = await world.alice.click(cited.response, label="In context")
    assert pressed.ephemeral
    assert f"Error {the_id(texts_in(pressed)[0])} in a page of a context" in the_error(caplog)
    again = await world.alice.click(cited.response, label="In context")
    assert "tide mill" in texts_in(again)[0]


async def test_discord_out_of_order_while_answering_a_message(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=400, code=50035, times=2)
    await world.alice.send(world.channel, f"{world.mention} when was the tide mill built?")
    assert "HTTP 400, code 50035" in the_error(caplog)
    await world.alice.send(world.channel, f"{world.mention} when was the tide mill built?")
    assert "1771" in world.last()[0]


async def test_an_unknown_command_is_told_to_be_outdated(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.client.tree.remove_command("help")
    result = await world.alice.slash(world.channel, "help")
    assert texts_in(result)[0].startswith("This command has changed.")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(world.env.errors) == 1


def test_messages_of_errors_are_kept_only_where_they_hold_nobodys_words() -> None:
    assert describe(ValueError(SECRET)) == "builtins.ValueError"
    assert describe(ConnectionRefusedError(111, "Connection refused")).endswith("Connection refused")
    assert describe(discord.ClientException("closed")) == "discord.errors.ClientException: closed"
    try:
        try:
            raise KeyError(SECRET)
        finally:
            raise OSError(5, "Input/output error", SECRET)
    except OSError as error:
        text = "".join(traceback_without_words(error))
    assert SECRET not in text.replace("KeyError(SECRET)", "")
    assert "builtins.KeyError\nwhich led to:\n" in text
    assert text.endswith("builtins.OSError: Input/output error\n")


async def test_texts_of_an_apology_are_the_only_thing_that_is_sent(broken: World) -> None:
    await broken.alice.send(broken.channel, f"{broken.mention} {SECRET}")
    message = broken.channel.last_message
    assert message is not None
    assert len(texts_of(broken.stored(message.id)["components"])) == 1

"""Who is spoken to in which language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import simcord
from simcord import interactions
from simcord.results import InteractionResult

from bot.discord_app.words import wording
from bot.discord_app.words.languages import Languages, Words
from bot.settings import Settings
from tests.catalogues import texts
from tests.discord_app.conftest import World, build_client, buttons_in, texts_in
from tests.discord_app.reading_cards import texts_of, walk
from tests.discord_app.test_settings_panel import kept, moderator

BUILT = "when was the tide mill built"

Speak = Callable[..., None]


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Speak:
    """Sets the locales that Discord tells with an interaction: simcord's people and servers have en-US."""
    told = {"locale": "en-US", "guild_locale": "en-US"}
    made = interactions.base_payload

    def with_locales(*args: Any, **kwargs: Any) -> Any:
        record, payload = made(*args, **kwargs)
        return record, payload | {name: told[name] for name in told if name in payload}

    monkeypatch.setattr(interactions, "base_payload", with_locales)

    def set_to(asker: str, server: str = "en-US") -> None:
        told.update(locale=asker, guild_locale=server)

    return set_to


@pytest.fixture
def german() -> Words:
    return Languages().words_for("de")


def said(result: InteractionResult) -> str:
    """All that stands on a card: texts, buttons, menus."""
    assert result.response is not None, "the application did not respond"
    shown: list[str] = []
    for each in walk(result.response.components):
        shown += [str(each[name]) for name in ("content", "label", "placeholder") if each.get(name)]
        shown += [str(option["label"]) for option in each.get("options", [])]
    return "\n".join(shown)


def english_in(text: str, words: Words) -> list[str]:
    """The English of ours that stands in a text of another language."""
    own = "\n".join(map(words, texts()))
    parts = {part.strip() for each in texts() for part in re.split(r"\{\w+\}", each)}
    return sorted(part for part in parts if len(part) > 7 and part in text and part not in own)


async def test_a_public_answer_is_in_the_servers_language(world: World, speak: Speak, german: Words) -> None:
    answer = await world.alice.slash(world.channel, "ask", question=BUILT)
    assert "In context" in english_in(said(answer), german)
    speak("fr", "de")
    answer = await world.alice.slash(world.channel, "ask", question=BUILT)
    assert german(wording.IN_CONTEXT) in buttons_in(answer)
    assert "1771" in said(answer)
    assert english_in(said(answer), german) == []
    await world.app.store.change(world.guild.id, lambda s: replace(s, locale="ru"))
    answer = await world.alice.slash(world.channel, "ask", question=BUILT)
    assert "В контексте" in buttons_in(answer)


async def test_a_private_answer_and_every_page_is_in_the_askers(world: World, speak: Speak) -> None:
    speak("es-419", "de")
    answer = await world.alice.slash(world.channel, "ask", question=BUILT, private=True)
    assert "En contexto" in buttons_in(answer)
    public = (await world.alice.slash(world.channel, "ask", question=BUILT)).response
    assert public is not None
    page = await world.alice.click(public, label="Im Zusammenhang")
    assert "Pasajes de esta respuesta" in said(page)


async def test_every_command_speaks_the_askers_language(world: World, speak: Speak, german: Words) -> None:
    speak("de", "de")
    alice, channel = world.alice, world.channel
    results = [
        await alice.slash(channel, "ask", question=BUILT),
        await alice.slash(channel, "ask", question="who invented the telescope?"),
        await alice.slash(channel, "ask", question="hello"),
        await alice.slash(channel, "ask", question="x", article="nothing"),
        await alice.slash(channel, "cite", number="1"),
        await alice.slash(channel, "cite", number="999"),
        await alice.slash(channel, "citations"),
        await alice.slash(channel, "source"),
        await alice.slash(channel, "read"),
        await alice.slash(channel, "read", article="nothing"),
        await alice.slash(channel, "articles"),
        await alice.slash(channel, "help"),
    ]
    waiting = [await alice.slash(channel, "ask", question=BUILT) for _ in range(5)][-1]
    mona = moderator(world)
    panel = await mona.slash(channel, "settings")
    assert panel.response is not None
    reset = await mona.click(panel.response, label=german(wording.RESET))
    for result in (*results, waiting, panel, reset):
        # What is to be copied is credit for an English text.
        shown = re.sub(r"```.*?```", "", said(result), flags=re.DOTALL)
        assert english_in(shown, german) == []
    assert german(wording.WAIT).split("{")[0] in said(waiting)
    assert "Einstellungen dieses Servers" in said(panel)


async def test_the_articles_words_stay_as_they_are(world: World, speak: Speak) -> None:
    english = await world.alice.slash(world.channel, "ask", question=BUILT)
    speak("ru", "ru")
    russian = await world.alice.slash(world.channel, "ask", question=BUILT)
    lines = ["\n".join(texts_in(each)).split("\n") for each in (english, russian)]
    quoted = [[line for line in each if line.startswith("> ")] for each in lines]
    assert quoted[0]
    assert len(quoted[0]) == len(quoted[1])
    for shown, translated in zip(*quoted, strict=True):  # longer words around them may leave less room
        assert translated.removesuffix(" …") in shown


async def test_a_message_is_answered_in_the_servers_language(simcord_env: simcord.Env, world: World) -> None:
    guild = simcord_env.create_guild(preferred_locale="pt-BR")
    channel = guild.create_text_channel("geral")
    bob = guild.add_member(simcord_env.create_user("bob"))
    here = replace(world, guild=guild, channel=channel, alice=bob)
    await bob.send(channel, f"{here.mention} oi?")
    await bob.send(channel, here.mention)
    assert here.last()[0].startswith("Pergunte-me algo sobre **The tide mill")
    await world.app.store.change(guild.id, lambda s: replace(s, locale="fr"))
    await bob.send(channel, here.mention)
    assert here.last()[0].startswith("Pose-moi une question sur **The tide mill")


async def test_in_direct_messages_a_command_tells_the_language(
    simcord_env: simcord.Env, world: World, speak: Speak
) -> None:
    speak("ru")
    bob = simcord_env.create_user("bob")
    answer = await bob.slash("ask", question=BUILT)
    assert "В контексте" in buttons_in(answer)
    await bob.send_dm("hello")
    message = bob.dm_channel.last_message
    assert message is not None
    assert "Hello!" in texts_of(world.env.backend.get_message(bob.dm_channel.id, message.id).components)[0]


GERMAN_QUESTION = "Wer war der letzte Bäcker in der Stadt?"


async def test_where_no_language_is_chosen_it_is_the_askers(world: World, german: Words) -> None:
    """Only Community servers choose a language in Discord: all others are said to be English."""
    await world.alice.send(world.channel, f"{world.mention} {GERMAN_QUESTION}")
    assert english_in(world.last()[0], german) == []
    answer = await world.alice.slash(world.channel, "ask", question=GERMAN_QUESTION)
    assert english_in(said(answer), german) == []
    await world.alice.send(world.channel, f"{world.mention} who was the last baker in the town?")
    assert world.last()[0].startswith("I found nothing")
    guild = world.client.get_guild(world.guild.id)
    assert guild is not None
    guild.features = ["COMMUNITY"]
    await world.alice.send(world.channel, f"{world.mention} danke")
    assert world.last()[0].startswith("Glad to be of use")
    await world.app.store.change(world.guild.id, lambda s: replace(s, locale="es"))
    await world.alice.send(world.channel, f"{world.mention} danke")
    assert world.last()[0].startswith("Me alegra")


@pytest.mark.parametrize(
    ("messages", "begins"),
    [
        (["danke"], "Gern geschehen"),
        ([GERMAN_QUESTION, "ok"], "Gern geschehen"),
        (["¿quién era la reina?", "ok"], "Me alegra"),
        (["who was the queen?", "ok"], "Glad"),
        (["ok"], "Glad"),
    ],
)
async def test_a_direct_message_is_answered_in_its_own_language(
    simcord_env: simcord.Env, world: World, messages: list[str], begins: str
) -> None:
    bob = simcord_env.create_user("bob")
    for each in messages:
        await bob.send_dm(each)
    message = bob.dm_channel.last_message
    assert message is not None
    shown = texts_of(world.env.backend.get_message(bob.dm_channel.id, message.id).components)
    assert shown[0].startswith(begins)


async def test_moderators_set_the_servers_language(world: World, speak: Speak, settings: Settings) -> None:
    speak("en-US", "fr")
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    assert "Français, as the server has it in Discord" in said(await mona.slash(world.channel, "settings"))
    await mona.select(panel, ["de"], custom_id="settings:language")
    assert kept(world).locale == "de"
    client = build_client(settings)
    await world.env.restart_bot(client)
    world = replace(world, client=client)
    answer = await world.alice.slash(world.channel, "ask", question=BUILT)
    assert "Im Zusammenhang" in buttons_in(answer)
    await mona.select(panel, ["server"], custom_id="settings:language")
    assert kept(world).locale is None
    answer = await world.alice.slash(world.channel, "ask", question=BUILT)
    assert "En contexte" in buttons_in(answer)


async def test_discord_lists_the_commands_in_every_language(world: World) -> None:
    listed = world.env.backend.commands[None]
    spoken = Languages()
    for command in (command for (_, kind), command in listed.items() if kind == 1):
        for described in (command, *command["options"]):
            translated = described["description_localizations"]
            assert set(translated) == {"de", "fr", "es-ES", "es-419", "pt-BR", "ru"}
            for locale, text in translated.items():
                assert text == spoken.words_for(locale)(described["description"])
                assert text != described["description"]
                assert 1 <= len(text) <= 100
            assert not described.get("name_localizations")
    assert not listed["Answer from the article", 3].get("name_localizations")

"""Reading articles, choosing what to ask, and having somebody's message answered."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from bot.answering import Answer, Answerer
from bot.discord_app.markup.discord_limits import CHOICE, CHOICES
from bot.discord_app.offers import topics
from bot.discord_app.offers.article_choices import ArticleChoices, section_choices
from bot.discord_app.offers.topics import TRIALS, Topics
from bot.library import Article, Library, load_library
from bot.settings import Settings
from tests.clock import Clock
from tests.discord_app.conftest import World, build_client, buttons_in, texts_in
from tests.discord_app.generated import articles
from tests.discord_app.reading_cards import menus_of

MESSAGE_COMMAND = "Answer from the article"


def menu_in(result: Any) -> dict[str, Any]:
    """The only menu of the bot's answer."""
    (menu,) = menus_of(result.response.components)
    return dict(menu)


def value_of(menu: dict[str, Any], label: str) -> str:
    """What a menu sends for one of its choices."""
    return next(str(option["value"]) for option in menu["options"] if option["label"] == label)


async def test_an_article_is_read_from_its_beginning_to_its_end_across_restarts(
    world: World, settings: Settings
) -> None:
    opened = await world.alice.slash(world.channel, "read")
    assert opened.ephemeral
    assert opened.response is not None
    seen = ""
    while True:
        seen += "\n".join(texts_in(opened))
        assert "CC BY 4.0" in texts_in(opened)[-2]
        if buttons_in(opened)["Next"].get("disabled"):
            break
        await world.env.restart_bot(build_client(settings))
        await world.alice.click(opened.response, label="Next")
    for words in (
        "It ground corn from 1771",
        "Twice a day the rising tide",
        "chalk marks",
        "the right to fish",
    ):
        assert words in seen
    assert texts_in(opened)[-1] == "-# Paragraph 4 of 4"
    while not buttons_in(opened)["Previous"].get("disabled"):
        await world.alice.click(opened.response, label="Previous")
    assert texts_in(opened)[1].startswith("The tide mill of Hallowater is a small museum")


async def test_a_section_is_jumped_to_by_the_menu_and_by_the_option(world: World, settings: Settings) -> None:
    opened = await world.alice.slash(world.channel, "read", section="the building")
    assert opened.response is not None
    assert texts_in(opened)[:1] == ["**The tide mill of Hallowater** › The building"]
    await world.env.restart_bot(build_client(settings))
    menu = menu_in(opened)
    assert [option["label"] for option in menu["options"] if option.get("default")] == ["The building"]
    await world.alice.select(opened.response, [value_of(menu, "The museum")], custom_id=menu["custom_id"])
    assert texts_in(opened)[0] == "**The tide mill of Hallowater** › The museum"
    offered = await world.alice.autocomplete(world.channel, "read", "section", "bui")
    assert [choice["name"] for choice in offered] == ["The building"]
    again = await world.alice.slash(world.channel, "read", section=offered[0]["value"])
    assert texts_in(again)[0] == "**The tide mill of Hallowater** › The building"


async def test_what_is_not_there_cannot_be_read(world: World) -> None:
    for options, said in (
        ({"section": "the *roof*"}, "There is no section “the \\*roof\\*”."),
        ({"section": "99"}, "There is no section “99”."),
        ({"article": "@everyone"}, "There is no article “\\@everyone”."),
    ):
        result = await world.alice.slash(world.channel, "read", **options)
        assert result.ephemeral
        assert texts_in(result)[0].startswith(said)
    refused = await world.alice.slash(world.channel, "ask", question="tide", article="nowhere")
    assert refused.ephemeral
    assert texts_in(refused)[0].startswith("There is no article “nowhere”.")


@pytest.mark.two_articles
async def test_with_two_articles_one_is_chosen(world: World) -> None:
    listed = await world.alice.slash(world.channel, "read")
    assert listed.response is not None
    assert "### Articles" in texts_in(listed)[0]
    assert "**[The tide mill of Hallowater](" in texts_in(listed)[1]
    assert "**The windmill on the hill**\n-# CC0 · paragraphs: 1 · footnotes: 1" in texts_in(listed)[1]
    menu = menu_in(listed)
    chosen = await world.alice.select(
        listed.response, [value_of(menu, "The windmill on the hill")], custom_id=menu["custom_id"]
    )
    assert "Josiah Brand" in texts_in(chosen)[1]
    offered = await world.alice.autocomplete(world.channel, "read", "article", "wind")
    assert offered == [{"name": "The windmill on the hill", "value": "windmill"}]
    by_option = await world.alice.slash(world.channel, "read", article="windmill")
    assert "Josiah Brand" in texts_in(by_option)[1]


@pytest.mark.two_articles
async def test_a_question_can_be_put_to_one_article(world: World) -> None:
    for article, said in (
        ("windmill", "I found nothing about that in “The windmill on the hill”."),
        ("The tide mill of Hallowater", "1771"),
    ):
        question = "When was the tide mill built?"
        result = await world.alice.slash(world.channel, "ask", question=question, article=article)
        assert said in "\n".join(texts_in(result))


async def test_the_passages_of_an_answer_are_told_apart_in_their_context(world: World) -> None:
    answer = await world.alice.slash(world.channel, "ask", question="How does the tide mill work?")
    assert answer.response is not None
    opened = await world.alice.click(answer.response, label="In context")
    assert opened.response is not None
    menu = menu_in(opened)
    assert len(menu["options"]) > 1
    second = menu["options"][1]
    await world.alice.select(opened.response, [second["value"]], custom_id=menu["custom_id"])
    shown = "\n".join(texts_in(opened))
    assert second["description"][:40] in shown
    assert menu_in(opened)["options"][1]["default"]


async def test_questions_sections_and_terms_are_offered_as_one_types(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def offer(typed: str) -> list[str]:
        choices = await world.alice.autocomplete(world.channel, "ask", "question", typed)
        return [choice["value"] for choice in choices]

    monkeypatch.setattr(topics, "TRIALS", math.inf)  # a slow machine offers the same
    assert (await offer(""))[:2] == ["When was the tide mill built?", "How does the tide mill work?"]
    assert (await offer("tide bui"))[0] == "When was the tide mill built?"
    assert "The museum" in await offer("mus")
    assert "Hallowater" in await offer("hallo")
    assert await offer("zebra") == []
    for typed in ("", "mus", "hallo", "t"):
        for question in await offer(typed):
            assert world.app.answerer.answer(question).answered, f"{question} is offered"


async def test_somebody_elses_message_is_answered(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    said = await bob.send(world.channel, "hey all, when was the tide mill built?")
    result = await world.alice.context_menu(world.channel, MESSAGE_COMMAND, said)
    assert not result.ephemeral
    assert texts_in(result)[0] == "**hey all, when was the tide mill built?**"
    assert "1771" in texts_in(result)[1]
    assert result.response is not None
    await world.alice.click(result.response, label="Remove")
    assert world.channel.last_message is not None
    assert world.channel.last_message.id == said.id


async def test_a_server_can_have_it_answered_privately(world: World) -> None:
    await world.app.store.change(world.guild.id, lambda settings: replace(settings, private=True))
    said = await world.alice.send(world.channel, "when was the tide mill built?")
    result = await world.alice.context_menu(world.channel, MESSAGE_COMMAND, said)
    assert result.ephemeral
    assert "Remove" not in buttons_in(result)


async def test_a_message_without_words_is_told_so_privately(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    said = await bob.send(world.channel, "<:wave:123456789012345678>")
    result = await world.alice.context_menu(world.channel, MESSAGE_COMMAND, said)
    assert result.ephemeral
    assert texts_in(result) == ["There are no words in this message that I could answer."]


async def test_where_external_apps_may_not_speak_the_answer_is_private(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server without the bot, in which only somebody's own installation lets them use it."""
    emit = world.env.backend.emit

    def from_elsewhere(event: str, payload: dict[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            payload["authorizing_integration_owners"] = {"1": str(world.alice.id)}
            payload |= {"guild_id": "4242", "guild": {"id": "4242", "features": [], "locale": "en-US"}}
            payload["member"]["permissions"] = str(1 << 50 if external_apps else 0)
        emit(event, payload)

    monkeypatch.setattr(world.env.backend, "emit", from_elsewhere)
    for external_apps in (True, False):
        result = await world.alice.slash(world.channel, "ask", question="When was the tide mill built?")
        assert "1771" in "\n".join(texts_in(result))
        assert result.ephemeral is not external_apps
        assert ("Remove" in buttons_in(result)) is external_apps


@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles())
def test_choices_keep_discords_limits_whatever_an_article_holds(article: Article) -> None:
    library = Library((article,))
    topics = Topics(library, Answerer(library, Settings()), Clock())
    for typed in ("", "w", article.title[:20]):
        choices = [
            *topics.choices(typed, library),
            *ArticleChoices(library).choices(library, typed),
            *section_choices(article, typed),
        ]
        assert all(1 <= len(text.encode("utf-16-le")) // 2 <= CHOICE for choice in choices for text in choice)
    assert len(topics.choices("", library)) <= CHOICES


ANSWER_SECONDS = 0.002


class SlowAnswerer(Answerer):
    """Takes ANSWER_SECONDS of `clock` for each answer."""

    clock: Clock
    answers = 0

    def answer(self, *arguments: Any, **options: Any) -> Answer:
        """An answer; it is counted."""
        self.answers += 1
        self.clock.now += ANSWER_SECONDS
        return super().answer(*arguments, **options)


def test_a_list_of_offers_tries_out_no_more_than_its_time_allows(tmp_path: Path) -> None:
    """Discord asks at every key that is pressed. What has been tried out is known for the next list."""

    for number in range(50):
        paragraphs = "\n\n".join(
            f"The Grand Engine {number} of Port {place} drives {place * 7} wheels for the Guild of {place}."
            for place in range(40)
        )
        text = f"---\ntitle: Engine {number}\nlicense: CC0\n---\n\n{paragraphs}\n"
        (tmp_path / f"engine-{number}.md").write_text(text, encoding="utf-8")
    library = load_library(tmp_path)
    answerer = SlowAnswerer(library, Settings())
    answerer.clock = clock = Clock()
    topics = Topics(library, answerer, clock)
    lengths = []
    for typed in ("g", "gu", "guild", "port 3", "town", *[""] * 90):
        before = answerer.answers
        lengths.append(len(topics.choices(typed, library)))
        assert answerer.answers - before <= TRIALS / ANSWER_SECONDS + 1
    assert lengths[5] < lengths[-1] == CHOICES

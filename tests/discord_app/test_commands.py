"""What somebody sees who uses the slash commands."""

from __future__ import annotations

import discord
import pytest

from bot.discord_app.markup.discord_limits import CHOICE, CHOICES
from bot.discord_app.offers.footnote_choices import FootnoteChoices
from bot.library import Article, Footnote, Library, License
from tests.discord_app.conftest import World, buttons_in, texts_in

BUILT = "When was the tide mill built?"


async def test_an_answer_is_for_all_to_see_and_shows_what_was_asked(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=BUILT)
    shown = texts_in(result)
    assert not result.ephemeral
    assert shown[0] == f"**{BUILT}**"
    assert "1771" in shown[1]
    assert "**" in shown[1]
    assert shown[-1] == (
        "-# [The tide mill of Hallowater](https://example.org/wiki/Tide_mill_%28Hallowater%29) by Ada Quill,"
        " Tom Reed · [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) · Excerpted."
    )


async def test_a_private_answer_is_seen_by_the_asker_alone(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=BUILT, private=True)
    assert result.ephemeral
    assert "1771" in texts_in(result)[1]


async def test_a_refusal_says_so_in_a_line_and_offers_questions(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="How do I bake bread?")
    assert texts_in(result) == [
        "**How do I bake bread?**",
        "I found nothing about that in “The tide mill of Hallowater”.",
        "-# You could ask:",
    ]
    assert list(buttons_in(result))[:2] == ["When was the tide mill built?", "How does the tide mill work?"]


@pytest.mark.parametrize("question", ["the", "???", "who killed Trotsky?", "\u200b \u202e"])
async def test_what_cannot_be_answered_is_never_answered(world: World, question: str) -> None:
    shown = texts_in(await world.alice.slash(world.channel, "ask", question=question))
    assert not any(text.startswith("> ") for text in shown)


async def test_a_question_full_of_mentions_and_markdown_does_nothing(world: World) -> None:
    question = (
        f"@everyone {world.alice.mention} **when** was\n# the tide mill `built`? https://evil.example || <#1>"
    )
    result = await world.alice.slash(world.channel, "ask", question=question)
    assert texts_in(result)[0] == (
        "**\\@everyone \\*\\*when\\*\\* was # the tide mill \\`built\\`? https\\:\\/\\/evil.example \\|\\|**"
    )
    sent = [request.json for request in world.env.http_requests if request.path.endswith("/callback")][-1]
    assert sent is not None
    assert sent["data"]["allowed_mentions"] == {"parse": []}


async def test_a_question_of_2000_characters_is_cut_on_the_card(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=("tide mill built " * 125)[:2000])
    assert len(texts_in(result)[0]) < 300
    assert texts_in(result)[0].endswith("…**")


async def test_a_longer_question_cannot_be_typed(world: World) -> None:
    with pytest.raises(Exception, match="2000"):
        await world.alice.slash(world.channel, "ask", question="x" * 2001)


@pytest.mark.parametrize("typed", ["3", "[3]", " 3 ", "tide-mill:3", "[^3]"])
async def test_cite_shows_the_whole_footnote_and_the_passage_that_carries_it(
    world: World, typed: str
) -> None:
    result = await world.alice.slash(world.channel, "cite", number=typed)
    shown = texts_in(result)
    assert shown[0].startswith("**\\[3\\]** Measured by the museum over two years")
    assert shown[0].endswith("spring tides and neap tides.")
    assert "**The miller then waits until" in shown[1]
    assert list(buttons_in(result)) == ["In context"]
    assert not result.ephemeral


async def test_a_label_that_is_no_number_is_cited_too(world: World) -> None:
    for typed in ("note 1", "Note 1", "[note 1]", "tide-mill:note 1", "note_1"):
        shown = texts_in(await world.alice.slash(world.channel, "cite", number=typed))
        assert shown[0].startswith("**\\[note 1\\]** Tides follow the moon")


async def test_a_number_that_does_not_exist_is_told_privately(world: World) -> None:
    result = await world.alice.slash(world.channel, "cite", number="*42*")
    assert texts_in(result) == [
        "There is no footnote \\[\\*42\\*\\]. There are footnotes \\[1\\] to \\[6\\]."
    ]
    assert result.ephemeral


async def test_footnotes_are_offered_by_number_and_by_words(world: World) -> None:
    offer = world.alice.autocomplete
    everything = await offer(world.channel, "cite", "number", "")
    assert [choice["value"] for choice in everything] == [
        f"tide-mill:{number}" for number in ("1", "2", "3", "note 1", "4", "5", "6")
    ]
    assert all(len(choice["name"]) <= 100 for choice in everything)
    by_number = await offer(world.channel, "cite", "number", "no")
    assert by_number[0]["value"] == "tide-mill:note 1"
    by_words = await offer(world.channel, "cite", "number", "iron gazette")
    assert [choice["value"] for choice in by_words] == ["tide-mill:5"]
    chosen = await world.alice.slash(world.channel, "cite", number=by_words[0]["value"])
    assert texts_in(chosen)[0].startswith("**\\[5\\]** “An iron wheel")
    assert await offer(world.channel, "cite", "number", "nowhere to be found") == []


@pytest.mark.two_articles
async def test_with_two_articles_a_number_that_both_have_is_chosen_from_the_list(world: World) -> None:
    result = await world.alice.slash(world.channel, "cite", number="1")
    assert result.ephemeral
    assert texts_in(result)[0].startswith("Several articles have a footnote \\[1\\].")
    offered = await world.alice.autocomplete(world.channel, "cite", "number", "1")
    assert [choice["value"] for choice in offered][:2] == ["tide-mill:1", "windmill:1"]
    assert offered[1]["name"] == "The windmill on the hill [1] Parish register, 1802."
    chosen = await world.alice.slash(world.channel, "cite", number="windmill:1")
    assert texts_in(chosen)[:2] == ["**The windmill on the hill**", "**\\[1\\]** Parish register, 1802."]


async def test_citations_lists_all_footnotes(world: World) -> None:
    result = await world.alice.slash(world.channel, "citations")
    shown = "\n".join(texts_in(result))
    assert result.ephemeral
    assert shown.startswith("**Footnotes**")
    for number in ("1", "2", "3", "note 1", "4", "5", "6"):
        assert f"\n\\[{number}\\] " in shown
    assert "… (/cite 3)" in shown
    assert "<https://example.org/papers/4>" in shown


async def test_source_gives_credit_ready_to_copy(world: World) -> None:
    shown = texts_in(await world.alice.slash(world.channel, "source"))
    assert "### [The tide mill of Hallowater](" in shown[0]
    assert "Licence: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)" in shown[0]
    assert "Revision: 1187" in shown[0]
    assert shown[1].startswith(
        "To give credit, copy this:\n-# Text\n```\nThe tide mill of Hallowater by Ada Quill, Tom Reed"
    )


@pytest.mark.two_articles
async def test_the_sources_of_two_articles_are_turned_like_pages(world: World) -> None:
    shown = await world.alice.slash(world.channel, "source")
    assert "tide mill" in texts_in(shown)[0]
    assert shown.response is not None
    await world.alice.click(shown.response, label="Next")
    assert "windmill" in texts_in(shown)[0]


async def test_help_tells_what_it_is_what_to_ask_and_what_is_kept(world: World) -> None:
    result = await world.alice.slash(world.channel, "help")
    shown = "\n".join(texts_in(result))
    assert result.ephemeral
    assert "**The tide mill of Hallowater**" in shown
    assert "How does the tide mill work?" in buttons_in(result)
    assert "Nothing that you ask is stored." in shown
    for name, number in world.app.command_ids.items():
        # Some are for moderators or the bot's owner; the message commands aren't typed.
        hidden = ("settings", "unanswered", "library", "Answer from the article", "Check quotations")
        typed = name not in hidden
        assert (f"</{name}:{number}>" in shown) is typed


async def test_every_command_works_in_a_direct_message(world: World) -> None:
    bob = world.env.create_user("bob")
    assert set(bob.available_commands()) == {
        "ask", "cite", "citations", "source", "read", "articles", "help", "verify",
        "library add", "library update", "library remove",
    }  # fmt: skip
    assert "1771" in texts_in(await bob.slash("ask", question=BUILT))[1]
    for name, options in (("cite", {"number": "1"}), ("citations", {}), ("source", {}), ("help", {})):
        assert texts_in(await bob.slash(name, **options))


async def test_commands_can_be_installed_by_servers_and_by_users_and_used_everywhere(world: World) -> None:
    for command in world.env.backend.commands[None].values():
        if command["name"] in ("settings", "unanswered"):  # what a server has set is for who manages it
            assert (command["integration_types"], command["contexts"]) == ([0], [0])
            assert int(command["default_member_permissions"]) == discord.Permissions(manage_guild=True).value
            continue
        assert command["integration_types"] == [0, 1]
        assert command["contexts"] == [0, 1, 2]
        if command["name"] == "library":  # for the bot's owner, whom Discord can't tell
            assert int(command["default_member_permissions"]) == discord.Permissions(manage_guild=True).value
        else:
            assert command["default_member_permissions"] is None
        assert len(command["description"]) <= 100
        assert bool(command["description"]) is command["name"].islower()


@pytest.mark.parametrize("place", ["a group of friends", "a server without the bot"])
async def test_somebody_who_installed_it_can_ask_where_the_bot_is_not(
    world: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """What Discord sends then, which the simulation has no words for: no server that the bot knows."""
    emit = world.env.backend.emit

    def from_elsewhere(event: str, payload: dict[str, object]) -> None:
        if event == "INTERACTION_CREATE":
            payload["authorizing_integration_owners"] = {"1": str(world.alice.id)}
            if place == "a group of friends":
                payload["user"] = payload.pop("member")["user"]  # type: ignore[index]
                del payload["guild_id"], payload["guild_locale"]
                payload |= {"context": 2, "app_permissions": "0"}
                payload["channel"] = {"id": payload["channel_id"], "type": 3, "recipients": [], "name": None,
                                      "icon": None, "owner_id": str(world.alice.id)}  # fmt: skip
            else:
                payload["guild_id"] = "4242"
                payload["guild"] = {"id": "4242", "features": [], "locale": "en-US"}
        emit(event, payload)

    monkeypatch.setattr(world.env.backend, "emit", from_elsewhere)
    assert "1771" in texts_in(await world.alice.slash(world.channel, "ask", question=BUILT))[1]
    assert texts_in(await world.alice.slash(world.channel, "cite", number="1"))[0].startswith("**\\[1\\]** ")


def test_choices_stay_within_limits_whatever_the_footnotes_are() -> None:
    footnotes = tuple(Footnote(f"{n}{'x' * (n * 7)}", f"{n} {'word ' * n}") for n in range(60))
    article = Article("a" * 64, "T" * 200, License("CC0"), passages=(), footnotes=footnotes)
    library = Library((article,))
    footnotes_known = FootnoteChoices(library)
    offered = footnotes_known.choices(library, "")
    assert 0 < len(offered) <= CHOICES
    assert all(1 <= len(name) <= CHOICE and 1 <= len(value) <= CHOICE for name, value in offered)
    assert len({value for _, value in offered}) == len(offered)
    for _, value in offered:
        assert len(footnotes_known.find(library, value)) == 1


def test_the_permissions_asked_for_are_the_few_that_answering_needs() -> None:
    from bot.discord_app.limits.intents_and_permissions import PERMISSIONS, intents

    assert [name for name, given in PERMISSIONS if given] == [
        "read_messages", "send_messages", "read_message_history", "send_messages_in_threads",
    ]  # fmt: skip
    assert {name for name, given in intents() if given} == {"guilds", "guild_messages", "dm_messages"}

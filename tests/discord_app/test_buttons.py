"""Buttons lead to the rest, and still do after a restart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from simcord.results import ResponseMessage

from bot.settings import Settings
from tests.discord_app.conftest import World, build_client, buttons_in, texts_in

QUESTION = "Which stone did the heron pass?"

STORY = " and ".join(f"the heron waded past stone {n}" for n in range(250))

NOTES = [f"Source number {n}, {'which is described at some length, ' * 5}and so on." for n in range(3, 60)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An article with one sentence that no card can hold, many footnotes, and a very long one."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    lines = ["---", "title: A long story", "license: CC0", "---", "", f"Once[^1] {STORY}.[^2]", ""]
    lines += ["Much was written about the stone." + "".join(f"[^{n}]" for n in range(3, 61)), ""]
    lines += ["[^1]: The first source.", "", "[^2]: The last source.", ""]
    lines += [f"[^{n}]: {text}\n" for n, text in enumerate(NOTES, start=3)]
    lines += ["[^60]: " + " ".join(f"word{n}" for n in range(400))]
    (folder / "long-story.md").write_text("\n".join(lines), encoding="utf-8")
    return Settings(knowledge=folder, data=tmp_path / "data")


@pytest.fixture
async def answer(world: World) -> ResponseMessage:
    """A public answer with a passage that is cut; what supports it is shown all the same."""
    result = await world.alice.slash(world.channel, "ask", question=QUESTION)
    assert "…" in texts_in(result)[1]
    assert "last source" in "\n".join(texts_in(result))
    assert result.response is not None
    return result.response


async def test_a_passage_is_read_in_its_context_page_by_page_across_restarts(
    world: World, settings: Settings, answer: ResponseMessage
) -> None:
    public = answer.components
    await world.env.restart_bot(build_client(settings))
    opened = await world.alice.click(answer, label="In context")
    assert opened.ephemeral
    assert opened.response is not None
    assert buttons_in(opened)["Previous"]["disabled"]
    read, pages = "", 1
    while True:
        assert any("CC0" in text for text in texts_in(opened)), "attribution on every page"
        read += texts_in(opened)[1]
        if buttons_in(opened)["Next"].get("disabled"):
            break
        await world.env.restart_bot(build_client(settings))
        await world.alice.click(opened.response, label="Next")
        pages += 1
    assert pages > 4
    assert [n for n in range(250) if not re.search(rf"\b{n}\b", read)] == []
    assert "-# \\[2\\] The last source." in texts_in(opened)[-3]
    assert texts_in(opened)[-1] == "-# Paragraphs 1 to 2 of 2"
    await world.alice.click(opened.response, label="Previous")
    assert texts_in(opened)[-1] == "-# Paragraph 1 of 2"
    assert answer.components == public, "the public answer is never changed"


@pytest.mark.parametrize("label", ["In context", "Citations", "More passages"])
async def test_somebody_elses_click_shows_something_to_them_alone(
    world: World, answer: ResponseMessage, label: str
) -> None:
    before = answer.components
    bob = world.guild.add_member(world.env.create_user("bob"))
    opened = await bob.click(answer, label=label)
    assert opened.ephemeral
    assert opened.response is not None
    assert opened.response.id != answer.id
    assert answer.components == before


@pytest.mark.parametrize("label", ["In context", "Citations", "More passages"])
async def test_a_passage_that_has_changed_since_says_so(
    world: World, settings: Settings, answer: ResponseMessage, label: str
) -> None:
    file = settings.knowledge / "long-story.md"
    text = file.read_text(encoding="utf-8").replace("heron", "stork").replace("Much was", "Little was")
    file.write_text(text, encoding="utf-8")
    await world.env.restart_bot(build_client(settings))
    pressed = await world.alice.click(answer, label=label)
    assert pressed.ephemeral
    assert texts_in(pressed) == ["This passage has changed; ask again."]


async def test_citations_shows_the_footnotes_of_the_answer_in_full(
    world: World, settings: Settings, answer: ResponseMessage
) -> None:
    await world.env.restart_bot(build_client(settings))
    shown = texts_in(await world.alice.click(answer, label="Citations"))
    assert shown[0] == "**Footnotes of this answer**"
    assert shown[1] == "**\\[1\\]** The first source.\n**\\[2\\]** The last source."
    assert "CC0" in shown[-1]


async def test_more_passages_shows_the_next_ones(
    world: World, settings: Settings, answer: ResponseMessage
) -> None:
    await world.env.restart_bot(build_client(settings))
    opened = await world.alice.click(answer, label="More passages")
    assert texts_in(opened)[0] == "-# These come next; they fit the question less well."
    assert texts_in(opened)[1].startswith("> **Much was written about the stone.")
    assert opened.response is not None
    again = await world.alice.click(opened.response, label="In context")
    assert "> **Much was written about the stone." in "\n".join(texts_in(again))


async def test_a_refusal_leads_to_the_nearest_passages(world: World, settings: Settings) -> None:
    question = "Who sold the heron to the king of France?"
    refused = await world.alice.slash(world.channel, "ask", question=question)
    assert list(buttons_in(refused)) == ["Nearest passages", "Remove"]
    assert refused.response is not None
    assert "heron" not in "\n".join(texts_in(refused)[1:])
    await world.env.restart_bot(build_client(settings))
    opened = await world.alice.click(refused.response, label="Nearest passages")
    assert opened.ephemeral
    shown = texts_in(opened)
    assert shown[0] == "-# These come closest. They don't answer the question."
    assert shown[1].startswith("> **Once\\[1\\] the heron waded")
    assert "-# \\[1\\] The first source." in "\n".join(shown)
    assert "CC0" in shown[-1]


async def test_no_state_is_kept_for_buttons(world: World, answer: ResponseMessage) -> None:
    await world.alice.click(answer, label="In context")
    assert list(world.client.persistent_views) == []
    assert not world.client._connection._view_store._views


async def test_a_private_answer_needs_no_button_to_take_it_away(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=QUESTION, private=True)
    assert "Remove" not in buttons_in(result)


async def test_a_page_button_under_a_public_message_opens_a_private_one(world: World) -> None:
    """`/cite` is public: turning its pages must not change what others read."""
    cited = await world.alice.slash(world.channel, "cite", number="60")
    assert not cited.ephemeral
    assert cited.response is not None
    before = cited.response.components
    turned = await world.alice.click(cited.response, label="Next")
    assert turned.ephemeral
    assert texts_in(turned)[-1].startswith("-# Page 2 of")
    assert cited.response.components == before


async def test_the_list_of_citations_is_paged_where_it_is_long(world: World, settings: Settings) -> None:
    listed = await world.alice.slash(world.channel, "citations")
    assert listed.response is not None
    seen = ""
    while True:
        seen += "\n".join(texts_in(listed))
        if buttons_in(listed)["Next"].get("disabled"):
            break
        await world.env.restart_bot(build_client(settings))
        await world.alice.click(listed.response, label="Next")
    assert [n for n in range(3, 60) if f"\\[{n}\\] Source number {n}," not in seen] == []
    assert "… (/cite 60)" in seen


async def test_a_forged_button_does_nothing_but_say_so(world: World, answer: ResponseMessage) -> None:
    stored = world.env.backend.get_message(world.channel.id, answer.id)
    button = next(each for each in stored.components[0]["components"] if each["type"] == 1)["components"][0]
    for forged, said in (
        ("open:article/elsewhere/00000000:0", "This passage has changed; ask again."),
        ("open:context/AAAAAAAA:0", "This passage has changed; ask again."),
        ("open:context/long-story/00000000:9999", "This passage has changed; ask again."),
        ("turn:nearest/A:0", "This passage has changed; ask again."),
        ("open:context:0", "This passage has changed; ask again."),
        ("open:footnote/long-story/00000000:9999", "This is no longer here; run the command again."),
        ("open:settings/all:0", "This is no longer here; run the command again."),
        ("open:../../etc:0", "This control is unknown; nothing has happened."),
        ("remove:me", "This control is unknown; nothing has happened."),
        ("buy:now", "This control is unknown; nothing has happened."),
    ):
        button["custom_id"] = forged
        assert texts_in(await world.alice.click(answer, custom_id=forged)) == [said]

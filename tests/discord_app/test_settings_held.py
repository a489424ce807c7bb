"""What a server has set holds for every answer in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from simcord.results import InteractionResult

from tests.discord_app.conftest import World, buttons_in, texts_in


def shown(result: InteractionResult) -> str:
    return "\n".join(texts_in(result))


async def ask(world: World, question: str, **options: object) -> InteractionResult:
    return await world.alice.slash(world.channel, "ask", question=question, **options)


@pytest.mark.two_articles
async def test_articles_that_are_not_used_here_do_not_answer(world: World) -> None:
    question = "Who built the windmill above Hallowater?"
    assert "Josiah Brand" in shown(await ask(world, question))
    await world.app.store.change(world.guild.id, lambda s: replace(s, articles=frozenset({"tide-mill"})))
    assert "Josiah Brand" not in shown(await ask(world, question))
    assert "windmill" not in shown(await world.alice.slash(world.channel, "help"))
    offered = await world.alice.autocomplete(world.channel, "cite", "number", "parish")
    assert not any("Parish register" in choice["name"] for choice in offered)
    await world.app.store.change(world.guild.id, lambda s: replace(s, articles=frozenset({"gone"})))
    assert "Josiah Brand" in shown(await ask(world, question))


async def test_private_answers_stay_private(world: World) -> None:
    question = "How does the tide mill work?"
    assert not (await ask(world, question)).ephemeral
    assert (await ask(world, question, private=True)).ephemeral
    await world.app.store.change(world.guild.id, lambda s: replace(s, private=True))
    assert (await ask(world, question)).ephemeral
    assert (await ask(world, question, private=False)).ephemeral
    assert (await world.alice.slash(world.channel, "cite", number="1")).ephemeral


async def test_passages_and_compact_cards(world: World) -> None:
    question = "How does the tide mill work?"
    full = shown(await ask(world, question))
    await world.app.store.change(world.guild.id, lambda s: replace(s, passages=1, compact=True))
    result = await ask(world, question)
    compact = shown(result)
    assert len(compact) < len(full)
    assert compact.count("\n> ") + compact.startswith("> ") <= 1
    answer = world.app.answerer.answer(question, 1)
    (best,) = answer.passages
    assert best.highlight_text.split(".")[0] in compact.replace("\\", "")
    for footnote in best.footnotes:
        in_highlight = footnote.number in best.highlight_footnotes
        assert (f"-# \\[{footnote.number}\\]" in compact) is in_highlight
    assert "In context" in buttons_in(result)

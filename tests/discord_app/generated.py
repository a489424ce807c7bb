"""Articles, answers and questions as awkward as they come, for Hypothesis."""

from __future__ import annotations

import string
from collections.abc import Sequence

from hypothesis import strategies as st

from bot.answering import Answer, AnsweringPassage, attribution_of, footnotes_of
from bot.discord_app.words.languages import LANGUAGES, Languages
from bot.library import Article, Footnote, License, Marker, Passage, Source, Span

SYNTAX = (
    "*", "**", "_", "__", "~~", "||", "`", "```", "\\", "[", "]", "(", ")", "<", ">", "@", "#", "-", "+", "=",
    ":", "&amp;", "\n", "\n\n", "\n# ", "\n- ", "\n> ", "\n-# ", "\n1. ", ">>> ", "    ", "\t", "@everyone",
    "@here", "<@1>", "<@&2>", "<#3>", "<:x:4>", "<t:5:R>", "</ask:6>", ":smile:", "[a](https://b.example)",
    "https://a.example/b_c*d", "http://a.example/(x).", "discord.gg/x", "\u202e", "\u200b", "👩‍👩‍👧",
    "𝔘", "é", "e\u0301", "漢字。", " ", "word", "Trotsky's",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(SYNTAX), st.text(max_size=8)), max_size=20).map("".join)
"""Text full of everything that means something to Discord."""

lines = texts.map(lambda text: " ".join(text.split()))
long_texts = st.builds(lambda text, times: (text * times)[:4500], texts, st.sampled_from([1, 10, 100]))
ids = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=64).filter(
    lambda text: text.strip("-") == text
)
labels = st.one_of(st.integers(0, 400).map(str), lines.map(lambda text: text[:150]).filter(bool))
addresses = st.builds(
    lambda path: f"https://example.org/{path}"[:500],
    st.text(string.ascii_letters + string.digits + "/()_-.*~%", max_size=490),
)
languages = st.sampled_from([Languages().words_for(code) for code in LANGUAGES])
"""The bot's own words, in each language that it speaks."""
questions = st.one_of(texts, long_texts.map(lambda text: text[:2000]))


@st.composite
def passages(draw: st.DrawFn, /, article: str, numbers: Sequence[str], identifier: str) -> Passage:
    """A passage of sentences, with markers of footnotes in them."""
    text, sentences, markers = "", [], []
    for words in draw(st.lists(st.one_of(texts, long_texts), min_size=1, max_size=4)):
        start = len(text)
        text += words.strip() or "word"
        if draw(st.booleans()) and numbers:
            number = draw(st.sampled_from(numbers))
            markers.append(Marker(number, Span(len(text), len(text) + len(number) + 2)))
            text += f"[{number}]"
        sentences.append(Span(start, len(text)))
        text += draw(st.sampled_from([" ", "  ", "\n", ""]))
    text = text[: sentences[-1].end]
    section = draw(st.one_of(st.none(), lines.filter(bool)))
    return Passage(identifier, article, 1, section, text, tuple(sentences), tuple(markers))


@st.composite
def articles(draw: st.DrawFn, identifier: str | None = None) -> Article:
    """An article within the bounds that the library sets."""
    article = identifier or draw(ids)
    numbers = draw(st.lists(labels, max_size=4, unique=True))
    footnotes = [Footnote(number, draw(st.one_of(texts, long_texts)) or "text") for number in numbers]
    count = draw(st.integers(1, 3))
    shown = [draw(passages(article, numbers, f"{index:08x}")) for index in range(count)]
    return Article(
        id=article,
        title=draw(lines.filter(bool))[:200],
        license=License(
            name=draw(lines.filter(bool))[:100],
            notice=draw(
                st.one_of(st.none(), long_texts.map(lambda text: " ".join(text.split())[:800] or "x"))
            ),
            url=draw(st.one_of(st.none(), addresses)),
            alternatives=draw(
                st.lists(
                    st.builds(
                        License, lines.filter(bool).map(lambda line: line[:100]), url=st.none() | addresses
                    ),
                    max_size=2,
                ).map(tuple)
            ),
        ),
        passages=tuple(shown),
        footnotes=tuple(footnotes),
        source=Source(
            url=draw(st.one_of(st.none(), addresses)),
            authors=tuple(draw(st.lists(lines.filter(bool).map(lambda line: line[:200]), max_size=5))),
        ),
        questions=tuple(draw(st.lists(lines.filter(bool).map(lambda line: line[:200]), max_size=4))),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer with passages of one or several articles, each as the answering room makes it."""
    several = [draw(articles()) for _ in range(draw(st.integers(1, 3)))]
    known = list({article.id: article for article in several}.values())
    chosen = [(article, passage) for article in known for passage in article.passages]
    chosen = draw(st.permutations(chosen))[:10]
    others = draw(st.integers(0, len(chosen) - 1))
    answering = tuple(
        AnsweringPassage(
            passage, 1.0, draw(st.sampled_from(passage.sentences)), footnotes_of(article, passage)
        )
        for article, passage in chosen
    )
    answering, more = answering[: len(answering) - others], answering[len(answering) - others :]
    order = dict.fromkeys(each.passage.article for each in answering)
    by_id = {article.id: article for article in known}
    return Answer(
        question=draw(questions),
        answered=True,
        confidence=1.0,
        passages=answering,
        more=more,
        attributions=tuple(attribution_of(by_id[name]) for name in order),
    )


@st.composite
def refusals(draw: st.DrawFn) -> Answer:
    """A no, with questions that could be asked instead."""
    suggested = draw(st.lists(lines.filter(bool).map(lambda line: line[:200]), max_size=3))
    near = draw(st.one_of(st.just(()), answers().map(lambda answer: answer.passages[:3])))
    return Answer(draw(questions), answered=False, confidence=0.0, nearest=near, suggestions=tuple(suggested))

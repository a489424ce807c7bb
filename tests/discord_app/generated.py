"""Articles, answers and questions as awkward as they come, for Hypothesis."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from bot.answering import (
    About,
    Answer,
    AnsweringPassage,
    CitedFootnote,
    CitingSentence,
    Reaction,
    attribution_of,
    footnotes_of,
)
from bot.discord_app.words.languages import LANGUAGES, Languages
from bot.library import Article, Footnote, License, Link, Marker, Passage, Source, Span

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


links = st.builds(
    lambda start, size, url: (start, start + size, url), st.integers(0, 60), st.integers(1, 30), addresses
)


def with_links(text: str, drawn: Sequence[tuple[int, int, str]]) -> tuple[Link, ...]:
    """Those of the drawn links that lie within `text`, none over another."""
    made: list[Link] = []
    for start, end, url in sorted(drawn):
        if end <= len(text) and (not made or made[-1].end <= start):
            made.append(Link(start, end, url))
    return tuple(made)


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
    made = with_links(text, draw(st.lists(links, max_size=3)))
    return Passage(identifier, article, 1, section, text, tuple(sentences), tuple(markers), links=made)


@st.composite
def articles(draw: st.DrawFn, identifier: str | None = None) -> Article:
    """An article within the bounds that the library sets."""
    article = identifier or draw(ids)
    numbers = draw(st.lists(labels, max_size=4, unique=True))
    footnotes = []
    for number in numbers:
        text = draw(st.one_of(texts, long_texts)) or "text"
        footnotes.append(Footnote(number, text, with_links(text, draw(st.lists(links, max_size=2)))))
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
        sure=True,
    )


@st.composite
def refusals(draw: st.DrawFn) -> Answer:
    """A no, with questions that could be asked instead."""
    suggested = draw(st.lists(lines.filter(bool).map(lambda line: line[:200]), max_size=3))
    near = draw(st.one_of(st.just(()), answers().map(lambda answer: answer.passages[:3])))
    return Answer(draw(questions), answered=False, confidence=0.0, nearest=near, suggestions=tuple(suggested))


@st.composite
def outcomes(draw: st.DrawFn) -> Answer:
    """An answer of any kind: sure or not, compact or not, closest, about footnotes, source or licence, and
    said back to what was shown."""
    answer = draw(answers())
    every = answer.passages
    kind = draw(
        st.sampled_from(["answered", "closest", "footnotes", "source", "license", "doubt", "complaint"])
    )
    if kind == "answered":
        return replace(answer, sure=draw(st.booleans()))
    if kind == "closest":
        return replace(answer, answered=False, closest=True, passages=(), more=(), nearest=every[:3])
    if kind in ("doubt", "complaint"):
        matched = tuple(draw(st.lists(lines.filter(bool), max_size=3)))
        reaction = Reaction.DOUBT if kind == "doubt" else Reaction.COMPLAINT
        return replace(
            answer,
            answered=False,
            passages=(),
            more=(),
            nearest=every[:1],
            matched=matched,
            reaction=reaction,
        )
    if kind in ("source", "license"):
        about: About = "source" if kind == "source" else "license"
        return replace(answer, about=about, passages=(), more=())
    cited = [
        CitedFootnote(
            each.passage.article,
            footnote,
            tuple(CitingSentence(each.passage, sentence) for sentence in each.passage.sentences),
        )
        for each in every
        for footnote in each.footnotes
    ]
    credited = {each.article for each in cited}
    return replace(
        answer,
        about="footnotes",
        answered=bool(cited),
        passages=(),
        more=(),
        cited=tuple(cited),
        missing=() if cited else ("99",),
        attributions=tuple(each for each in answer.attributions if each.article in credited),
    )

"""Answer → text for a terminal. With colour the answering sentence stands out; without, it is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from bot.answering import (
    Answer,
    AnsweringPassage,
    Attribution,
    CitedFootnote,
    Reaction,
    attribution_line,
    attribution_of,
    bibtex,
    reply,
)
from bot.library import Article, Footnote, Library, Link
from bot.library.passages import links_in
from bot.terminal.printable import printable

WIDEST = 100
"""Columns. Longer lines are hard to read, however wide the window is."""


def terminal() -> Console:
    """The standard output: colours and wrapped lines for a person, plain long lines for a pipe."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    console.soft_wrap = not console.is_terminal
    if console.is_terminal:
        console.width = min(console.width, WIDEST)
    return console


def render_answer(answer: Answer, library: Library, *, plain: bool, asked: bool = False) -> RenderableType:
    """The whole answer. `plain`: for a pipe; `asked`: the question stands above it."""
    parts: list[RenderableType] = [Text(printable(answer.question), "bold cyan")] if asked else []
    said = reply(answer, [article.title for article in library.articles])
    if said:
        parts.append(Text(printable(said), "" if answer.small_talk else "yellow"))
    shown = list(_shown(answer, library, plain))
    parts += [Text(), *shown] if said and shown else shown
    if answer.suggestions and not shown:
        parts.append(Text("Questions that are answered here, for example:", "dim"))
        parts += [Text(f"  • {printable(question)}", "dim") for question in answer.suggestions]
    return Group(*parts)


def _shown(answer: Answer, library: Library, plain: bool) -> Iterator[RenderableType]:
    """Everything of an answer that comes from an article."""
    unasked = answer.closest or answer.reaction is not None or answer.about is not None
    passages = answer.passages or (answer.nearest if unasked else ())
    if answer.closest or answer.reaction is Reaction.COMPLAINT:
        passages = passages[:1]  # what comes after it is shown where this one isn't it, either
    requested = () if answer.halves else answer.cited
    for cited in requested:
        yield from _cited(cited)
    yield from _passages(passages, library, plain)
    shown = {*(each.passage.article for each in passages), *(each.article for each in requested)}
    if answer.about in ("source", "license"):
        shown = {attribution.article for attribution in answer.attributions}
    credited = [attribution for attribution in answer.attributions if attribution.article in shown]
    yield from map(render_attribution, credited)
    if answer.about == "source":
        yield from (Text(f"\n{printable(bibtex(attribution))}", "dim") for attribution in credited)
    for place, half in enumerate(answer.requests if answer.halves else ()):
        if place or passages:
            yield Text()
        yield from _shown(half, library, plain)


def _passages(
    passages: Sequence[AnsweringPassage], library: Library, plain: bool
) -> Iterator[RenderableType]:
    titles = {article.id: article.title for article in library.articles}
    several = len({answering.passage.article for answering in passages}) > 1
    for answering in passages:
        place = [titles[answering.passage.article]] if several else []
        place += [answering.passage.section] if answering.passage.section else []
        if place:
            yield Text(printable(" › ".join(place)), "dim")
        yield _passage(answering)
        if plain and len(answering.passage.sentences) > 1:
            yield Text(
                f"  → {printable(with_addresses(answering.highlight_text, answering.highlight_links))}"
            )
        yield Text()
        yield from _footnotes(answering)


def _footnotes(answering: AnsweringPassage) -> Iterator[RenderableType]:
    """The footnotes that stand behind the highlighted sentence, then the others of the passage."""
    supports, others = answering.supports, answering.other_footnotes
    if not supports and not others:
        return
    yield from map(render_footnote, supports)
    if others:
        # Two blocks, so that nobody takes a footnote of another sentence for the one behind this one.
        said = (
            "Elsewhere in the passage:" if supports else "No footnote stands behind the sentence; elsewhere:"
        )
        if len(answering.passage.sentences) > 1:
            yield Text(said, "dim italic")
        yield from map(render_footnote, others)
    yield Text()


def _cited(cited: CitedFootnote) -> Iterator[RenderableType]:
    """A footnote that was asked for, and the sentences that carry it."""
    yield render_footnote(cited.footnote)
    for sentence in cited.sentences:
        links = links_in(sentence.passage.links, sentence.span.start, sentence.span.end)
        yield Text(f"    {printable(with_addresses(sentence.text, links))}")
    yield Text()


def _passage(answering: AnsweringPassage) -> Text:
    passage, span = answering.passage, answering.highlight
    lead = f"{passage.lead}\n" if passage.lead else ""
    before, highlight, after = (
        with_addresses(passage.text[start:end], links_in(passage.links, start, end))
        for start, end in ((0, span.start), (span.start, span.end), (span.end, len(passage.text)))
    )
    return Text.assemble(
        (printable(lead), "dim"), printable(before), (printable(highlight), "bold green"), printable(after)
    )


def with_addresses(text: str, links: Iterable[Link]) -> str:
    """`text` with each link's address behind its words, in brackets: `text (address)`."""
    shown, position = "", 0
    for link in sorted(links, key=lambda link: link.end):
        shown += text[position : link.end]
        position = link.end
        if text[link.start : link.end].strip() != link.url:
            shown += f" ({link.url})"
    return shown + text[position:]


def render_footnote(footnote: Footnote) -> Text:
    """`[4] The Transitional Program. …`, the addresses of its links included."""
    return Text(printable(f"[{footnote.number}] {with_addresses(footnote.text, footnote.links)}"), "dim")


def render_attribution(attribution: Attribution) -> Text:
    """Title, licence, notice and addresses in one paragraph."""
    return Text(printable(attribution_line(attribution)), "italic dim")


def unshown(answer: Answer) -> Sequence[AnsweringPassage]:
    """The passages that come closest to a question that isn't answered, but for one that is shown unasked."""
    is_no = not (answer.answered or answer.small_talk or answer.about or answer.reaction)
    return answer.nearest[answer.closest :] if is_no else ()


def render_nearest(answer: Answer) -> RenderableType:
    """The passages that come closest to a question that isn't answered, for a person who asks for them."""
    if not answer.nearest:
        return Text("No passage comes near the last question.", "yellow")
    return render_passages(answer.nearest, answer.attributions)


def render_passages(
    passages: Sequence[AnsweringPassage], attributions: Iterable[Attribution]
) -> RenderableType:
    """Passages with all of their footnotes, then those of the attributions that are theirs."""
    parts: list[RenderableType] = []
    for answering in passages:
        parts += [_passage(answering), *map(render_footnote, answering.footnotes), Text()]
    shown = {answering.passage.article for answering in passages}
    return Group(*parts, *(render_attribution(each) for each in attributions if each.article in shown))


def render_citation(article: Article, number: str) -> RenderableType:
    """One footnote whole, and the passages that carry it; or a line that says which ones there are."""
    footnote = article.footnote(number)
    if footnote is None:
        known = ", ".join(f.number for f in article.footnotes) or "none"
        return Text(printable(f"“{article.title}” has no footnote {number}; it has: {known}."), "yellow")
    parts: list[RenderableType] = [render_footnote(footnote), Text()]
    headings: list[str | None] = []
    for passage in article.passages_citing(number):
        carrying = [s for s in passage.sentences if any(m.number == number for m in passage.markers_in(s))]
        parts += [
            Text(printable(with_addresses(s.of(passage.text), links_in(passage.links, s.start, s.end))))
            for s in carrying
        ]
        if not carrying and passage.section not in headings:
            headings.append(passage.section)
    parts += [Text(printable(f"The heading “{heading}” cites it."), "dim") for heading in headings]
    parts += [
        Text(printable(f"Footnote [{citing.number}] cites it."), "dim")
        for citing in article.footnotes_citing(number)
    ]
    return Group(*parts, Text(), render_attribution(attribution_of(article)))


def render_citations(articles: Iterable[Article]) -> RenderableType:
    """Every footnote of the articles, in the articles' order."""
    parts: list[RenderableType] = []
    for article in articles:
        parts += [Text(printable(article.title), "bold"), *map(render_footnote, article.footnotes)]
        parts.append(render_attribution(attribution_of(article)))
    return Group(*parts)

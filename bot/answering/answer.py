"""An answer as plain data: everything that a person or a program is shown is made from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.answering.answer_context import NO_CONTEXT, Context
from bot.answering.phrases import Reaction, SmallTalk
from bot.library import Footnote, License, Link, Passage, Source, Span
from bot.library.passages import links_in
from bot.search import Explanation

About = Literal["footnotes", "source", "license"]
"""What a request is about: footnotes, where a text comes from, or how it may be reused."""


@dataclass(frozen=True, slots=True)
class AnsweringPassage:
    """A passage that answers, word for word, with the run to highlight and the footnotes it carries.

    `footnotes` are exactly those whose markers stand in the passage, in the markers' order, each once; behind
    each the footnotes that it cites itself; last those of the headings above. `digest` is that of the
    article's text, and `place` where the passage stands in it.
    `confidence` in [0, 1] and `explanation` say how sure the search was of this passage, and why.
    """

    passage: Passage
    score: float
    highlight: Span
    footnotes: tuple[Footnote, ...]
    confidence: float = field(default=0.0, compare=False)
    explanation: Explanation = field(default=Explanation(), compare=False, repr=False)
    digest: str = ""
    place: Span = field(default=Span(0, 0))

    @property
    def highlight_text(self) -> str:
        """The words to highlight, markers included."""
        return self.highlight.of(self.passage.text)

    @property
    def highlight_footnotes(self) -> tuple[str, ...]:
        """The numbers of the footnotes whose markers stand in the highlight, in order, each once."""
        return tuple(dict.fromkeys(m.number for m in self.passage.markers_in(self.highlight)))

    @property
    def supports(self) -> tuple[Footnote, ...]:
        """The footnotes that stand behind the highlight: those of its own markers, in the markers' order."""
        numbers = self.highlight_footnotes
        return tuple(
            sorted((f for f in self.footnotes if f.number in numbers), key=lambda f: numbers.index(f.number))
        )

    @property
    def other_footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes of the passage that don't stand behind its highlight, in the passage's order."""
        return tuple(
            footnote for footnote in self.footnotes if footnote.number not in self.highlight_footnotes
        )

    @property
    def highlight_links(self) -> tuple[Link, ...]:
        """The links in the highlight, with offsets in `highlight_text`."""
        return links_in(self.passage.links, self.highlight.start, self.highlight.end)


@dataclass(frozen=True, slots=True)
class CitingSentence:
    """A sentence that carries a footnote's marker."""

    passage: Passage
    span: Span

    @property
    def text(self) -> str:
        """The sentence, markers included."""
        return self.span.of(self.passage.text)


@dataclass(frozen=True, slots=True)
class CitedFootnote:
    """A footnote that was asked for, and the sentences that carry it, in reading order.

    `sentences` is empty where headings or other footnotes cite it, or nothing does.
    """

    article: str
    footnote: Footnote
    sentences: tuple[CitingSentence, ...] = ()


EXCERPTED = "Excerpted."
EDITED = "Excerpted; edited since it was taken from its source."
"""Of articles that were changed here: licences such as CC BY ask to say so."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What has to stand beside words that are reused: title, source, licence, notice, changes."""

    article: str
    title: str
    source: Source
    license: License
    changes: str = EXCERPTED


@dataclass(frozen=True, slots=True)
class LanguageGap:
    """The language that a question is in, and those of the articles that were asked, by their codes."""

    question: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What Footnote says to a message.

    Answered: `passages` holds those that answer, best first, and `attributions` one entry for each of
    their articles, in that order; `more` holds up to six passages that come next, for a person who reads
    on. `sure`: see `certainty`.

    Not answered: `passages` is empty and `nearest` holds up to three passages that come closest (with their
    `attributions`), and `suggestions` up to three questions that the articles do answer. With `closest` the
    first of `nearest` is worth showing unasked, in words that don't claim an answer.

    `about`: a request that passages don't answer. `answered` then says whether there is what was asked for:
    in `cited` for footnotes (`missing` holds the labels that no footnote has), in `attributions` for source
    and licence. `passages` holds the sentence that was asked about where no footnote stands behind it.
    `unshown` counts the articles that are meant as well, and are too many to show. `style` is a form of
    citation that was asked for and can't be had. `counted`: it was asked how many of `cited` there are.

    `reaction`: said back to what was shown before (in `context`). MORE: `passages` come next, all of one
    article; not `answered` where nothing is left, and `exhausted` has the title of the article before, where
    it has no more. SOURCES: `about` footnotes, those of what was shown. DOUBT: `nearest` is what was shown,
    `matched` holds the words that it shares with its question; a no is said again. COMPLAINT: `nearest` as
    in a no, without what was shown already. HESITATION: what is missing isn't said. EMPTY: nothing was said;
    `suggestions`.
    `small_talk`: what else was no question to an article; no passage at all.

    `again`: the sentence that answers best is the one that the same asker was shown last.

    `looked_in` has the title of the article that alone was asked, for it was spoken of before.

    `language_gap` is told where nothing answers a question in a language that no article is in.

    `halves`: the answers to the questions of one message, of which one at least is answered; `passages`,
    `attributions` and so on are those of all. `left`: further questions, which were too many. `confidence`
    lies in [0, 1]. `context` is what the same asker's next message is to be answered with.
    """

    question: str = field(repr=False)  # nobody's words stand in a log, wherever an answer is named
    answered: bool
    confidence: float
    passages: tuple[AnsweringPassage, ...] = ()
    nearest: tuple[AnsweringPassage, ...] = ()
    more: tuple[AnsweringPassage, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    suggestions: tuple[str, ...] = ()
    small_talk: SmallTalk | None = None
    language_gap: LanguageGap | None = None
    context: Context = field(default=NO_CONTEXT, repr=False)
    sure: bool = False
    again: bool = False
    closest: bool = False
    about: About | None = None
    cited: tuple[CitedFootnote, ...] = ()
    missing: tuple[str, ...] = field(default=(), repr=False)
    unshown: int = 0
    style: str = ""
    counted: bool = False
    reaction: Reaction | None = None
    matched: tuple[str, ...] = field(default=(), repr=False)
    exhausted: tuple[str, ...] = ()
    looked_in: tuple[str, ...] = ()
    halves: tuple[Answer, ...] = ()
    left: tuple[str, ...] = field(default=(), repr=False)

    @property
    def requests(self) -> tuple[Answer, ...]:
        """The answered requests about footnotes, source and licence: itself, or those among its halves."""
        return tuple(part for part in self.halves or (self,) if part.answered and part.about)

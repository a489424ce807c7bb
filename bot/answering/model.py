"""An answer as plain data: everything that a person or a program is shown is made from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.answering.phrases import SmallTalk
from bot.library import Footnote, License, Link, Passage, Source, Span
from bot.library.passages import links_in
from bot.search import Explanation


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
    def highlight_links(self) -> tuple[Link, ...]:
        """The links in the highlight, with offsets in `highlight_text`."""
        return links_in(self.passage.links, self.highlight.start, self.highlight.end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """What has to stand beside words that are reused: title, source, licence, notice, changes."""

    article: str
    title: str
    source: Source
    license: License
    changes: str = "Excerpted."


@dataclass(frozen=True, slots=True)
class Answer:
    """What Footnote says to a question.

    Answered: `passages` holds those that answer, best first, and `attributions` one entry for each of
    their articles, in that order; `more` holds up to six passages that come next, for a person who reads
    on. Not answered: `passages` is empty and `nearest` holds up to three passages that come closest, for a
    person who asks for them (with their `attributions`), and `suggestions` up to three questions that the
    articles do answer. `confidence` lies in [0, 1].

    `small_talk` says what was said where it was no question to an article; then there is no passage at
    all. `context` is what the same asker's next question is to be asked with.
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
    context: str = field(default="", repr=False)

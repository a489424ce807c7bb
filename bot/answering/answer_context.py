"""What an asker's next message is answered with: the words of the question before it, and what was shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassageReference:
    """A passage by its ids, and the place in it of the sentence that was highlighted."""

    article: str
    passage: str
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """A footnote by its article's id and its label."""

    article: str
    number: str


@dataclass(frozen=True, slots=True)
class Context:
    """Kept for a few minutes, for one asker alone; false where nothing was said.

    `words` are content words of the last question, and `question` is that question as it was understood,
    empty where it was too long. `shown` are the passages of the last answer, best first, `seen` all that were
    shown since the question, and `waiting` those that come next. `footnotes` are those that the last answer
    was about. `refused`: nothing was shown for the last question; `shown` is from before.
    """

    words: tuple[str, ...] = ()
    question: str = ""
    shown: tuple[PassageReference, ...] = ()
    seen: tuple[PassageReference, ...] = ()
    waiting: tuple[PassageReference, ...] = ()
    footnotes: tuple[FootnoteReference, ...] = ()
    refused: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.shown or self.waiting or self.footnotes)

    def __repr__(self) -> str:
        """Without the words: nobody's words stand in a log."""
        return f"<Context of {len(self.words)} words and {len(self.shown)} passages>"


NO_CONTEXT = Context()
"""Nothing was said before."""

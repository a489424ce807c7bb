"""Any text → Discord Markdown that shows exactly that text.

Discord's parser takes a backslash before anything but letters, digits and white space as "show the next
character", and knows more syntax than `discord.utils.escape_markdown` escapes: headings, lists, quotes,
small text, masked links, time stamps, mentions of commands, emoji by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from bot.library import Link, Span

_UNSEEN = re.compile(
    r"\r(?=\n)|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
    # What turns the reading direction turns all that follows on the line, a licence's name for one.
    r"\u202a-\u202e\u2066-\u2069]"
)
_VISIBLE_LINE = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069](?:[^\r\n\x0b\x0c\x85\u2028\u2029]*\S)?"
)
_LINE_ENDS = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")

MOST_STACKED = 4
"""Accents on a letter of a question: Hebrew and Tibetan need as many. More grow over the lines around."""

_SPECIAL = re.compile(
    r"[\\*_~|`\[\]<@]"
    r"|:(?=//)"  # the colon of an address
    r"|:(?=[\w+~-]+:)"  # an emoji by its name
    r"|&(?=\#?\w+;)"  # an HTML entity, for clients that know them
)
_LINE_START = re.compile(r"^[ \t]*(?:[0-9]+(?=[.)])|(?=[-+#>=]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;!?()'’“”…–—-])*")
"""A line that Discord shows as it is: most questions and titles are one."""

_ADDRESS = re.compile(r"\bhttps?://[^\s<>\\*|`\"“”„«»]{1,2000}", re.IGNORECASE)
_DRESSED = re.compile(r"https?://[^/?#]*@", re.IGNORECASE)
"""An address that begins with another one's name: `https://wikipedia.org@elsewhere.example`."""

LONGEST_ADDRESS = 400
"""Characters of an address behind words of a text. A card's room is for words."""

_TRAILING = ".,:;!?'’…"


def tidy(text: str) -> str:
    """`text` with ordinary line ends and without control characters, those of direction included."""
    return text if text.isprintable() else _LINE_ENDS.sub("\n", _UNSEEN.sub("", text))


def one_line(text: str) -> str:
    """`text` tidied, its white space and line ends turned into single spaces."""
    return " ".join(tidy(text).split())


def linked_line(text: str, links: Sequence[Link]) -> tuple[str, tuple[Link, ...]]:
    """`one_line(text)`, and the links with their offsets there."""
    if not links:
        return one_line(text), ()
    line: list[str] = []
    unseen = {match.start() for match in _UNSEEN.finditer(text)}
    starts: list[int] = []
    ends: list[int] = []
    gap = False
    for index, character in enumerate(text):
        seen = index not in unseen and not character.isspace()
        if seen and gap:
            line.append(" ")
            gap = False
        starts.append(len(line))
        if seen:
            line.append(character)
        elif index not in unseen:
            gap = bool(line)
        ends.append(len(line))
    moved = (
        Link(starts[each.start], ends[each.end - 1], each.url) for each in links if each.start < each.end
    )
    return "".join(line), tuple(each for each in moved if each.start < each.end)


def escape(text: str, *, bold: Span | None = None, links: bool = True, linked: Sequence[Link] = ()) -> str:
    """Markdown that shows `text`, the run `bold` of it in bold, and its runs `linked` as links.

    Addresses in it can be clicked where `links` is true.
    """
    if bold is None and not linked and _PLAIN.fullmatch(text):
        return text
    lines = list(_lines(text, bold)) if bold else []
    # An address in which bold begins or ends can't be one for a click.
    ends = {end for line in lines for end in (line.start, line.end)}
    addresses = list(_ADDRESS.finditer(text)) if linked else []
    masked = [link for link in linked if _can_be_masked(link, text, ends, addresses)]
    within = {position for link in masked for position in range(link.start, link.end + 1)}
    characters = _escaped(text, links=links, undivided=ends, linked=within)
    for link in masked:
        characters[link.start] = f"[{characters[link.start]}"
        characters[link.end - 1] += f"]({_in_parentheses(link.url)})"
    for line in lines:
        # Bold is opened and closed on each line: a quotation is parsed line by line.
        characters[line.start] = f"**{characters[line.start]}"
        characters[line.end - 1] += "**"
    return "".join(characters)


def _can_be_masked(
    link: Link, text: str, ends: Collection[int], addresses: Collection[re.Match[str]]
) -> bool:
    """Whether Discord shows this run of `text` as a link to its address.

    Its words can't hold brackets, escaped or not, nor be an address themselves, nor reach over a line; bold
    can't begin or end inside; and no address is linked that is dressed as another one's.
    """
    words = text[link.start : link.end]
    return (
        bool(_VISIBLE_LINE.fullmatch(words))
        and not any(sign in words for sign in "[]")
        and not any(match.start() < link.end and link.start < match.end() for match in addresses)
        and len(link.url) <= LONGEST_ADDRESS
        and is_linkable(link.url)
        and not any(link.start < end < link.end for end in ends)
    )


def is_linkable(url: str) -> bool:
    """Whether Discord can link to this address, and it leads where it says."""
    return bool(_ADDRESS.fullmatch(url)) and url.isascii() and not _DRESSED.match(url)


def _in_parentheses(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")


def _escaped(
    text: str, *, links: bool, undivided: Collection[int] = (), linked: Collection[int] = ()
) -> list[str]:
    """The Markdown that shows each character of `text`; nothing for one that can't be seen.

    No address with one of the positions `undivided` inside is made a link, and none that is `linked` already.
    """
    unseen = {match.start() for match in _UNSEEN.finditer(text)}
    kept = [index for index in range(len(text)) if index not in unseen]
    clean = tidy(text)
    shown = list(clean)
    for match in _SPECIAL.finditer(clean):
        shown[match.start()] = f"\\{match.group()}"
    for match in _LINE_START.finditer(clean):
        shown[match.end()] = f"\\{clean[match.end()]}"
    for match in _INDENT.finditer(clean):
        # Plain spaces at the start of a line would nest a list or be dropped.
        for index in range(*match.span()):
            shown[index] = "\u00a0" * (4 if clean[index] == "\t" else 1)
    for start, end in _addresses(clean) if links else ():
        if any(kept[start] < position <= kept[end - 1] for position in undivided):
            continue
        if kept[start] in linked or kept[end - 1] in linked:
            continue
        shown[start:end] = clean[start:end]
        shown[start] = f"<{clean[start]}"
        shown[end - 1] += ">"
    result = [""] * len(text)
    for index, markdown in zip(kept, shown, strict=True):
        result[index] = markdown
    return result


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(_TRAILING)
        while address.endswith((")", "]")):
            opening = "(" if address.endswith(")") else "["
            if address.count(opening) >= address.count(address[-1]):
                break
            address = address[:-1].rstrip(_TRAILING)
        if len(address) > len("https://") and not _DRESSED.match(address):
            yield match.start(), match.start() + len(address)


def _lines(text: str, run: Span) -> Iterator[Span]:
    """The lines of a run of `text` that hold words, without the white space around them."""
    for match in _VISIBLE_LINE.finditer(run.of(text)):
        yield Span(run.start + match.start(), run.start + match.end())


def quote(markdown: str) -> str:
    """`markdown` as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in markdown.split("\n"))


def small(markdown: str) -> str:
    """`markdown`, which must be one line, in small text."""
    return f"-# {markdown}"


def link(text: str, url: str | None) -> str:
    """`text` on one line, linked to `url` where there is one that Discord can link to."""
    shown = escape(one_line(text), links=False)
    if url is None or not is_linkable(url):
        return shown
    if any(bracket in text for bracket in "[]"):
        # The words of a masked link can't hold brackets, escaped or not.
        return f"{shown} (<{url}>)"
    return f"[{shown}]({_in_parentheses(url)})"


def code_block(text: str) -> str:
    """`text` in a code block, ready to be copied."""
    # Backticks side by side could end the block; a character without width keeps them apart.
    return "```\n" + tidy(text).replace("``", "`\u200b`") + "\n```"


def harmless(text: str) -> str:
    """A person's words on one line, without characters that can't be seen or that turn the writing round.

    Of accents stacked on one letter, the first MOST_STACKED stay.
    """
    if _PLAIN.fullmatch(text):
        return one_line(text)
    joiners = "\u200c\u200d"  # Persian words and composed emoji need them
    shown: list[str] = []
    stacked = 0
    for character in text:
        category = unicodedata.category(character)
        stacked = stacked + 1 if category in ("Mn", "Me") else 0
        if stacked <= MOST_STACKED and (category not in ("Cf", "Cs") or character in joiners):
            shown.append(character)
    return one_line("".join(shown))


def question_shown(question: str) -> str:
    """A person's question as it may stand in a message of ours."""
    # An escaped stroke ends what a client would take for an address or an invitation.
    return escape(harmless(question), links=False).replace("/", "\\/")

"""A Markdown text with footnotes of its own → an article: its body stays as it is written."""

from __future__ import annotations

import re

from bot.library import Article, License, Source
from bot.library.licenses import is_notice, read_notice
from bot.library.reading import article_id, parse_article
from bot.library.writing import front_matter_of
from bot.sources.document import Document, Heading, PageFacts, TextBlock, Words
from bot.sources.errors import PageError

_TITLE = re.compile(r"#[ \t]+(?P<title>[^\n#][^\n]*?)[ \t]*#*[ \t]*\Z")


def read_markdown(text: str) -> tuple[Document, str]:
    """What a Markdown text says about itself, as a document of one block, and its body without that."""
    body = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    first, _, rest = body.partition("\n")
    titled = _TITLE.match(first.strip())
    title = titled["title"].replace("\\", "") if titled else ""
    lines = body.split("\n")
    notice = ""
    last = lines[-1].strip()
    alone = len(lines) > 1 and not lines[-2].strip()
    if alone and "[^" not in last and is_notice(last) and read_notice(last).license:
        notice = last
        body = "\n".join(lines[:-1]).rstrip()
    if titled:
        body = rest if not notice else body.partition("\n")[2]
    blocks = (Heading(1, Words(title)), TextBlock(Words(body)))
    return Document(blocks, facts=PageFacts(title=title, license_notice=notice)), body.strip("\n")


def import_markdown(
    body: str, title: str, language: str, license: License, source: Source
) -> tuple[Article, str]:
    """The article that the Markdown `body` makes, and its file. Raises PageError with the first problem."""
    head = front_matter_of(title, language, license, source)
    markdown = f"{head}{body}\n"
    article, problems = parse_article(markdown, article=article_id(title), path="the file")
    errors = [problem for problem in problems if not problem.warning]
    if article is None:
        line = errors[0].line - head.count("\n") if errors[0].line > head.count("\n") else 0
        raise PageError(line, errors[0].message)
    return article, markdown

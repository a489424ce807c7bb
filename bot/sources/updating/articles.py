"""Which articles of a folder come from wikis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.library import Article
from bot.library.article_files import NOT_ARTICLES
from bot.library.bounds import MOST_BYTES
from bot.library.reading import article_id, parse_article


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article's file as it was read: its bytes tell whether somebody saves it meanwhile."""

    file: Path
    data: bytes
    article: Article

    @property
    def text(self) -> str:
        """What stands in the file."""
        return self.data.decode("utf-8-sig")

    @property
    def is_of_wiki(self) -> bool:
        """Whether it names its page on a wiki, its revision and its address."""
        source = self.article.source
        return bool(
            source.url
            and source.page
            and source.page.isdecimal()
            and source.revision
            and source.revision.isdecimal()
        )

    @property
    def seems_of_wiki(self) -> bool:
        """Whether its source has a field that only an import from a wiki writes."""
        source = self.article.source
        return bool(source.page or source.digest)

    @property
    def why_not_of_wiki(self) -> str:
        """What its source lacks to be compared with a wiki's page."""
        source = self.article.source
        fields = (("url", source.url), ("page", source.page), ("revision", source.revision))
        lacking = [name for name, value in fields if not value or (name != "url" and not value.isdecimal())]
        if len(lacking) == len(fields):
            return "comes from no wiki, so there is nothing to compare it with"
        names = " and ".join(f"source.{name}" for name in lacking)
        return (
            f"can't be compared with its wiki without {names}; if it comes from one, import it by its address"
        )


def article_files(folder: Path) -> Iterator[ArticleFile | tuple[Path, str]]:
    """The articles below `folder`; of a file that can't be used, its path and why."""
    for file in sorted(folder.rglob("*.md")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.stem not in NOT_ARTICLES and file.is_file():
            yield read_article_file(file)


def read_article_file(file: Path) -> ArticleFile | tuple[Path, str]:
    """The article of a file; or, where it can't be used, the file and why."""
    try:
        data = file.read_bytes()[: MOST_BYTES + 1]
        text = data.decode("utf-8-sig")
    except OSError as error:
        return file, f"can't be read ({error.strerror}); make it readable"
    except UnicodeDecodeError:
        return file, "is not UTF-8 text; save the file as UTF-8"
    article, problems = parse_article(text, article=article_id(file.stem), path=str(file))
    if article is None:
        first = next((p for p in problems if not p.warning), None)
        return file, f"can't be used ({first.message if first else 'no article'}); run “footnote check”"
    return ArticleFile(file, data, article)

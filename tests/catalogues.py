"""The catalogues of the bot's own words: extracted from the code, brought up to date, compiled.

    python -m tests.catalogues

writes every catalogue anew: texts that are new in the code stand there untranslated, those that are gone from
the code are gone there, too. Run it after a change of a text and again after having translated.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.answering import replies
from bot.answering.answer import EDITED, EXCERPTED
from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import CATALOGUES, ENGLISH, LANGUAGES

NAMES = frozenset({"HELP_TITLE", "ANSWER_MESSAGE", "VERIFY_MESSAGE"})
"""Constants of `wording` that are names: the same in every language."""

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same date always, so that the same texts make the same file."""

TRANSLATED = tuple(code for code in LANGUAGES if code != ENGLISH.code)
"""The languages that have a catalogue."""


def texts() -> dict[str, list[str]]:
    """Every text to translate, in the order of the code, with the constants that hold it."""
    found: dict[str, list[str]] = {}
    for changes in (EXCERPTED, EDITED):
        found[changes] = ["Attribution.changes"]
    for module in (wording, setting_wording, replies):
        for name, value in vars(module).items():
            if name.isupper() and name not in NAMES:
                for text in _in(value):
                    found.setdefault(text, []).append(name)
    return found


def _in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _in(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _in(inner)


def catalogue(code: str) -> Catalog:
    """The catalogue of a language as its file has it."""
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code.replace("-", "_"))


def renewed(code: str) -> Catalog:
    """The catalogue of a language with exactly the texts of the code, translated as far as its file is."""
    known = catalogue(code) if (CATALOGUES / f"{code}.po").exists() else Catalog()
    fresh = Catalog(
        locale=code.replace("-", "_"),
        project="Footnote",
        header_comment=f"# Footnote's own words: {LANGUAGES[code]}. CONTRIBUTING tells how they are changed.",
        fuzzy=False,
    )
    for text, names in texts().items():
        message = known.get(text)
        fresh.add(text, message.string if message else "", auto_comments=[", ".join(dict.fromkeys(names))])
    return fresh


def source(catalog: Catalog) -> bytes:
    """The file to edit."""
    written = io.BytesIO()
    write_po(written, catalog, omit_header=True, width=100)
    head = (
        f"{catalog.header_comment}\n"
        'msgid ""\nmsgstr ""\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {catalog.locale_identifier}\\n"\n\n'
    )
    return head.encode() + written.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The file that the bot reads."""
    plain = Catalog(catalog.locale, project="Footnote", creation_date=NO_DATE, revision_date=NO_DATE)
    for message in catalog:
        if message.id and message.string:
            plain.add(message.id, message.string)
    written = io.BytesIO()
    write_mo(written, plain)
    return written.getvalue()


def main(folder: Path = CATALOGUES) -> int:
    """Write all catalogues; 1 where a text is still to be translated."""
    missing = 0
    for code in TRANSLATED:
        catalog = renewed(code)
        (folder / f"{code}.po").write_bytes(source(catalog))
        (folder / f"{code}.mo").write_bytes(compiled(catalog))
        for message in catalog:
            if message.id and not message.string:
                missing += 1
                print(f"{code}.po: to be translated: {message.id}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""The *Source* button of an answer leads a browser to the very sentence on the wiki's page."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.async_api import async_playwright

from bot.answering import Answerer
from bot.discord_app.cards.source_links import sentence_url
from bot.library import load_library
from bot.settings import Settings
from tests.sources.wiki.real_wiki import real_wiki
from tests.sources.wiki.running import footnote

KEEPERS = ("Ada", "Tom", "Reed", "Quill", "Brand") * 8


def _paragraph(part: int, number: int, keeper: str) -> str:
    return (
        f"Lantern {part}-{number} was lit by keeper {keeper}<ref>Log {part}, f. {number}.</ref> in the year"
        f" {1700 + 50 * part + number}, ''so'' the [[records]] say.<ref name=all>Records.</ref> That is all."
    )


def _long_page() -> str:
    """A page of two long sections: far below a heading, a sentence isn't in view by its section alone."""
    parts = (
        f"\n== Part {part} ==\n" + "\n\n".join(_paragraph(part, n, name) for n, name in enumerate(KEEPERS))
        for part in (1, 2)
    )
    return "".join(parts) + "\n== References ==\n<references />\n"


IN_VIEW = """sentence => {
  const words = p => p.innerText.replace(/\\[\\d+\\]/g, "");
  const found = [...document.querySelectorAll("p")].find(p => words(p).includes(sentence));
  const box = found.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight && scrollY > 0;
}"""


async def test_a_browser_shows_the_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with real_wiki(tmp_path / "wiki") as wiki:
        wiki.edit("Lanterns", _long_page())
        site = ("--allow-local", "--site", wiki.url)
        imported = await footnote("import", "--knowledge", folder, *site, "Lanterns")
        assert imported.code == 0, imported.errors
        library = load_library(folder)
        answerer = Answerer(library, Settings())
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=named, args=["--no-sandbox"])
            for lantern in ("1-33", "2-27", "2-1"):
                best = answerer.answer(f"In which year was lantern {lantern} lit?").passages[0]
                sentence = f"Lantern {lantern} was lit"
                assert sentence in best.passage.text
                url = sentence_url(library.articles[0].source, best)
                assert url is not None
                assert ":~:text=" in url
                page = await browser.new_page()
                await page.goto(url)
                await page.wait_for_function(IN_VIEW, arg=sentence)
                await page.close()
            await browser.close()

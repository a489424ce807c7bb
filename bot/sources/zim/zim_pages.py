"""A page of a ZIM file → an article, by the same reader as any other page's HTML."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from urllib.parse import urlsplit

from bot.library import Article, Source
from bot.sources.document import Document
from bot.sources.errors import PageError
from bot.sources.html.html_page import read_tree
from bot.sources.html.page_tree import parse_page
from bot.sources.importing import ImportOptions, import_document
from bot.sources.web_addresses import clean_address
from bot.sources.zim.page_footer import Footer, take_footer
from bot.sources.zim.zim_archive import ZimFacts, ZimPage

LONGEST_ALIAS = 100
"""Characters of another name of a page that is kept."""

LANGUAGES = MappingProxyType(
    dict(
        pair.split(":")
        for pair in (
            "afr:af ara:ar aze:az bel:be ben:bn bul:bg cat:ca ces:cs cym:cy dan:da deu:de ell:el eng:en "
            "epo:eo est:et eus:eu fas:fa fin:fi fra:fr gle:ga glg:gl heb:he hin:hi hrv:hr hun:hu hye:hy "
            "ind:id isl:is ita:it jpn:ja kat:ka kaz:kk kor:ko lat:la lav:lv lit:lt mkd:mk mar:mr msa:ms "
            "mya:my nep:ne nld:nl nno:nn nob:nb nor:no pan:pa pol:pl por:pt ron:ro rus:ru slk:sk slv:sl "
            "spa:es sqi:sq srp:sr swa:sw swe:sv tam:ta tel:te tha:th tur:tr ukr:uk urd:ur uzb:uz vie:vi "
            "zho:zh"
        ).split()
    )
)
"""Codes of three letters, as ZIM files have them, → codes of two. https://www.loc.gov/standards/iso639-2/"""


def article_of(html: bytes, page: ZimPage, facts: ZimFacts, article: str) -> tuple[Article, tuple[str, ...]]:
    """The article, with the id `article`, that a page makes, and what looks wrong with the page.

    Its redirects are its aliases. Raises PageError where it can't become one, as for a page that is imported.
    """
    try:
        tree = parse_page(html.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PageError(0, "is not UTF-8 text") from None
    footer = take_footer(tree.root)
    document = _with_facts(read_tree(tree, url=footer.url if footer else ""), page, facts, footer)
    creator = facts.creator
    source = Source(
        retrieved=facts.date[:10] or None,
        authors=(f"Contributors to {creator}",) if creator and not document.facts.authors else (),
    )
    made = import_document(document, ImportOptions(source=source), "page of a ZIM file", article=article)
    aliases = {
        name: made.article.title
        for name in page.redirects
        if len(name) <= LONGEST_ALIAS and name.casefold() != made.article.title.casefold()
    }
    warnings = tuple(remark.message for remark in made.report.warnings)
    return replace(made.article, aliases=MappingProxyType(aliases)), warnings


def _with_facts(document: Document, page: ZimPage, facts: ZimFacts, footer: Footer | None) -> Document:
    """The document with what page, footer and file say of it: the page's own word comes first."""
    own = document.facts
    notice = own.license_notice or (footer.notice if footer else "")
    address = own.license_url or (footer.license_url if footer else "")
    if not notice and not address:
        notice, address = ("", facts.license) if clean_address(facts.license) else (facts.license, "")
    told = replace(
        own,
        title=page.title or own.title,
        language=own.language or _language(facts.language),
        license_notice=notice,
        license_url=address,
        url=own.url or (footer.url if footer else "") or _address(facts.source),
        revision=own.revision or (footer.revision if footer else ""),
        site=own.site or (footer.site if footer else "") or facts.creator,
    )
    return replace(document, facts=told)


def _language(code: str) -> str:
    first = code.partition(",")[0].strip()
    return LANGUAGES.get(first, first)


def _address(source: str) -> str:
    """The address of the site that a file was made of; a bare host is one, too."""
    is_host = "." in source and "/" not in source and " " not in source
    address = clean_address(f"https://{source}" if is_host else source) or ""
    return address if urlsplit(address).scheme in ("http", "https") else ""

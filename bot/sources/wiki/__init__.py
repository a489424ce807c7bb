"""Pages of any MediaWiki site, by its API."""

from bot.sources.wiki.mediawiki import MediaWiki
from bot.sources.wiki.page_address import AddressError, PageAddress, parse_page_address
from bot.sources.wiki.site_records import Revision, WikiPage, WikiSite
from bot.sources.wiki.wiki_pages import ImportedWikiPage, import_wiki_page
from bot.sources.wiki.wikis import Wikis

__all__ = [
    "AddressError",
    "ImportedWikiPage",
    "MediaWiki",
    "PageAddress",
    "Revision",
    "WikiPage",
    "WikiSite",
    "Wikis",
    "import_wiki_page",
    "parse_page_address",
]

"""Pages of any MediaWiki site, by its API."""

from bot.sources.wiki.mediawiki import MediaWiki, Revision, WikiPage, WikiSite
from bot.sources.wiki.page_address import PageAddress

__all__ = ["MediaWiki", "PageAddress", "Revision", "WikiPage", "WikiSite"]

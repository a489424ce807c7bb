"""What stands on a page beside the article: navigation, edit links, boxes, what isn't shown."""

from __future__ import annotations

import re

from bot.sources.html.page_tree import HEADINGS, Element
from bot.sources.labels import clean_label, looks_like_label

_TAGS = {
    "nav": "navigation",
    "form": "forms",
    "button": "forms",
    "input": "forms",
    "select": "forms",
    "textarea": "forms",
    "dialog": "forms",
    "audio": "media",
    "video": "media",
    "head": "",
    "script": "",
    "style": "",
    "template": "",
    "noscript": "",
    "iframe": "media",
    "object": "media",
    "svg": "",
    "canvas": "",
    "img": "",
    "picture": "",
    "map": "",
    "link": "",
    "meta": "",
    "colgroup": "",
    "rp": "",
    "rt": "readings above letters",
}
"""Tags → what is said of them in the report; nothing for what holds no words."""

INFOBOX = "the infobox"
BOX_PARTS = "parts of the infobox that are no label with its value"
SIDE_NOTES = "notes at the side, which stand below as well"
UNWRITTEN = "addresses of pages that a wiki doesn't have yet"
_COMMENTS = "readers' comments"
_SHARING = "what a site adds: links to share and to read on"
_NUMBERS = "numbers of pages and paragraphs"
_EDITORS_NOTES = "editors' notes such as [citation needed]"
_CAPTIONS = "captions of pictures"
_ERRORS = "a wiki's messages about errors"

_CLASSES = {
    "inline-template": _EDITORS_NOTES,
    "mw-editsection": "edit links",
    "mw-editsection-like": "edit links",
    "editsection": "edit links",
    "mw-cite-backlink": "",
    "mw-empty-elt": "",
    "z3988": "",
    "cs1-maint": "hidden parts",
    "cs1-hidden-error": "hidden parts",
    "toc": "the table of contents",
    "toctitle": "the table of contents",
    "vector-toc": "the table of contents",
    "table-of-contents": "the table of contents",
    "navbox": "navigation",
    "navbox-styles": "",
    "vertical-navbox": "navigation",
    "navbar": "navigation",
    "sidebar": "navigation",
    "nav": "navigation",
    "navigation": "navigation",
    "navframe": "navigation",
    "mw-jump-link": "navigation",
    "mw-indicators": "navigation",
    "catlinks": "categories",
    "page-header__categories": "categories",
    "printfooter": "navigation",
    "breadcrumb": "navigation",
    "breadcrumbs": "navigation",
    "page-footer": "navigation",
    "portal": "navigation",
    "portalbox": "navigation",
    "sistersitebox": "navigation",
    "side-box": "navigation",
    "noprint": "parts that aren't printed",
    "hatnote": "notes above the text",
    "dablink": "notes above the text",
    "rellink": "notes above the text",
    "homonymie": "notes above the text",
    "shortdescription": "notes above the text",
    "ambox": "message boxes",
    "mbox": "message boxes",
    "ombox": "message boxes",
    "tmbox": "message boxes",
    "metadata": "message boxes",
    "stub": "message boxes",
    "infobox": INFOBOX,
    "infobox_v2": INFOBOX,
    "infobox_v3": INFOBOX,
    "portable-infobox": INFOBOX,
    "taxobox": INFOBOX,
    "biota": INFOBOX,
    "sinottico": INFOBOX,
    "mw-broken-media": "pictures",
    "mediatransformerror": "pictures",
    "scribunto-error": _ERRORS,
    "mw-ext-cite-warning": _ERRORS,
    "mw-kartographer-error": _ERRORS,
    "mw-timeline-error": _ERRORS,
    "thumbcaption": _CAPTIONS,
    "wp-caption-text": _CAPTIONS,
    "gallery": "galleries",
    "wikia-gallery": "galleries",
    "geo-nondefault": "coordinates",
    "geo-multi-punct": "coordinates",
    "mw-ext-cite-error": "",
    "comments": _COMMENTS,
    "comments-area": _COMMENTS,
    "comment-list": _COMMENTS,
    "commentlist": _COMMENTS,
    "comment-respond": _COMMENTS,
    "wp-block-comments": _COMMENTS,
    "sharedaddy": _SHARING,
    "share-buttons": _SHARING,
    "social-share": _SHARING,
    "jp-relatedposts": _SHARING,
    "related-posts": _SHARING,
    "related": _SHARING,
    "author-box": _SHARING,
    "newsletter": _SHARING,
    "cookie-banner": _SHARING,
    "cookie-notice": _SHARING,
    "post-navigation": _SHARING,
    "subscription-widget-wrap": "forms",
    "pagenum": _NUMBERS,
    "pageno": _NUMBERS,
    "pagenumber": _NUMBERS,
    "paranumber": _NUMBERS,
    "pg-boilerplate": "Project Gutenberg's own words",
    "sidenotes": SIDE_NOTES,
    "margin-toggle": "",
    "visually-hidden": "hidden parts",
    "sr-only": "hidden parts",
    "show-for-sr": "hidden parts",
    "screen-reader-text": "hidden parts",
}

"""Classes → what is said of them, the first of several."""

_IDS = {
    "toc": "the table of contents",
    "mw-toc": "the table of contents",
    "table-of-contents": "the table of contents",
    "dw__toc": "the table of contents",
    "coordinates": "coordinates",
    "catlinks": "categories",
    "sitesub": "",
    "contentsub": "",
    "jump-to-nav": "navigation",
    "mw-navigation": "navigation",
    "footer": "navigation",
    "breadcrumbs": "navigation",
    "comments": _COMMENTS,
    "disqus_thread": _COMMENTS,
    "respond": _COMMENTS,
}

_ROLES = {
    "navigation": "navigation",
    "search": "forms",
    "banner": "navigation",
    "contentinfo": "navigation",
    "dialog": "forms",
}

_PICTURES = frozenset({"img", "picture", "video", "audio", "svg", "canvas", "map", "object", "iframe"})
_KEPT_IN_FIGURES = frozenset({"table", "pre", "blockquote", "code", "math", "ul", "ol", "dl"})
_BRACKETS = (("[", "]"), ("［", "］"), ("【", "】"))
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_SITE_TAGS = {"header": "navigation", "footer": "navigation", "aside": "text beside the article"}


def furniture_of(element: Element) -> str | None:
    """What to say of an element that is no part of the article ("" for what holds no words), or None."""
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    if "hidden" in element.attributes or _UNSEEN.search(element.get("style")):
        return "hidden parts"
    named = sorted(element.classes & _CLASSES.keys(), key=list(_CLASSES).index)
    if named:
        return _CLASSES[named[0]]
    identifier = element.get("id").lower()
    if identifier in _IDS:
        return _IDS[identifier]
    role = element.get("role").lower()
    if role in _ROLES:
        return _ROLES[role]
    if element.tag in _SITE_TAGS and not role.startswith("doc-"):
        # An article's own header holds its title and its authors; a footer or an aside may hold its notes.
        if element.tag == "header" and any(around.tag == "article" for around in element.ancestors()):
            return None
        return _SITE_TAGS[element.tag]
    if element.get("rel") == "mw:referencedBy" or _is_heading_link(element):
        return ""
    if element.tag == "figcaption" and _is_of_picture(element):
        return _CAPTIONS
    if element.tag == "a" and _stands_for_picture(element):
        return "pictures"
    if element.tag == "strong" and "error" in element.classes:  # as MediaWiki shows those of its functions
        return _ERRORS
    return _EDITORS_NOTES if element.tag == "sup" and _is_editors_note(element) else None


def is_unwritten(link: Element) -> bool:
    """Whether a wiki's link leads to a page that nobody has written: a form to write it."""
    return "redlink=1" in link.get("href") or ("new" in link.classes and "action=edit" in link.get("href"))


def shown_words(element: Element) -> str:
    """The words of an element but for what is no part of the article, on one line."""
    shown = element.text_without(lambda each: each is not element and furniture_of(each) is not None)
    return " ".join(shown.split())


def _is_heading_link(element: Element) -> bool:
    """Whether a link in a heading only gives the heading's address: “¶”, “#”, “🔗”."""
    if element.tag != "a" or "#" not in element.get("href"):
        return False
    if not any(around.tag in HEADINGS for around in element.ancestors()):
        return False
    words = element.words()
    return len(words) <= 2 and not any(c.isalnum() or c in "*†‡" for c in words)


def _is_of_picture(caption: Element) -> bool:
    """Whether a figure shows a picture or a film, and nothing else that is kept."""
    figure = next((e for e in caption.ancestors() if e.tag == "figure"), None)
    if figure is None:
        return False
    tags = {e.tag for e in figure.walk()}
    # A wiki's page may miss the picture.
    is_picture = bool(tags & _PICTURES) or "mw:File" in figure.get("typeof")
    return is_picture and not tags & _KEPT_IN_FIGURES


def _stands_for_picture(link: Element) -> bool:
    """Whether a link is in the place of a picture that a wiki misses."""
    return link.parent is not None and "thumbinner" in link.parent.classes


def _is_editors_note(raised: Element) -> bool:
    """Whether raised words in brackets are an editors' remark, in whatever language: they link to its rules.

    “[sic]” without a link is the author's own.
    """
    words = raised.words()
    if "reference" in raised.classes or (words[:1], words[-1:]) not in _BRACKETS:
        return False
    links = [e.get("href") for e in raised.walk() if e.tag == "a"]
    leads_away = any(links) and not any(href.startswith("#") or "cite_note" in href for href in links)
    return leads_away and not looks_like_label(clean_label(words)) and any(map(str.isalpha, words))

"""The Markdown of articles: CommonMark, what GitHub adds, and what people write beside that."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from bot.library import block_rules, inline_rules


@cache
def parser() -> MarkdownIt:
    """The parser of blocks and of the words in them. Words are read by `parser().inline.parse`."""
    md = MarkdownIt(
        "commonmark",
        {
            "maxNesting": block_rules.MOST_NESTED,
            "alerts": True,
            "strikethrough_single_tilde": True,
            "store_labels": True,
        },
    )
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.use(deflist_plugin)
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "comment", block_rules.comment_block, alternatives)
    md.block.ruler.before("comment", "math_block", block_rules.math_block, alternatives)
    md.block.ruler.before("math_block", "too_deep", block_rules.too_deep)
    md.inline.ruler.at("footnote_ref", inline_rules.marker)
    md.inline.ruler.at("image", inline_rules.bounded_image)
    for name, rule in (
        ("wikilink", inline_rules.wikilink),
        ("comment", inline_rules.comment),
        ("note", inline_rules.note),
        ("math", inline_rules.math),
        ("highlight", inline_rules.highlight),
        ("numbers", inline_rules.numbers_in_a_row),
        ("address", inline_rules.address),
    ):
        md.inline.ruler.before("link", name, rule)
    # Blocks come as a flat run; the words in them are read one block after the other.
    md.disable("inline")
    # An address stays as it is written; which ones are kept is decided where they are read.
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return md

"""A page's HTML → `Document`: what a reader sees, with each marker led to its reference."""

from bot.sources.html.html_page import read_html

__all__ = ["read_html"]

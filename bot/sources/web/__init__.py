"""Requests to other people's web servers: only to public addresses, bounded, and polite."""

from bot.sources.web.web_client import FetchError, Response, WebClient

__all__ = ["FetchError", "Response", "WebClient"]

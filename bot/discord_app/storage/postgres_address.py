"""Where PostgreSQL is, and how one connects to it; its password never leaves this object by accident."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from bot.discord_app.storage.store_errors import StoreError


@dataclass(frozen=True)
class PostgresAddress:
    """`url` holds no password: `password` does, or the file, which is read at each connection."""

    url: str
    password: str | None = field(default=None, repr=False)
    password_file: Path | None = None

    @classmethod
    def of(cls, url: str, password_file: Path | None = None) -> PostgresAddress:
        """From an address that may hold the password, too."""
        parts = urlsplit(url)
        user, at, host = parts.netloc.rpartition("@")
        name, colon, password = user.partition(":")
        options = parse_qsl(parts.query, keep_blank_values=True)
        given = [value for option, value in options if option == "password"]
        query = urlencode([each for each in options if each[0] != "password"])
        bare = urlunsplit(parts._replace(netloc=f"{name}{at}{host}", query=query))
        return cls(bare, given[-1] if given else unquote(password) if colon else None, password_file)

    @property
    def place(self) -> str:
        """The address for a person, without the password and without options."""
        return urlunsplit(urlsplit(self.url)._replace(query="", fragment=""))

    def current_password(self) -> str | None:
        """The password as it is now. Raises StoreError where its file can't be read."""
        if self.password_file is None:
            return self.password
        try:
            return self.password_file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            raise StoreError(
                f"FOOTNOTE_DATABASE_PASSWORD_FILE: {self.password_file} can't be read ({reason});"
                " name a readable file that holds the password alone"
            ) from None

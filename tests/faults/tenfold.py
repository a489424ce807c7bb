"""`footnote` whose patience lasts a tenth: for a test, half a minute out of reach takes three seconds."""

from __future__ import annotations

from bot.cli import main
from bot.discord_app.discord_py import gateway, transport

if __name__ == "__main__":
    for name in ("REQUEST", "MESSAGE", "INTERACTION", "FIRST_PAUSE"):
        vars(transport)[name] /= 10
    for name in ("RESUME_FOR", "FIRST_PAUSE", "LONGEST_PAUSE"):
        vars(gateway)[name] /= 10
    main()

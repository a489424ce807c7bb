"""`footnote` with a tenth of its pauses between attempts to resume: an outage of seconds has as many attempts
as one of half a minute.
"""

from __future__ import annotations

from bot.cli import main
from bot.discord_app.discord_py import gateway_connection

if __name__ == "__main__":
    gateway_connection.FIRST_PAUSE /= 10
    gateway_connection.LONGEST_PAUSE /= 10
    main()

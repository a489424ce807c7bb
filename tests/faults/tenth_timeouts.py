"""`footnote` with a tenth of its timeouts and pauses: half a minute without Discord takes three seconds."""

from __future__ import annotations

from bot.cli import main
from bot.discord_app.discord_py import gateway_connection, http_requests, interaction_responses

if __name__ == "__main__":
    for module, names in (
        (http_requests, ("REQUEST_TIMEOUT", "MESSAGE_TIMEOUT", "FIRST_PAUSE")),
        (interaction_responses, ("RESPONSE_TIMEOUT",)),
        (gateway_connection, ("RESUME_FOR", "FIRST_PAUSE", "LONGEST_PAUSE")),
    ):
        for name in names:
            vars(module)[name] /= 10
    main()

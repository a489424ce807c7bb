"""The loopback for scripts, such as the container test.

    python -m tests.loopback --token T [--port 0] [--ask QUESTION]…

The first line on standard output is its address, such as `http://127.0.0.1:41234`. Give the bot
`FOOTNOTE_DISCORD_API_URL=$ADDRESS/api/v10`, `FOOTNOTE_DISCORD_GATEWAY_URL=ws://127.0.0.1:PORT/gateway`
and `DISCORD_TOKEN=T`. Then it serves until it is stopped (SIGINT, SIGTERM), with a control door:

    GET  /control/state                      what has happened: ready, identified, closes, refusals …
    POST /control/ask     {"question": "…"}  waits for the bot, uses /ask, answers with its response;
                                             "private": true and "timeout": 30 may stand beside it
    POST /control/slash   {"name": "cite", "options": {"number": "4"}}
    POST /control/mention {"text": "…"}      mentions the bot and answers with its reply
    POST /control/drop                       cuts the gateway's line

Answers are JSON: `{"answered": true, "text": "…", "ephemeral": false, "buttons": […], "components": […]}`;
status 504 where the bot didn't answer, 409 where Discord's client wouldn't offer that.

With `--ask` it waits for the bot, asks each question, prints each response as a line of JSON, and ends
with exit code 0, or 1 where an answer didn't come or the bot sent something that Discord refuses.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from . import control
from .server import Loopback


async def serve(token: str, port: int, questions: list[str], wait: float) -> int:
    """Run until stopped, or until the questions are answered. Returns the exit code."""
    discord = Loopback(token=token, port=port)
    control.attach(discord)
    async with discord:
        print(discord.api_url.removesuffix("/api/v10"), flush=True)
        if not questions:
            stopped = asyncio.Event()
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, stopped.set)
            await stopped.wait()
            return 0
        try:
            await discord.ready(wait)
            await discord.state.changes.wait_until(lambda: bool(discord.world.commands), "the commands", wait)
            for question in questions:
                asked = await discord.slash(discord.ada, discord.channel, "ask", question=question)
                print(json.dumps({"question": question, "text": asked.text}, ensure_ascii=False), flush=True)
        except TimeoutError as error:
            print(error, file=sys.stderr)
            return 1
        for refusal in discord.refusals:
            print(f"refused: {refusal}", file=sys.stderr)
        return 1 if discord.refusals else 0


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.loopback", description="A small Discord.")
    parser.add_argument("--token", required=True, help="the bot token that is accepted")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--ask", action="append", default=[], help="ask this as /ask, print the answer")
    parser.add_argument("--wait", type=float, default=30, help="seconds to wait for the bot with --ask")
    given = parser.parse_args()
    sys.exit(asyncio.run(serve(given.token, given.port, given.ask, given.wait)))


if __name__ == "__main__":
    main()

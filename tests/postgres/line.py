"""A line to a server that a test cuts, holds up, or cuts at a certain word."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self


class Line:
    """Forwards what comes to `port` on 127.0.0.1 to the server's port. An asynchronous context manager.

    `cut_before`: a word that the client sends; the line is cut in its place. `cut_after`: the line is cut
    once the server has got that word and answers. Both cut once. `hold_before`: from that word on nothing is
    forwarded, as after `hold`.
    """

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = asyncio.Event()
        self._open.set()
        self.cut_before: bytes | None = None
        self.cut_after: bytes | None = None
        self.hold_before: bytes | None = None
        self.cuts = 0
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def hold(self) -> None:
        """Let nothing through: a server that is slow, or a network that swallows everything."""
        self._open.clear()

    def release(self) -> None:
        """Let through what waits, and what comes."""
        self._open.set()

    def cut(self) -> None:
        """Cut every connection."""
        for writer in self._writers:
            writer.transport.abort()

    async def down(self) -> None:
        """Cut every connection, and take no new ones."""
        self._server.close()
        self.cut()

    async def up(self) -> None:
        """Take connections again."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
            self._writers |= {writer, up_writer}
            for job in (self._up(reader, up_writer), self._down(up_reader, writer)):
                task = asyncio.create_task(job)
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                if self.hold_before and self.hold_before in data:
                    self.hold_before = None
                    self.hold()
                await self._open.wait()
                if self.cut_before and self.cut_before in data:
                    self.cut_before = None
                    self.cuts += 1
                    self.cut()
                    return
                writer.write(data)
                await writer.drain()
                if self.cut_after and self.cut_after in data:
                    self.cut_after = None
                    self.cuts += 1
                    self._answer_is_lost = writer
        writer.close()

    _answer_is_lost: asyncio.StreamWriter | None = None

    async def _down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._open.wait()
                if self._answer_is_lost is not None:
                    self._answer_is_lost = None
                    self.cut()
                    return
                writer.write(data)
                await writer.drain()
        writer.close()

"""The container engine of this machine: Docker, or Podman, called as a person would call it."""

from __future__ import annotations

import asyncio
import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

LOCKED_DOWN = (
    *("--read-only", "--tmpfs", "/tmp:rw,size=16m,mode=1777"),
    *("--cap-drop", "all", "--security-opt", "no-new-privileges"),
    *("--memory", "256m", "--pids-limit", "100"),
    *("--network", "host"),  # where the loopback listens
)
"""What compose.yaml says, as options of `run`."""


class ContainerError(Exception):
    """A command of the engine failed."""


@dataclass(frozen=True)
class Ended:
    """A command that ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


async def call(*command: str, within: float = 60, environ: dict[str, str] | None = None) -> Ended:
    """Run a command to its end, killed after `within` seconds (TimeoutError)."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **(environ or {})},
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), within)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise TimeoutError(f"{shlex.join(command)} didn't end within {within:g} s") from None
    return Ended(process.returncode or 0, out.decode(errors="replace"), err.decode(errors="replace"))


@dataclass(frozen=True)
class Engine:
    """`tool` runs containers; `builder` is called with a folder and a tag and makes the image."""

    tool: str
    builder: tuple[str, ...]

    @classmethod
    def from_environment(cls) -> Engine:
        """CONTAINER_TOOL (default `docker`) and IMAGE_BUILDER (default `docker build`)."""
        tool = os.environ.get("CONTAINER_TOOL") or "docker"
        return cls(tool, tuple(shlex.split(os.environ.get("IMAGE_BUILDER", ""))))

    @property
    def is_podman(self) -> bool:
        """Podman knows a few options that Docker doesn't, and the other way round."""
        return Path(self.tool).name == "podman"

    async def build(self, context: Path, tag: str) -> None:
        """Make the image. Raises ContainerError with the builder's last words."""
        named = self.builder or (self.tool, "build", "-t", tag, str(context))
        ended = await call(*named, *((str(context), tag) if self.builder else ()), within=1200)
        if ended.code:
            raise ContainerError(f"{shlex.join(named)}: {(ended.out + ended.err)[-4000:]}")

    async def once(self, image: str, *words: str, options: tuple[str, ...] = ()) -> Ended:
        """Run a container to its end, locked down, and remove it."""
        fixed = ("--rm", "--no-healthcheck", *self._locked_down())
        return await call(self.tool, "run", *fixed, *options, image, *words)

    async def start(self, image: str, *options: str, environ: dict[str, str]) -> Container:
        """Start a container in the background, locked down as an operator would."""
        container = Container(self, f"footnote-test-{token_hex(4)}")
        # Docker looks after a container's health by itself; Podman does when it is asked.
        health = () if self.is_podman else ("--health-interval", "1s")
        settings = [word for name, value in environ.items() for word in ("-e", f"{name}={value}")]
        fixed = ("run", "-d", "--name", container.name, *self._locked_down(), *health)
        ended = await call(self.tool, *fixed, *settings, *options, image)
        if ended.code:
            await container.remove()
            raise ContainerError(ended.err)
        return container

    def _locked_down(self) -> tuple[str, ...]:
        # Podman makes more places writable than Docker does, unless it is told not to.
        return (*LOCKED_DOWN, *(("--read-only-tmpfs=false",) if self.is_podman else ()))


@dataclass(frozen=True)
class Container:
    """A container that runs in the background."""

    engine: Engine
    name: str

    async def execute(self, *words: str) -> Ended:
        """Run a command in it."""
        return await call(self.engine.tool, "exec", self.name, *words)

    async def healthy(self) -> bool:
        """What the image's own HEALTHCHECK says."""
        if self.engine.is_podman:
            return (await call("podman", "healthcheck", "run", self.name)).code == 0
        return await self.inspect("{{.State.Health.Status}}") == "healthy"

    async def logs(self) -> str:
        """All that it wrote so far."""
        ended = await call(self.engine.tool, "logs", self.name)
        return ended.out + ended.err

    async def stop(self) -> int:
        """SIGTERM, and after the engine's ten seconds SIGKILL. Returns the exit code."""
        await call(self.engine.tool, "stop", self.name)
        return int(await self.inspect("{{.State.ExitCode}}"))

    async def inspect(self, template: str) -> str:
        """One of the engine's facts about it."""
        ended = await call(self.engine.tool, "inspect", "--format", template, self.name)
        if ended.code:
            raise ContainerError(ended.err)
        return ended.out.strip()

    async def remove(self) -> None:
        """Remove it and its unnamed volumes, whatever its state."""
        await call(self.engine.tool, "rm", "-f", "-v", self.name)

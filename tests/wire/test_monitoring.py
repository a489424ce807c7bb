"""What a monitored bot tells of itself, asked of the real process."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

from tests.faults.answers import ANSWER, QUESTION
from tests.loopback import Loopback
from tests.loopback.change_signal import PATIENCE

from .monitored_bot import Monitored, monitored
from .process import TOKEN, closed_port, connected, environment, running

UNANSWERABLE = "How do I bake bread?"


def listening(pid: int) -> Iterator[str]:
    """The address, in hexadecimal as Linux has it, of every TCP port that a process listens on."""
    sockets = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(entry.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("socket:["):
            sockets.add(target[8:-1])
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and columns[9] in sockets:
                yield columns[1]


async def test_nothing_listens_unless_a_port_is_set(tmp_path: Path) -> None:
    async with connected(tmp_path / "data") as (_, bot):
        await bot.says("Ready as")
        assert list(listening(bot.pid)) == []


async def test_it_listens_on_this_machine_alone_unless_told(tmp_path: Path) -> None:
    async with monitored(tmp_path) as watched:
        assert list(listening(watched.bot.pid)) == [f"0100007F:{watched.port:04X}"]
        assert (await watched.get("/healthz")).text == "alive\n"


async def test_it_listens_where_it_is_told(tmp_path: Path) -> None:
    async with monitored(tmp_path, FOOTNOTE_MONITORING_HOST="0.0.0.0") as watched:
        assert list(listening(watched.bot.pid)) == [f"00000000:{watched.port:04X}"]


async def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """It says so in one line and ends, before it says anything to Discord."""
    async with Loopback(token=TOKEN) as discord:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            env = environment(discord, tmp_path / "data", FOOTNOTE_MONITORING_PORT=str(port))
            async with running(env, tmp_path) as bot:
                assert await bot.ends() == 1
        (line,) = bot.output.splitlines()
        assert line.startswith(
            f"monitoring_port: 127.0.0.1:{port} can't be listened on (Address already in use)"
        )
        assert "FOOTNOTE_MONITORING_PORT" in line
        env |= {"FOOTNOTE_MONITORING_HOST": "192.0.2.1"}  # nobody's: https://www.rfc-editor.org/rfc/rfc5737
        async with running(env, tmp_path) as bot:
            assert await bot.ends() == 1
        (line,) = bot.output.splitlines()
        assert f"192.0.2.1:{port} can't be listened on (" in line
        assert discord.requests == []


async def asked_in_every_way(watched: Monitored) -> None:
    discord = watched.discord
    place, ada = discord.channel, discord.ada
    for question in (QUESTION, UNANSWERABLE, "Thank you!"):
        assert (await discord.slash(ada, place, "ask", question=question)).text
        assert (await discord.reply(await discord.says(ada, place, f"{discord.bot.mention} {question}"))).text
        assert (await discord.reply(await discord.direct_message(ada, question))).text
    said = await discord.says(discord.ben, place, QUESTION)
    assert ANSWER in (await discord.use_on_message(ada, said, "Answer from the article")).text


async def test_metrics_grow_with_what_people_ask(tmp_path: Path) -> None:
    async with monitored(tmp_path) as watched:
        await watched.readyz(200)
        before = await watched.samples()
        assert before["footnote_answers_total", frozenset({("way", "mention"), ("outcome", "answered")})] == 0
        await asked_in_every_way(watched)
        for way in ("slash_command", "mention", "direct_message"):
            for outcome in ("answered", "refused", "small_talk"):
                await watched.becomes("footnote_answers_total", 1, way=way, outcome=outcome)
            assert await watched.value("footnote_answer_seconds_count", way=way) == 3
            assert 0 < await watched.value("footnote_answer_seconds_sum", way=way) < 3
            assert await watched.value("footnote_answer_seconds_bucket", way=way, le="3.0") == 3
        await watched.becomes("footnote_answers_total", 1, way="message_command", outcome="answered")
        assert await watched.value("footnote_answer_confidence_count") == 7
        assert await watched.value("footnote_answer_confidence_bucket", le="0.5") == 3
        after = await watched.samples()

    def gauge(name: str) -> float:
        return after[name, frozenset()]

    assert (gauge("footnote_ready"), gauge("footnote_guilds"), gauge("footnote_articles")) == (1, 1, 1)
    assert gauge("footnote_passages") > 3
    assert gauge("process_resident_memory_bytes") > 1e6
    (build,) = [dict(labels) for name, labels in after if name == "footnote_build_info"]
    assert set(build) == {"version", "python", "discord_py"}


async def test_time_counts_from_discords_event_to_discords_taking_the_answer(tmp_path: Path) -> None:
    async with monitored(tmp_path) as watched:
        discord = watched.discord
        gates = [
            discord.faults.hold("POST", path) for path in ("/interactions/*/callback", "/channels/*/messages")
        ]
        asked = asyncio.create_task(discord.slash(discord.ada, discord.channel, "ask", question=QUESTION))
        said = await discord.direct_message(discord.ben, QUESTION)
        for gate in gates:
            await gate.reached()
        await asyncio.sleep(0.3)
        for gate in gates:
            gate.release()
        assert ANSWER in (await asked).text
        assert ANSWER in (await discord.reply(said)).text
        for way in ("slash_command", "direct_message"):
            await watched.becomes("footnote_answer_seconds_count", 1, way=way)
            assert await watched.value("footnote_answer_seconds_bucket", way=way, le="0.25") == 0
            assert await watched.value("footnote_answer_seconds_sum", way=way) >= 0.3


async def test_an_outage(tmp_path: Path) -> None:
    """Not ready before Discord is there and while it isn't; alive all the time."""
    port = closed_port()
    async with Loopback(token=TOKEN) as discord:
        env = environment(
            discord, tmp_path / "data", FOOTNOTE_MONITORING_PORT=str(port), FOOTNOTE_PATIENCE="60"
        )
        async with discord.outage(), running(env, tmp_path) as early:
            await early.says("trying again")
            watched = Monitored(discord, early, port)
            assert await watched.readyz(503) == "running, but not connected to Discord\n"
            assert (await watched.get("/healthz")).status == 200
            assert await watched.value("footnote_ready") == 0
        async with running(env, tmp_path) as bot:
            watched = Monitored(discord, bot, port)
            await bot.connects(discord)
            assert await watched.readyz(200) == "ready\n"
            async with discord.outage():
                assert await watched.readyz(503) == "running, but not connected to Discord on shard 0\n"
                await bot.says("can't be reached")
                assert (await watched.get("/healthz")).text == "alive\n"
                assert await watched.value("footnote_ready") == 0
                assert await watched.value("footnote_gateway_disconnects_total", shard="0") == 1
                assert await watched.value("footnote_problems_total", kind="gateway") >= 1
            await watched.readyz(200)
            assert await watched.value("footnote_ready") == 1
            assert await watched.value("footnote_gateway_resumes_total", shard="0") == 1
            assert await watched.value("footnote_gateway_sessions_total", shard="0") == 1


async def test_gateway_latency_is_there_once_it_is_measured(tmp_path: Path) -> None:
    port = closed_port()
    async with Loopback(token=TOKEN) as discord:
        discord.gateway.behaviour.heartbeat_interval = 0.2
        env = environment(discord, tmp_path / "data", FOOTNOTE_MONITORING_PORT=str(port))
        async with running(env, tmp_path) as bot:
            await bot.connects(discord)
            watched = Monitored(discord, bot, port)
            await watched.readyz(200)
            async with asyncio.timeout(PATIENCE):
                while not await watched.value("footnote_gateway_latency_seconds", shard="0"):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            assert 0 < await watched.value("footnote_gateway_latency_seconds", shard="0") < PATIENCE


async def test_problems_are_counted_by_kind_whatever_the_log_shows(tmp_path: Path) -> None:
    async with monitored(tmp_path, "tests.faults.failing_answerer", FOOTNOTE_LOG_LEVEL="ERROR") as watched:
        discord = watched.discord
        discord.faults.answer("POST", "/channels/*/messages", 403, {"message": "", "code": 50013})
        await discord.direct_message(discord.ada, QUESTION)
        await watched.becomes("footnote_problems_total", 1, kind="permission")
        await discord.slash(discord.ada, discord.channel, "ask", question="Is it stumbleworthy?")
        await watched.becomes("footnote_problems_total", 1, kind="unforeseen")
        assert "May not answer" not in watched.bot.output


async def test_an_article_that_breaks_is_counted(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    file = articles / "tea.md"
    sound = "---\ntitle: Tea\nlicense:\n  name: CC0\n---\n\nTea comes from China.\n"
    file.write_text(sound)
    async with monitored(tmp_path, FOOTNOTE_KNOWLEDGE=str(articles)) as watched:
        await watched.readyz(200)
        assert await watched.value("footnote_articles_broken") == 0
        file.write_text(sound.replace("China.", "China.[^9]"))
        await watched.becomes("footnote_articles_broken", 1)
        assert await watched.value("footnote_article_reload_failures_total") == 1
        assert (await watched.get("/readyz")).status == 200
        file.write_text(sound)
        await watched.becomes("footnote_articles_broken", 0)
        assert await watched.value("footnote_article_reload_failures_total") == 1


async def test_only_three_pages_and_only_to_read(tmp_path: Path) -> None:
    async with monitored(tmp_path) as watched:
        for path in ("/", "/metrics/", "/healthz/x", "/%2e%2e/etc/passwd", "/metrics%00", "/favicon.ico"):
            assert (await watched.get(path)).status == 404, path
        for path in ("/healthz", "/readyz", "/metrics"):
            head = await watched.get(path, "HEAD")
            assert (head.text, head.status) == ("", (await watched.get(path)).status)
            for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
                assert (await watched.get(path, method)).status == 405, (method, path)
        for garbage in (
            b"\x00\xff\x00\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET " + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", watched.port)
            writer.write(garbage)
            assert b"200" not in (await reader.read(1000)).split(b"\r\n")[0]
            writer.close()
        assert (await watched.get("/healthz")).status == 200
        assert "Traceback" not in watched.bot.output
        assert "/etc/passwd" not in watched.bot.output


async def test_the_format_is_the_one_that_is_asked_for(tmp_path: Path) -> None:
    plain = "text/plain; version=0.0.4; charset=utf-8"
    asked_for = {
        "": plain,
        "*/*": plain,
        "text/html": plain,  # a browser
        "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2": (
            "application/openmetrics-text; version=1.0.0; charset=utf-8"
        ),
    }
    async with monitored(tmp_path) as watched:
        for accept, content_type in asked_for.items():
            page = await watched.get("/metrics", Accept=accept)
            assert page.headers["Content-Type"].startswith(content_type)
            assert page.text.rstrip().endswith("# EOF") == ("openmetrics" in content_type)


async def test_it_stops_in_order_while_it_is_watched(tmp_path: Path) -> None:
    async with monitored(tmp_path) as watched:
        _, writer = await asyncio.open_connection("127.0.0.1", watched.port)  # and says nothing
        assert (await watched.get("/healthz")).status == 200
        watched.bot.signal(signal.SIGTERM)
        assert await watched.bot.ends() == 0
        writer.close()
    assert "Traceback" not in watched.bot.output

"""The metrics, in Prometheus' own library. No label holds users' text, or the id of a server or a person."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import metadata
from typing import get_args

import discord
import prometheus_client
from prometheus_client import Counter, Gauge, Histogram, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector, CollectorRegistry

from bot.answering import Answer
from bot.discord_app.observability.logs import is_relevant
from bot.discord_app.observability.observer import GetState, Observer, Way
from bot.discord_app.observability.request_context import current_request, request_age

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 5.0, 15.0, 60.0)
"""Bounds for the time of an answer: fine where answers are, and at the three seconds that Discord waits."""

CONFIDENCE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)

OUTCOMES = ("answered", "refused", "small_talk", "cooldown")

KINDS = (
    "article", "commands", "encoder", "gateway", "health_file", "index", "late", "permission", "settings",
    "unforeseen", "unsent", "update",
)  # fmt: skip
"""The subjects of the bot's own warnings and errors: the `kind` of each (docs/OPERATIONS.md)."""


class Metrics(Observer):
    """Counts what it is told, in `registry`. All that can be counted is there from the start, at 0."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._answers = Counter(
            "footnote_answers",
            "Answers that Discord took, by how the question came in and what was said",
            ["way", "outcome"],
            registry=registry,
        )
        self._seconds = Histogram(
            "footnote_answer_seconds",
            "Seconds from Discord's event to Discord's taking the answer",
            ["way"],
            buckets=SECONDS,
            registry=registry,
        )
        self._confidence = Histogram(
            "footnote_answer_confidence",
            "How sure the bot was of each answer, or of the nearest passage where it refused",
            buckets=CONFIDENCE,
            registry=registry,
        )
        self._problems = Counter(
            "footnote_problems",
            "Warnings and errors in the log, also those that its level hides, by what they are about",
            ["kind"],
            registry=registry,
        )
        self._disconnects, self._resumes, self._sessions = (
            Counter(f"footnote_gateway_{name}", text, ["shard"], registry=registry)
            for name, text in (
                ("disconnects", "Times that a shard lost the gateway"),
                ("resumes", "Times that a shard went on where it was cut off"),
                ("sessions", "Times that a shard began a session, the first among them"),
            )
        )
        self._failed = Counter(
            "footnote_article_reload_failures",
            "Problems that kept a changed article from being taken up",
            registry=registry,
        )
        self._broken = Gauge(
            "footnote_articles_broken",
            "Problems in articles for which a last good version, or none, stands in now",
            registry=registry,
        )
        for way in get_args(Way):
            self._seconds.labels(way)
            for outcome in OUTCOMES:
                self._answers.labels(way, outcome)
        for kind in KINDS:
            self._problems.labels(kind)

    def answered(self, way: Way, answer: Answer) -> None:
        """Count the answer, its time and its confidence."""
        if answer.small_talk is not None:
            self._answers.labels(way, "small_talk").inc()
        else:
            self._answers.labels(way, "answered" if answer.answered else "refused").inc()
            self._confidence.observe(answer.confidence)
        if current_request():
            self._seconds.labels(way).observe(request_age())

    def put_off(self, way: Way) -> None:
        """Count the request to wait."""
        self._answers.labels(way, "cooldown").inc()

    def disconnected(self, shard: int) -> None:
        """Count the loss."""
        self._disconnects.labels(shard).inc()

    def resumed(self, shard: int) -> None:
        """Count the resumption."""
        self._resumes.labels(shard).inc()

    def identified(self, shard: int) -> None:
        """Count the session, and let the shard's other counters begin."""
        self._sessions.labels(shard).inc()
        self._disconnects.labels(shard)
        self._resumes.labels(shard)

    def reloaded(self, failed: int, broken: int) -> None:
        """Count the failures."""
        self._failed.inc(failed)
        self._broken.set(broken)

    def problem(self, kind: str) -> None:
        """Count a line of the log."""
        self._problems.labels(kind).inc()


class _ProblemCounter(logging.Handler):
    """Counts warnings and errors: ours by their kind, those of libraries by the library."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(logging.WARNING)
        self._metrics = metrics
        self.addFilter(is_relevant)

    def emit(self, record: logging.LogRecord) -> None:
        """Count the record."""
        self._metrics.problem(getattr(record, "kind", record.name.partition(".")[0]))


class _StateCollector(Collector):
    """The gauges, each as it is when the metrics are read."""

    def __init__(self, state: GetState) -> None:
        self._state = state

    def collect(self) -> Iterable[Metric]:
        """The gauges. Prometheus' library calls this."""
        state = self._state()
        ready = int(state.problem is None)
        yield GaugeMetricFamily("footnote_ready", "1 where the bot can answer, else 0", ready)
        yield GaugeMetricFamily("footnote_guilds", "Servers that the bot is in", state.guilds)
        yield GaugeMetricFamily("footnote_articles", "Articles that the bot knows", state.articles)
        yield GaugeMetricFamily("footnote_passages", "Passages of these articles", state.passages)
        latency = GaugeMetricFamily(
            "footnote_gateway_latency_seconds", "From heartbeat to acknowledgement", labels=["shard"]
        )
        for shard, seconds in state.latencies.items():
            latency.add_metric([str(shard)], seconds)
        yield latency
        build = {
            "version": _version(),
            "python": platform.python_version(),
            "discord_py": discord.__version__,
        }
        info = GaugeMetricFamily("footnote_build_info", "What runs here; always 1", labels=list(build))
        info.add_metric(list(build.values()), 1)
        yield info


def _version() -> str:
    try:
        return metadata.version("footnote-bot")
    except metadata.PackageNotFoundError:  # run from a folder of sources
        return "unknown"


@contextmanager
def counting(state: GetState, observe: Callable[[Observer], None]) -> Iterator[CollectorRegistry]:
    """Count what happens, in a registry of its own. `observe` is called with the observer that counts."""
    prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # twice as much to read
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    observe(metrics)
    registry.register(_StateCollector(state))
    prometheus_client.ProcessCollector(registry=registry)
    problems = _ProblemCounter(metrics)
    logging.getLogger().addHandler(problems)
    try:
        yield registry
    finally:
        logging.getLogger().removeHandler(problems)

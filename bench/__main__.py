"""`python -m bench [topic ...]`: run the benchmarks, print a table; `--save` writes results.md."""

import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.timing import Row

# Topic -> module and function that yields its rows; imported when measured: each can run alone.
TOPICS = {
    "path": "bench.engine:path_rows",
    "race": "bench.engine:race_rows",
    "swarm": "bench.engine:swarm_rows",
    "startup": "bench.startup:startup_rows",
    "page": "bench.page:page_rows",
}
HEADINGS = ("what", "measured", "limit", "goal", "", "made of")


def rows_of(topic: str) -> Iterator[Row]:
    """The rows of a topic, measured as they are asked for."""
    module, function = TOPICS[topic].split(":")
    measure: Callable[[], Iterator[Row]] = getattr(import_module(module), function)
    return measure()


def processor() -> str:
    """The CPU's name, as far as the system tells."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0]} x {len(names)}" if names else platform.processor()


def table(lines: list[tuple[str, ...]]) -> str:
    """Lines of cells as a Markdown table with even columns."""
    widths = [max(len(line[k]) for line in lines) for k in range(len(HEADINGS))]
    rows = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rows.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(rows)


def main(arguments: list[str]) -> None:
    """Measure, print, and save if asked."""
    save = "--save" in arguments
    topics = [name for name in arguments if name != "--save"] or list(TOPICS)
    unknown = [name for name in topics if name not in TOPICS]
    if unknown:
        sys.exit(f"topic must be one of {', '.join(TOPICS)}, got {unknown[0]}")
    lines = [HEADINGS]
    for topic in topics:
        for row in rows_of(topic):
            lines.append(row.cells())
            print(" | ".join(filter(None, row.cells())), file=sys.stderr, flush=True)
    head = f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, Python {platform.python_version()}"
    text = f"{head}\n\n{table(lines)}\n"
    print(f"\n{text}")
    if save:
        Path(__file__).with_name("results.md").write_text(f"# Benchmarks\n\n{text}")


if __name__ == "__main__":
    main(sys.argv[1:])

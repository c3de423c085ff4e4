"""`python -m bench [topic ...]`: run the benchmarks and print one table; `--save` also writes
bench/results.md.
"""

import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.engine import path_rows, race_rows, swarm_rows
from bench.startup import startup_rows

TOPICS = {"path": path_rows, "race": race_rows, "swarm": swarm_rows, "startup": startup_rows}
HEADINGS = ("what", "measured", "limit", "goal", "", "made of")


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
    lines = [HEADINGS]
    for topic in topics:
        for row in TOPICS[topic]():
            lines.append(row.cells())
            print(" | ".join(cell for cell in row.cells() if cell), file=sys.stderr, flush=True)
    head = f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, Python {platform.python_version()}"
    text = f"{head}\n\n{table(lines)}\n"
    print(f"\n{text}")
    if save:
        Path(__file__).with_name("results.md").write_text(f"# Benchmarks\n\n{text}")


if __name__ == "__main__":
    main(sys.argv[1:])

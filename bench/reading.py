"""Times the reading of policy documents: processor seconds for a megabyte, beside cpca, and the whole command beside both.

Run: python bench/reading.py [--megabytes 1] [--no-command]

The text is that of the labelled documents, repeated under new chapter numbers. Beside the whole reading (outline, places
and their roles, topics, figures, undertakings) stands the part that finds places, which is what cpca does. cpca is only
taken along where it is installed (pip install cpca); it is no dependency of the atlas. A plain search for the names of
the province is the floor. Names that come again are looked up once, so a text that repeats itself is read somewhat faster
than one that does not: the first run of a process, which knows no name yet, is told apart.

The command ``atlas documents add`` is timed by the clock in an empty workspace, with all its processes: on a busy machine the
processor seconds tell more. They add up what two processes do side by side.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from atlas.bootstrap import open_services
from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.cleaning import clean_source
from atlas.core.policy.reading.source import Piece, SourceText
from atlas.settings import load_settings

TEXTS = Path(__file__).parents[1] / "tests" / "data" / "documents" / "dev"
REGION = "520000"
RUNS = 3


def make_text(megabytes: float) -> str:
    """The labelled documents, each a chapter, again and again until they fill so many megabytes of UTF-8."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    chapters = (f"第{number}章 {texts[(number - 1) % len(texts)]}" for number in count(1))
    lines, left = ["贵州省产业发展规划"], int(megabytes * 1_000_000)
    while left > 0:
        chapter = next(chapters)
        lines += chapter.split("\n")
        left -= len(chapter.encode())
    return "\n".join(lines)


def spent(work: Callable[[], object]) -> list[float]:
    """Processor seconds of several runs."""
    found = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return found


def time_command(text: str) -> tuple[float, float]:
    """Least elapsed and least processor seconds of ``atlas documents add`` in an empty workspace."""
    walls, processors = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            home, plan = Path(folder) / "home", Path(folder) / "plan.txt"
            home.mkdir()
            for name in ("atlas.gpkg", "tiles"):
                (home / name).symlink_to(load_settings().home.resolve() / name)
            plan.write_text(text, encoding="utf-8")
            command = (sys.executable, "-m", "atlas", "documents", "add", plan, "--region", REGION)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            started = time.perf_counter()
            subprocess.run(
                command, env={**os.environ, "ATLAS_HOME": str(home)}, capture_output=True, check=True
            )
            walls.append(time.perf_counter() - started)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processors.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(walls), min(processors)


def time_reading(text: str) -> dict[str, list[float]]:
    """Processor seconds of the reading, its part and its peers."""
    services = open_services(load_settings())
    tools = services.documents.drafts.desk.tools
    source = SourceText("txt", "utf-8", tuple(Piece(line) for line in text.split("\n")))
    units = services.reader.catalogue().units.values()
    names = {name for unit in units if unit.province == REGION for name in (unit.name, unit.short_name)}
    plain = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    facts = DocumentFacts("bench", REGION)
    # Loads the dictionary of words.
    read_draft(SourceText("txt", "utf-8", (Piece("支持大方县发展煤化工。"),)), tools, facts)
    found = {"whole reading": spent(lambda: read_draft(source, tools, facts))}
    clean = clean_source(source)
    found["places only"] = spent(lambda: tools.places.read(clean.text, region=REGION, year=None))
    found["plain search"] = spent(lambda: plain.findall(text))
    if importlib.util.find_spec("cpca") is not None:
        import cpca  # noqa: PLC0415 - only where somebody installed it

        sentences = [line for line in re.split("[。；\n]", text) if line]
        found["cpca"] = spent(lambda: cpca.transform(sentences))
    return found


def main() -> None:
    """Print seconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--no-command", action="store_true", help="Leave out the command.")
    asked = parser.parse_args()
    text = make_text(asked.megabytes)
    size = len(text.encode()) / 1_000_000
    found = time_reading(text)
    for name, runs in found.items():
        best = min(runs)
        print(
            f"{name:15} {best:7.2f} s for {size:.2f} MB, {best / size:6.2f} s a MB; first run {runs[0]:.2f} s"
        )
    if "cpca" in found:
        for name in ("whole reading", "places only"):
            print(f"{name}: {min(found[name]) / min(found['cpca']):.2f} of the time of cpca")
    else:
        print("cpca is not installed: no peer in this run")
    if not asked.no_command:
        load = os.getloadavg()[0]
        wall, processor = time_command(text)
        print(
            f"atlas documents add: {wall:.2f} s by the clock, {processor:.2f} s of processors, "
            f"{processor / found['whole reading'][0]:.2f} of the reading alone; load before it {load:.1f}"
        )


if __name__ == "__main__":
    main()

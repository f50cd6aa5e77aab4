"""Times the reading of policy documents beside cpca, in the same run: processor seconds for a megabyte, and their ratio.

Run: python bench/reading.py [--megabytes 1]

The text is that of the labelled documents, repeated. Beside the whole reading (outline, places and their roles, topics,
figures, undertakings) stands the part that finds places, which is what cpca does. cpca is only taken along where it is
installed (pip install cpca); it is no dependency of the atlas. A plain search for the names of the province is the floor.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import time
from collections.abc import Callable
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
    """The labelled documents, repeated until they fill so many megabytes of UTF-8."""
    once = "\n".join(path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt")))
    times = int(megabytes * 1_000_000 / len(once.encode())) + 1
    return "\n".join([once] * times)


def spent(work: Callable[[], object]) -> float:
    """Least processor seconds of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Print seconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=1.0)
    text = make_text(parser.parse_args().megabytes)
    services = open_services(load_settings())
    tools = services.documents.drafts.desk.tools
    source = SourceText("txt", "utf-8", tuple(Piece(line) for line in text.split("\n")))
    clean = clean_source(source)
    units = services.reader.catalogue().units.values()
    names = {name for unit in units if unit.province == REGION for name in (unit.name, unit.short_name)}
    plain = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    facts = DocumentFacts("bench", REGION)
    found = {
        "whole reading": spent(lambda: read_draft(source, tools, facts)),
        "places only": spent(lambda: tools.places.read(clean.text, region=REGION, year=None)),
        "plain search": spent(lambda: plain.findall(text)),
    }
    if importlib.util.find_spec("cpca") is not None:
        import cpca  # noqa: PLC0415 - only where somebody installed it

        sentences = [line for line in re.split("[。；\n]", text) if line]
        found["cpca"] = spent(lambda: cpca.transform(sentences))
    size = len(text.encode()) / 1_000_000
    for name, seconds in found.items():
        print(f"{name:15} {seconds:7.2f} s for {size:.2f} MB, {seconds / size:6.2f} s a MB")
    if "cpca" in found:
        for name in ("whole reading", "places only"):
            print(f"{name}: {found[name] / found['cpca']:.2f} of the time of cpca")
    else:
        print("cpca is not installed: no peer in this run")


if __name__ == "__main__":
    main()

"""Times and checks the book of a province: seconds, processor time, memory for few and for many counties, overlapping text.

Run: python bench/book.py [520000] [--keep book.pdf]

Memory is that of all processes of the run together. The finished file is read back with pdftotext: no two words may overlap
on any page, and the name of every county must be found.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import shapely

from atlas.settings import load_settings
from atlas.stores.geopackage import GeoPackageStore

FEW = 20
TICKS_A_SECOND = 100
#: Boxes of words are those of their type, a little larger than their ink: this much may touch [pt].
TOUCH_PT = 0.6
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass
class Run:
    """What a run took: seconds, processor seconds, largest memory [MB] of all and of the parent."""

    seconds: float
    cpu: float
    memory_mb: float
    parent_mb: float
    answer: dict[str, object]


def measure(words: list[str]) -> Run:
    """Run ``atlas book`` and watch all its processes."""
    command = [sys.executable, "-c", "from atlas.cli.book import book; book()", *words, "--json"]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    most, parent = 0.0, 0.0
    cpu: dict[int, float] = {}
    while process.poll() is None:
        memory = 0.0
        for pid in session_of(process.pid):
            used, spent = look_at(pid)
            memory += used
            cpu[pid] = max(cpu.get(pid, 0.0), spent)
            parent = max(parent, used if pid == process.pid else 0.0)
        most = max(most, memory)
        time.sleep(0.4)
    output = process.stdout.read() if process.stdout else b"{}"
    return Run(time.perf_counter() - started, sum(cpu.values()), most, parent, json.loads(output))


def session_of(leader: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            fields = fields_of(int(folder.name))
            if fields and int(fields[3]) == leader:
                found.append(int(folder.name))
    return found


def fields_of(pid: int) -> list[str]:
    """Fields of /proc/pid/stat from the state on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def look_at(pid: int) -> tuple[float, float]:
    """Memory of its own and a share of what it shares with others [MB], and processor time so far [s]."""
    fields = fields_of(pid)
    if not fields:
        return 0.0, 0.0
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        text = ""
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    memory = int(found[1]) / 1024 if found else 0.0
    return memory, (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def overlaps(path: Path) -> list[str]:
    """Words of a PDF that overlap, page by page."""
    told = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True
    ).stdout
    # The description in its head may hold signs that XML does not take; the pages do not.
    body = told[told.index("<doc") : told.index("</doc>") + 6]
    found = []
    for number, page in enumerate(ElementTree.fromstring(body).iter("page"), 1):
        words = [one for one in page.iter("word") if (one.text or "").strip()]
        boxes = [
            shapely.box(
                float(one.get("xMin", 0)) + TOUCH_PT,
                float(one.get("yMin", 0)) + TOUCH_PT,
                max(float(one.get("xMax", 0)) - TOUCH_PT, float(one.get("xMin", 0)) + TOUCH_PT),
                max(float(one.get("yMax", 0)) - TOUCH_PT, float(one.get("yMin", 0)) + TOUCH_PT),
            )
            for one in words
        ]
        tree = shapely.STRtree(boxes)
        for first, second in tree.query(boxes, predicate="intersects").T:
            if first < second and shapely.area(shapely.intersection(boxes[first], boxes[second])) > 0:
                found.append(f"page {number}: {words[first].text} / {words[second].text}")
    return found


def missing_names(path: Path, region: str) -> list[str]:
    """Counties whose names are not found in a PDF."""
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    plain = re.sub(r"\s", "", text)
    catalogue = GeoPackageStore(load_settings().home).read_catalogue()
    return [unit.name for unit in catalogue.counties_within(region) if unit.name not in plain]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("region", nargs="?", default="520000")
    parser.add_argument("--keep", type=Path, default=None)
    chosen = parser.parse_args()
    catalogue = GeoPackageStore(load_settings().home).read_catalogue()
    counties = [unit.adcode for unit in catalogue.counties_within(chosen.region)]
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.keep or Path(folder) / "book.pdf"
        for codes in (counties[:FEW], counties):
            words = ["--region", chosen.region, "--units", ",".join(codes), "-o", str(path)]
            run = measure(words)
            size = path.stat().st_size / 1e6
            print(
                f"{len(codes):4} counties {run.answer['pages']:5} pages {run.seconds:7.1f} s"
                f" {run.cpu:7.1f} s of processors {run.memory_mb:7.0f} MB ({run.parent_mb:.0f} MB parent) {size:6.1f} MB file"
            )
        found = overlaps(path)
        print(f"overlapping words: {len(found)}", *found[:20], sep="\n  ")
        print("names not found:", *(missing_names(path, chosen.region) or ["none"]))


if __name__ == "__main__":
    main()

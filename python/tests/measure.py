"""How fast a diagnosis is on Spark, against the same wheel on the same Parquet with as many threads: rounds in turn, the first of each thrown away.

`python measure.py FOLDER DOCUMENTS ROUNDS texts|files|office`: texts of a department's day; the tests' files, which hold a few lines each; files as offices have
them, a page to thirty. Writes a line a round, then medians, ranges, and hours for 50 million documents. With `GARIM_LEAST` it fails where a ratio is below: that of the
processor time always, that of the clock on the wall where nobody else kept the processors busy.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import garim
from cluster import executors, readers, workers
from conftest import start
from documents import corpus, office
from garim import _core
from garim import spark as diagnosis

CORES = os.cpu_count() or 1
OFFICE = 400
"""Files as offices have them, each different; more documents than these are the same files again."""
BUSY = 0.1
"""The part of the processors that others may have had for the clock on the wall to count."""


def texts(folder: Path, count: int) -> Path:
    """Documents of some kilobytes: what a department writes in a day, from the corpus' sentences."""
    import random

    pick, sentences = random.Random(11), corpus()
    path = folder / f"texts-{count}"
    path.mkdir(parents=True, exist_ok=True)
    share = -(-count // 8)
    for part in range(8):
        bodies = ["\n".join(pick.choices(sentences, k=pick.randint(4, 80))) for _ in range(share)]
        ids = [f"{part}-{i}" for i in range(share)]
        pq.write_table(pa.table({"id": ids, "department": [f"제{i % 9}과" for i in range(share)], "text": bodies}), path / f"{part}.parquet", compression="zstd", row_group_size=500)
    return path


def files(folder: Path, count: int, kind: str) -> Path:
    """A manifest of files, each read several times: the tests' of every format, or such as offices have."""
    if kind == "office":
        samples = office(folder / "office", OFFICE)
    else:
        samples = sorted(p for p in Path(os.environ["GARIM_SAMPLES"]).rglob("*") if p.is_file() and p.suffix in (".hwpx", ".hwp", ".pdf", ".docx", ".xlsx", ".odt", ".xls", ".pptx"))
    path = folder / f"{kind}-{count}"
    path.mkdir(parents=True, exist_ok=True)
    chosen = list(itertools.islice(itertools.cycle(samples), count))
    table = pa.table({"id": list(range(count)), "path": [str(p) for p in chosen], "size": [p.stat().st_size for p in chosen]})
    pq.write_table(table, path / "0.parquet", compression="zstd", row_group_size=200)
    return path


def native(path: Path, is_files: bool) -> tuple[int, int]:
    """The same wheel in this process: a thread for a core, a row group at a time."""
    rules = garim.Rules()
    column = "path" if is_files else "text"
    groups = [(p, g) for p in sorted(path.glob("*.parquet")) for g in range(pq.ParquetFile(p).num_row_groups)]

    def one(at):
        name, group = at
        chunk = pq.ParquetFile(name).read_row_group(group, columns=["id", column])
        body = chunk.column(column).combine_chunks()
        table = pa.StructArray.from_arrays([body], ["body"])
        rows = pa.array(_core.diagnose(table, rules, False, is_files)[0])
        return len(rows), sum(rows.field("bytes").to_pylist())

    with ThreadPoolExecutor(CORES) as pool:
        done = list(pool.map(one, groups))
    return sum(n for n, _ in done), sum(b for _, b in done)


def on_spark(spark, path: Path, is_files: bool) -> int:
    """The same documents by the job's own function, into a sink that keeps nothing."""
    body = diagnosis._body(spark.read.parquet(str(path)), is_files)
    wish = diagnosis.Wish()
    if is_files:
        body = diagnosis.balanced(body, True)
    body.mapInArrow(diagnosis.looker(wish, is_files), diagnosis._spark_schema(body, False)).write.format("noop").mode("overwrite").save()


def spent(processes: list[int]) -> float:
    """Seconds of processor time that processes have taken: on a busy machine the clock on the wall says little."""
    total = 0
    for process in processes:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def everybody() -> float:
    """Seconds of processor time that all processes of the machine have taken."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(int(fields[i]) for i in (0, 1, 2, 5, 6)) / os.sysconf("SC_CLK_TCK")


class Stretch:
    """One measured stretch: its length, and the processor time of some processes and of the whole machine."""

    def __init__(self, mine) -> None:
        self.mine, self.at = mine, (time.perf_counter(), mine(), everybody())

    def stop(self) -> tuple[float, float, float]:
        """Seconds on the wall, seconds of processor time of ours, and the part of the processors that others had."""
        wall, own, all_ = (now - then for now, then in zip((time.perf_counter(), self.mine(), everybody()), self.at))
        return wall, own, max(0.0, all_ - own) / (wall * CORES)


def main() -> None:
    folder, count, rounds, kind = Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    is_files = kind != "texts"
    path = files(folder, count, kind) if is_files else texts(folder, count)
    spark = start(folder / "session", f"local-cluster[{CORES},1,1024]", {"spark.speculation": "false", "spark.sql.files.maxPartitionBytes": "2m"})
    on_spark(spark, path, is_files)
    documents, size = native(path, is_files)
    walls, works, rates, within, around, alone, others = [], [], [], [], [], [], []
    application = spark.sparkContext.applicationId
    outer = [*executors(application), *workers(application), spark.sparkContext._gateway.proc.pid]
    for turn in range(rounds):
        read = spent(readers(application))
        stretch = Stretch(lambda: spent(outer) + spent(readers(application)))
        on_spark(spark, path, is_files)
        cluster, both, busy = stretch.stop()
        within.append(spent(readers(application)) - read)
        around.append(both - within[-1])
        stretch = Stretch(time.process_time)
        native(path, is_files)
        here, own, busy_too = stretch.stop()
        alone.append(own)
        others.append(max(busy, busy_too))
        walls.append(here / cluster)
        works.append(own / both)
        rates.append(documents / cluster)
        print(
            f"round {turn + 1}: Spark {documents / cluster:.0f} documents/s, native {documents / here:.0f} documents/s, ratio {walls[-1]:.2f}; processor time"
            f" {both:.2f} s and {own:.2f} s, ratio {works[-1]:.2f}; others had {others[-1]:.0%} of the processors",
            flush=True,
        )
    spark.stop()
    middle = statistics.median
    told = lambda ratios: f"{middle(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
    each = 1000 / documents
    print(f"{kind}: {documents} documents, {size / 1e6:.1f} MB, {CORES} cores; ratio by the clock {told(walls)}, by processor time {told(works)}; Spark {middle(rates):.0f} documents/s")
    print(f"processor time a document: native {middle(alone) * each:.3f} ms; in Spark {middle(within) * each:.3f} ms in the children that read and {middle(around) * each:.3f} ms around them")
    print(f"50 million documents of this size: {50e6 * (middle(within) + middle(around)) / documents / 3600:.0f} core-hours")
    least, quiet = float(os.environ.get("GARIM_LEAST", "0")), middle(others) <= BUSY
    if not quiet:
        print(f"others had {middle(others):.0%} of the processors: the clock on the wall does not count")
    if middle(works) < least or quiet and middle(walls) < least:
        sys.exit(f"the ratio is below {least}")


if __name__ == "__main__":
    main()

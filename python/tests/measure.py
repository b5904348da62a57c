"""How fast a diagnosis is on Spark, against the same wheel on the same Parquet with as many threads: rounds in turn, the first of each thrown away.

`python measure.py FOLDER DOCUMENTS ROUNDS texts|files|office`: texts of a department's day; the tests' files, which hold a few lines each; files as offices have
them, a page to thirty. A job has costs of its own, planning and starting, that do not grow with its documents, so each round is of so many documents and of three times as
many: what the difference costs is the steady cost of documents, what is left is the job's. Writes a line a round, then the least processor time of all rounds, the clock's median
and range, and hours for 50 million documents. With `GARIM_LEAST` it fails where the steady ratio is below: that of the processor time always, that of the clock on the wall where nobody else kept the processors busy.
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
WARM = 2
"""How many times more the larger run is made before anything is measured: the JVM compiles for some seconds what it runs often."""
GROWS = 3
"""How many times as many documents the larger run of a round has."""


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
    paths = [files(folder, n, kind) if is_files else texts(folder, n) for n in (count, GROWS * count)]
    spark = start(folder / "session", f"local-cluster[{CORES},1,1024]", {"spark.speculation": "false", "spark.sql.files.maxPartitionBytes": "2m"})
    for path in [*paths, *paths[1:] * WARM]:
        on_spark(spark, path, is_files)
    read = [native(path, is_files) for path in paths]
    more = read[1][0] - read[0][0]
    there, here = [], []
    application = spark.sparkContext.applicationId
    outer = [*executors(application), *workers(application), spark.sparkContext._gateway.proc.pid]

    def measured(mine, run) -> list:
        """The smaller and the larger run: seconds on the wall, of processor time, of it in the children, and what others had."""
        out = []
        for path in paths:
            inside, stretch = spent(readers(application)), Stretch(mine)
            run(path)
            wall, own, busy = stretch.stop()
            out.append((wall, own, spent(readers(application)) - inside, busy))
        return out

    grown = lambda runs, at: runs[1][at] - runs[0][at]
    for turn in range(rounds):
        there.append(measured(lambda: spent(outer) + spent(readers(application)), lambda path: on_spark(spark, path, is_files)))
        here.append(measured(time.process_time, lambda path: native(path, is_files)))
        on, off = there[-1], here[-1]
        print(
            f"round {turn + 1}: steady {more / grown(on, 0):.0f} documents/s on Spark, {more / grown(off, 0):.0f} without; processor time {on[0][1]:.2f} and {on[1][1]:.2f} s on Spark,"
            f" {off[0][1]:.2f} and {off[1][1]:.2f} s without; others had {max(run[3] for run in [*on, *off]):.0%} of the processors",
            flush=True,
        )
    spark.stop()
    middle = statistics.median
    walls = [grown(off, 0) / grown(on, 0) for on, off in zip(there, here)]
    # What disturbs only adds to processor time: of each run the least counts.
    lowest = lambda rounds_, at: [min(runs[size][at] for runs in rounds_) for size in (0, 1)]
    (small, large), (few, many), (own_small, own_large) = lowest(there, 1), lowest(there, 2), lowest(here, 1)
    within, all_, alone = ((most - least) * 1000 / more for least, most in ((few, many), (small, large), (own_small, own_large)))
    works, job = alone / all_, small - read[0][0] * all_ / 1000
    others = [max(run[3] for run in [*on, *off]) for on, off in zip(there, here)]
    print(
        f"{kind}: {read[0][0]} and {read[1][0]} documents, {read[1][1] / read[1][0] / 1000:.1f} KB each, {CORES} cores; steady ratio by processor time {works:.2f},"
        f" by the clock {middle(walls):.2f} ({min(walls):.2f}-{max(walls):.2f}); the larger run as a whole {own_large / large:.2f}"
    )
    print(f"processor time a document: {alone:.3f} ms without Spark; on Spark {within:.3f} ms in the children that read and {all_ - within:.3f} ms around them; a job by itself {job:.1f} s")
    print(f"50 million documents of this size: {50e6 * all_ / 1000 / 3600:.1f} core-hours")
    least, quiet = float(os.environ.get("GARIM_LEAST", "0")), middle(others) <= BUSY
    if not quiet:
        print(f"others had {middle(others):.0%} of the processors: the clock on the wall does not count")
    if works < least or quiet and middle(walls) < least:
        sys.exit(f"the ratio is below {least}")


if __name__ == "__main__":
    main()

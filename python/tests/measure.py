"""How fast a diagnosis is on Spark, against the same wheel on the same Parquet with as many threads: rounds in turn, the first of each thrown away.

`python measure.py FOLDER DOCUMENTS ROUNDS texts|files`. Writes a line a round, then medians, ranges, and hours for 50 million documents.
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
from documents import corpus
from garim import _core
from garim import spark as diagnosis

CORES = os.cpu_count() or 1


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


def files(folder: Path, count: int) -> Path:
    """A manifest of files of every format, each read several times."""
    samples = sorted(p for p in Path(os.environ["GARIM_SAMPLES"]).rglob("*") if p.is_file() and p.suffix in (".hwpx", ".hwp", ".pdf", ".docx", ".xlsx", ".odt", ".xls", ".pptx"))
    path = folder / f"files-{count}"
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


def main() -> None:
    folder, count, rounds, kind = Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    is_files = kind == "files"
    path = files(folder, count) if is_files else texts(folder, count)
    spark = start(folder / "session", f"local-cluster[{CORES},1,1024]", {"spark.speculation": "false", "spark.sql.files.maxPartitionBytes": "2m"})
    on_spark(spark, path, is_files)
    documents, size = native(path, is_files)
    ratios, rates, beside, within, hereabouts = [], [], [], [], []
    application = spark.sparkContext.applicationId
    around = [*executors(application), *workers(application), spark.sparkContext._gateway.proc.pid]
    for turn in range(rounds):
        around_before, within_before = spent(around), spent(readers(application))
        since = time.perf_counter()
        on_spark(spark, path, is_files)
        cluster = time.perf_counter() - since
        beside.append(spent(around) - around_before)
        within.append(spent(readers(application)) - within_before)
        here_before = time.process_time()
        since = time.perf_counter()
        native(path, is_files)
        here = time.perf_counter() - since
        hereabouts.append(time.process_time() - here_before)
        ratios.append(here / cluster)
        rates.append(documents / cluster)
        print(f"round {turn + 1}: Spark {documents / cluster:.0f} documents/s, native {documents / here:.0f} documents/s, ratio {here / cluster:.2f}", flush=True)
    spark.stop()
    rate = statistics.median(rates)
    print(f"{kind}: {documents} documents, {size / 1e6:.1f} MB, {CORES} cores; ratio median {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}); Spark {rate:.0f} documents/s")
    print(f"50 million documents of this size: {50e6 / rate * CORES / 3600:.0f} core-hours")
    each = 1000 / documents
    middle = statistics.median
    print(
        f"processor time a document: native {middle(hereabouts) * each:.3f} ms; in Spark {middle(within) * each:.3f} ms in the children that read and"
        f" {middle(beside) * each:.3f} ms around them; ratio by processor time {middle(hereabouts) / (middle(within) + middle(beside)):.2f}"
    )
    least = float(os.environ.get("GARIM_LEAST", "0"))
    if statistics.median(ratios) < least:
        sys.exit(f"the ratio is below {least}")


if __name__ == "__main__":
    main()

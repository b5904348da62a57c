"""The job as an officer starts it, on very many short documents: `python million.py FOLDER DOCUMENTS`. Says how long it took, and that what came out is what went in."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from conftest import SETTINGS
from documents import corpus, prose
from garim import spark as diagnosis

PART = 50_000
"""Documents in a file."""


def generated(folder: Path, count: int) -> Path:
    """Short documents, as entries of a register: a sentence or two, one of ten with something to find."""
    pick, plain, marked = random.Random(21), prose(), corpus()
    short = [sentence for text in plain for sentence in text.splitlines() if 10 < len(sentence) < 120]
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, count, PART):
        rows = range(start, min(count, start + PART))
        bodies = [f"{pick.choice(short)} {pick.choice(marked if pick.random() < 0.1 else short)}" for _ in rows]
        table = pa.table({"id": list(rows), "department": [f"제{n % 40 + 1}과" for n in rows], "text": bodies})
        pq.write_table(table, folder / f"{start}.parquet", compression="zstd")
    return folder


def spent(session: int, known: dict[int, int], peaks: dict[tuple[bool, int], int]) -> None:
    """Notes the ticks of the processor that each process of a session has taken so far, and the most memory (KB) it has held: whether it is Python's, which process."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                told, _, rest = Path(f"/proc/{name}/stat").read_text().rpartition(")")
                fields = rest.split()
                if int(fields[3]) != session:
                    continue
                status = Path(f"/proc/{name}/status").read_text()
            except OSError:
                continue
            known[int(name)] = int(fields[11]) + int(fields[12])
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    peaks["python" in told, int(name)] = int(line.split()[1])


def main() -> None:
    folder, count = Path(sys.argv[1]).resolve(), int(sys.argv[2])
    documents = generated(folder / f"short-{count}", count)
    size = sum(p.stat().st_size for p in documents.iterdir())
    settings = {**diagnosis.SETTINGS, **SETTINGS, "spark.eventLog.enabled": "false", "spark.speculation": "false"}
    words = " ".join(f"--conf {key}={value}" for key, value in settings.items())
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": f"{words} pyspark-shell", "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    since = time.perf_counter()
    command = [sys.executable, "-m", "garim.spark", "diagnose", "--in", str(documents), "--out", str(folder / "out"), "--run-id", "million", "--replace", "--today", "2099-07-01"]
    job = subprocess.Popen([*command, "--master", f"local[{os.cpu_count()}]"], env=environment, start_new_session=True)
    ticks: dict[int, int] = {}
    peaks: dict[tuple[bool, int], int] = {}
    while job.poll() is None:
        spent(job.pid, ticks, peaks)
        time.sleep(0.3)
    if job.returncode:
        sys.exit(f"the job ended with {job.returncode}")
    took, used = time.perf_counter() - since, sum(ticks.values()) / os.sysconf("SC_CLK_TCK")
    most = lambda python: max((peak for (is_python, _), peak in peaks.items() if is_python == python), default=0) // 1024
    run = folder / "out" / "million"
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    ids = pq.read_table(run / "documents", columns=["id"]).column("id").to_numpy()
    ids.sort()
    if len(ids) != count or (ids != range(count)).any() or manifest["documents"]["ok"] != count:
        sys.exit(f"{count} documents went in, {len(ids)} rows came out, {manifest['documents']}")
    print(
        f"{count} documents of {manifest['input']['bytes'] / count:.0f} bytes ({size / 1e6:.0f} MB of Parquet): {took:.0f} s, {count / took:.0f} documents/s with all around it;"
        f" processor time {used:.0f} s, {used * 1e6 / count:.0f} µs a document; {manifest['exposed']} with something to mask, each id once;"
        f" most memory: {most(True)} MB in a Python process, {most(False)} MB in the JVM"
    )


if __name__ == "__main__":
    main()

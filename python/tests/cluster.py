"""What the tests of the cluster share: inputs, processes that may be killed, what the event log says."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def put(path: Path, bodies, **more) -> Path:
    """A Parquet of texts with ids and departments."""
    bodies = [b.encode() if isinstance(b, str) else b for b in bodies]
    columns = {
        "id": [f"문서-{i}" for i in range(len(bodies))],
        "department": [f"제{i % 5 + 1}과" for i in range(len(bodies))],
        "text": pa.array(bodies, pa.binary()),
        **more,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path, row_group_size=400, compression="zstd")
    return path


def rows(run: Path) -> dict:
    """The rows of a run by id."""
    table = pq.read_table(run / "documents")
    return {row["id"]: row for row in table.to_pylist()}


def content(run: Path) -> str:
    """What a run says, in the order of its ids."""
    hash_ = hashlib.sha256()
    for _, row in sorted(rows(run).items()):
        hash_.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return hash_.hexdigest()


def events(folder: Path) -> list[dict]:
    """What the event log of a session says so far."""
    out = []
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith(".") and "appstatus" not in path.name:
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    out.append(json.loads(line))
                except ValueError:
                    pass  # the line that is being written
    return out


def told(room: Path, application: str) -> list[Path]:
    """Where an application says something while it works: the event log, what its executors and its driver write."""
    import pyspark

    places = [room / "events", Path(pyspark.__file__).parent / "work" / application]
    return [room / "driver.log", *(p for place in places for p in place.rglob("*") if p.is_file() and "jar" not in p.suffix)]


def _arguments(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def _parent(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def executors(application: str) -> list[int]:
    """The executors of one application."""
    return [p for p in processes() if application in (a := _arguments(p)) and any("CoarseGrainedExecutorBackend" in w for w in a)]


def workers(application: str) -> list[int]:
    """The Python workers of its executors: forks of their daemons."""
    return [p for p in processes() if "pyspark.daemon" in _arguments(p) and "pyspark.daemon" in _arguments(_parent(p)) and _parent(_parent(p)) in executors(application)]


def readers(application: str) -> list[int]:
    """The children that documents are read in."""
    return [p for p in processes() if "garim.reader" in _arguments(p) and _parent(p) in workers(application)]


class During(threading.Thread):
    """Does something once enough tasks of a run in a folder have committed their rows."""

    def __init__(self, out: Path, run: str, tasks: int, action) -> None:
        super().__init__(daemon=True)
        self.out, self.run_id, self.tasks, self.action = out, run, tasks, action
        self.done: object = None
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            if len(list(self.out.glob(f".{self.run_id}.*/documents/_temporary/0/task_*"))) >= self.tasks:
                self.done = self.action()
                if self.done:
                    return
            time.sleep(0.02)

    def __enter__(self) -> During:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()

"""What takes too long for every day: a driver that dies, skew, memory; and each mechanism taken away, to show that it is what holds. `cargo xtask prove spark`."""

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import garim
from cluster import During, put, readers, rows, told, workers
from conftest import SETTINGS
from documents import large, mixed
from garim import spark as diagnosis
from garim.child import Limits, plain

SCALE = int(os.environ.get("GARIM_SCALE", "50"))
"""Megabytes of the largest document."""
PEAK = 400
"""Megabytes that a Python process may hold."""
PATIENT = Limits(seconds=900)


def alone(folder: Path, documents: Path, run: str, more=()):
    """A diagnosis in processes of its own."""
    settings = {**diagnosis.SETTINGS, **SETTINGS, "spark.eventLog.enabled": "false"}
    words = " ".join(f"--conf {key}={value}" for key, value in settings.items())
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": f"{words} pyspark-shell", "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-m", "garim.spark", "diagnose", "--in", str(documents), "--out", str(folder), "--run-id", run, "--today", "2099-07-01", "--master", "local[2]"]
    return subprocess.Popen([*command, *more], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def test_a_driver_that_dies_leaves_nothing_that_could_be_read(tmp_path):
    documents = put(tmp_path / "in.parquet", [*mixed(3000, seed=8), large(3_000_000)])
    out = tmp_path / "out"
    driver = alone(out, documents, "run")

    def kill():
        os.killpg(driver.pid, signal.SIGKILL)
        return True

    with During(out, "run", 1, kill) as killed:
        driver.wait(timeout=900)
    assert killed.done and driver.returncode == -signal.SIGKILL
    left = list(out.iterdir())
    assert len(left) == 1 and left[0].name.startswith(".run.")
    assert not list(out.rglob("_SUCCESS")) and not list(out.rglob("manifest.json"))
    again = alone(out, documents, "run")
    said = again.communicate(timeout=900)
    assert again.returncode == 0, said[1].decode()[-2000:]
    found = rows(out / "run")
    assert len(found) == pq.read_metadata(documents).num_rows == pq.read_table(out / "run" / "documents", columns=["id"]).num_rows
    refused = alone(out, documents, "run")
    refused.communicate(timeout=900)
    assert refused.returncode == 2


def test_readers_refuse_what_a_driver_left(spark, tmp_path):
    left = tmp_path / "left" / "documents"
    left.mkdir(parents=True)
    pq.write_table(pa.table({"id": ["1"]}), left / "part-0.parquet", compression="zstd")
    with pytest.raises(garim.GarimError) as raised:
        diagnosis.read(spark, str(tmp_path / "left"))
    assert raised.value.code == "not_published"
    # Without that look the rows are there for anybody.
    assert spark.read.parquet(str(left)).count() == 1


def skewed(path: Path) -> int:
    """Documents of which one in a hundred holds half the bytes, and one is very large; the large ones beside each other, as an archive has them."""
    pick = random.Random(3)
    prose = large(400_000, seed=4, dense=False)

    def text(size):
        at = pick.randrange(0, len(prose) // 2)
        return (prose[at:] * (1 + size // len(prose.encode())))[: size // 2].encode()[:size].decode(errors="ignore")

    half = SCALE * 2_000_000
    big = [half // 2, *[half // 2 // 19] * 19]
    small = [half // 1980] * 1980
    put(path, [text(size) for size in [*big, *small]])
    return len(big) + len(small)


class Watch(threading.Thread):
    """The most memory that Python processes of an application held, in megabytes."""

    def __init__(self, application: str) -> None:
        super().__init__(daemon=True)
        self.application, self.peaks, self.over = application, {}, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            for process in [*workers(self.application), *readers(self.application)]:
                try:
                    status = Path(f"/proc/{process}/status").read_text()
                except OSError:
                    continue
                peak = [int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM:")]
                self.peaks[process] = max([self.peaks.get(process, 0), *peak])

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()


def used() -> float:
    """Seconds of processor time that this process and the children it reads documents in have taken: on a busy machine the clock on the wall says little."""
    total = 0
    for process in [os.getpid(), *(child._process.pid for child in diagnosis._CHILDREN.values() if child._process)]:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def noted(look, folder: Path):
    """The same function, which leaves the processor time of each task in a folder."""

    def noting(tables):
        from pyspark import TaskContext

        before = used()
        yield from look(tables)
        (folder / str(TaskContext.get().taskAttemptId())).write_text(str(used() - before))

    return noting


def tasks(folder: Path) -> list[float]:
    """What the tasks took whose times are in a folder."""
    return sorted(float(path.read_text()) for path in folder.iterdir())


def test_skew_and_memory_are_bounded_and_without_balance_they_are_not(spark, room, monkeypatch):
    count = skewed(room / "in" / "skewed.parquet")
    documents = spark.read.parquet(str(room / "in" / "skewed.parquet"))
    application = spark.sparkContext.applicationId
    wish = diagnosis.Wish(limits=PATIENT)
    spark.sparkContext.setLogLevel("ERROR")
    looker, times = diagnosis.looker, {name: room / name for name in ("warm", "alone", "balanced", "unbalanced")}

    def run(name, documents, count):
        times[name].mkdir()
        monkeypatch.setattr(diagnosis, "looker", lambda wish, files: noted(looker(wish, files), times[name]))
        made = diagnosis.diagnose(documents, str(room / "out"), name, wish=wish)
        assert made["documents"]["ok"] == count
        return tasks(times[name])

    # The largest by itself, once for each core: as busy as they are later, since cores that share a cache are slower together.
    cores = spark.sparkContext.defaultParallelism
    largest = spark.read.parquet(str(put(room / "in" / "largest.parquet", [first(room / "in" / "skewed.parquet")] * cores)))
    # Workers and their children are started before.
    small = spark.read.parquet(str(put(room / "in" / "small.parquet", ["-"] * cores)))
    run("warm", small, cores)
    single = run("alone", largest, cores)[-1]
    with Watch(application) as watch:
        balanced = run("balanced", documents, count)
    peaks = sorted(watch.peaks.values(), reverse=True)
    middle = balanced[len(balanced) // 2]
    bound = max(2 * middle, 1.1 * single)
    print(f"\nskew, processor time: {len(balanced)} tasks, the longest {balanced[-1]:.2f} s, the median {middle:.2f} s, the largest document alone {single:.2f} s", flush=True)
    print(f"memory: peaks of Python processes {peaks[:6]} MB", flush=True)
    assert balanced[-1] <= bound
    assert peaks and peaks[0] <= PEAK
    # As they lie in the file, the large ones are one task's.
    monkeypatch.setattr(diagnosis, "balanced", lambda body, files: body)
    loose = run("unbalanced", documents, count)
    print(f"without balance: the longest {loose[-1]:.2f} s", flush=True)
    assert loose[-1] > bound


def first(path: Path) -> bytes:
    """The text of the first document of a Parquet."""
    return pq.ParquetFile(path).read_row_group(0, columns=["text"]).column("text")[0].as_py()


def test_without_retries_a_lost_executor_ends_the_run(tmp_path):
    code = """
import os, signal, sys
from pathlib import Path
from conftest import start
from cluster import During, executors, put
from documents import mixed
from garim import spark as diagnosis
room = Path(sys.argv[1])
spark = start(room, "local-cluster[2,1,1024]", {"spark.task.maxFailures": "1", "spark.speculation": "false", "spark.executor.maxNumFailures": "1", "spark.decommission.enabled": "false"})
put(room / "in.parquet", mixed(3000, seed=9))
app = spark.sparkContext.applicationId
def kill():
    found = executors(app)
    return bool(found) and (os.kill(found[0], signal.SIGKILL) or True)
with During(room / "out", "run", 2, kill):
    try:
        diagnosis.diagnose(spark.read.parquet(str(room / "in.parquet")), str(room / "out"), "run")
    except Exception as error:
        print("failed", type(error).__name__)
print((room / "out" / "run").exists(), bool(list((room / "out").glob(".*"))))
spark.stop()
"""
    out = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=900, env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)})
    assert "failed" in out.stdout and out.stdout.split()[-2:] == ["False", "False"], out.stdout + out.stderr[-2000:]


def test_without_a_child_one_document_ends_its_process(tmp_path):
    code = "import garim, pyarrow as pa; garim.check(pa.array(['가', 'garim-fault:abort'])); print('survived')"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)})
    assert out.returncode == -signal.SIGABRT and "survived" not in out.stdout


def test_without_a_bound_a_batch_takes_more_than_it_may():
    body = large(400_000, seed=6)
    batch = plain(pa.RecordBatch.from_arrays([pa.array([body] * (SCALE * 6), pa.string())], ["body"]))
    assert sum(1 for _ in diagnosis.bounded(batch, diagnosis.BATCH_BYTES)) > SCALE // 8
    assert batch.nbytes > 2 * SCALE * 1_000_000


def test_what_a_careless_job_tells_is_found_where_values_are_searched_for(spark, room):
    canary = "010-0000-8264"

    def careless(tables):
        for table in tables:
            for text in table.column("text").to_pylist():
                raise ValueError(text.decode())
            yield table

    documents = spark.read.parquet(str(put(room / "in" / "careless.parquet", [f"신청인 김가람 {canary}"])))
    with pytest.raises(Exception):
        documents.select("text").mapInArrow(careless, "text binary").collect()
    held = {str(path) for path in told(room, spark.sparkContext.applicationId) if canary.encode() in path.read_bytes()}
    assert any("stderr" in path for path in held) and any("events" in path for path in held), held


def test_without_counting_a_double_would_be_published(spark, room, monkeypatch):
    documents = spark.read.parquet(str(put(room / "in" / "double.parquet", ["가", "나"])))
    twice = documents.unionAll(documents)
    with pytest.raises(garim.GarimError):
        diagnosis.diagnose(twice, str(room / "out"), "double")
    monkeypatch.setattr(diagnosis, "_finish", lambda *_: {})
    diagnosis.diagnose(twice, str(room / "out"), "double")
    assert pq.read_table(room / "out" / "double" / "documents").num_rows == 4

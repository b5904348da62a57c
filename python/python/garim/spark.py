"""A nation's documents on Apache Spark: ``python -m garim.spark diagnose --in DOCUMENTS --out FOLDER --run-id NAME``.

Parquet in (``id``, ``department`` and ``text``, or ``path`` of a file that every machine can read), a published run out:

- ``documents``: a row for each document, without values unless they were asked for;
- ``quarantine``: documents whose reading brought their reader down, or took too long;
- ``report``: what ``garim audit`` writes, by the same writer;
- ``manifest.json``: which core, which rules, how many documents, what they are told apart by.

Everything is written beside the run and counted; one rename publishes it. A folder without a manifest is no run: :func:`read` refuses it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from garim._core import Report, Rules, __version__
from garim.balance import balanced
from garim.child import Child, Limits, plain, schema
from garim.errors import GarimError
from garim.hadoop import Folder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

BATCH_BYTES = 8 << 20
"""Bytes that a child is handed at a time; a single document may be larger."""

SETTINGS = {
    # A task's rows are renamed into place when it is done, those of a task that is lost or outrun never.
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(BATCH_BYTES),
    "spark.sql.files.maxPartitionBytes": "32m",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.python.worker.reuse": "true",
}
"""What a diagnosis wants of Spark; what the session says itself is left as it is."""

_BESIDE = ("department", "title", "author", "date", "level", "items", "public_at")


@dataclass(frozen=True)
class Wish:
    """How documents are diagnosed."""

    rules: Rules = field(default_factory=Rules)
    key: str | None = None
    """The officer's key, 64 hexadecimal digits: repeats and authors are told apart only with it."""
    values: bool = False
    limits: Limits = Limits()
    batch_bytes: int = BATCH_BYTES


def diagnose(
    documents: DataFrame,
    out: str,
    run_id: str,
    *,
    wish: Wish | None = None,
    replace: bool = False,
    today: str | None = None,
    against: str | None = None,
    source: str = "",
) -> dict[str, Any]:
    """Diagnoses documents and publishes the run ``out/run_id``; gives its manifest.

    Raises :class:`GarimError` with ``exists`` where the run is there already and is not to be replaced, ``duplicate_ids`` where ids are null or not unique,
    ``lost_rows`` where rows went missing. Nothing is published then.
    """
    wish = wish or Wish()
    spark = documents.sparkSession
    if not run_id or run_id.startswith((".", "_")) or set(run_id) & set("/\\:*?\"<>|") or not run_id.isprintable():
        raise GarimError("bad_value", "run-id: a plain name is wanted")
    root = Folder(spark, out)
    root.make()
    if root.exists(run_id) and not replace:
        raise GarimError("exists", "there is a run of that name; replace it, or take another name")
    files = "text" not in documents.columns
    body = _body(documents, files)
    staging = f".{run_id}.{uuid.uuid4().hex}"
    try:
        written = Folder(spark, root.path(staging))
        rows = body.count()
        looked_at = balanced(body, files).mapInArrow(looker(wish, files), _spark_schema(body, wish.values))
        looked_at.write.parquet(written.path("documents"))
        manifest = _finish(spark, written, wish, rows, files, source, today, against)
        manifest["run"] = run_id
        written.write("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        root.publish(staging, run_id, replace)
    finally:
        root.delete(staging)
    return manifest


def read(spark: SparkSession, run: str, table: str = "documents") -> DataFrame:
    """A table of a published run; refuses a folder that is none."""
    folder = Folder(spark, run)
    if not folder.exists("manifest.json") or not folder.exists(f"{table}/_SUCCESS"):
        raise GarimError("not_published", "this is no published run")
    return spark.read.parquet(folder.path(table))


def looker(wish: Wish, files: bool) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function for ``mapInArrow``: tables with ``id`` and ``body`` in, rows out."""
    spec, key, values, limits, most = wish.rules.spec, wish.key, wish.values, wish.limits, wish.batch_bytes

    def look(tables: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        child = _child(spec, key, values, limits, files)
        for table in tables:
            for part in bounded(table, most):
                seen = child.look(part)
                columns = [part.column("id"), *seen.columns]
                yield pa.RecordBatch.from_arrays(columns, ["id", *seen.schema.names])

    return look


_CHILDREN: dict[tuple[Any, ...], Child] = {}


def _child(spec: str, key: str | None, values: bool, limits: Limits, files: bool) -> Child:
    """The child of this worker, which goes on from task to task as the worker does."""
    asked = (spec, key, values, limits, files)
    if asked not in _CHILDREN:
        while _CHILDREN:
            _CHILDREN.popitem()[1].close()
        _CHILDREN[asked] = Child(Rules.from_spec(spec), files=files, values=values, key=key, limits=limits)
    return _CHILDREN[asked]


def bounded(table: pa.RecordBatch, most: int) -> Iterator[pa.RecordBatch]:
    """A table in slices of at most so many bytes of documents, or of one document."""
    if table.column("body").nbytes <= most:
        if table.num_rows:
            yield table
        return
    import pyarrow.compute as pc

    sizes = pc.fill_null(pc.binary_length(table.column("body")), 0).to_numpy(zero_copy_only=False)
    start, held = 0, 0
    for row, size in enumerate(sizes):
        if row > start and held + size > most:
            yield table.slice(start, row - start)
            start, held = row, 0
        held += int(size)
    yield table.slice(start)


def _body(documents: DataFrame, files: bool) -> DataFrame:
    """The columns that are looked at, by the names that are wanted here."""
    from pyspark.sql import functions as F
    from pyspark.sql import types as T

    wanted = "path" if files else "text"
    missing = [name for name in ("id", wanted) if name not in documents.columns]
    if missing:
        raise GarimError("bad_input", f"columns are missing: {', '.join(missing)}")
    columns = [F.col("id"), F.col(wanted).alias("body")]
    for name in _BESIDE:
        if name in documents.columns:
            if isinstance(documents.schema[name].dataType, T.ArrayType):
                columns.append(F.array_join(F.col(name).cast("array<string>"), ",").alias(name))
            else:
                columns.append(F.col(name).cast("string").alias(name))
    if files:
        columns.append(F.coalesce(F.col("size"), F.lit(0)).cast("long").alias("size") if "size" in documents.columns else F.lit(0).cast("long").alias("size"))
        columns.append(F.col("place" if "place" in documents.columns else "path").alias("place"))
    return documents.select(*columns)


def _spark_schema(body: DataFrame, values: bool) -> Any:
    from pyspark.sql import types as T
    from pyspark.sql.pandas.types import from_arrow_schema

    rows = from_arrow_schema(schema(values))
    return T.StructType([T.StructField("id", body.schema["id"].dataType), *rows.fields])


def _finish(
    spark: SparkSession,
    written: Folder,
    wish: Wish,
    rows: int,
    files: bool,
    source: str,
    today: str | None,
    against: str | None,
) -> dict[str, Any]:
    """Counts what was written, and writes what is made of it."""
    from pyspark.sql import functions as F

    if not written.exists("documents/_SUCCESS"):
        raise GarimError("not_written", "the documents were not written to their end")
    documents = spark.read.parquet(written.path("documents"))
    of = lambda status: F.count_if(F.col("status") == status)
    counted = documents.select(
        F.count("*").alias("all"),
        F.count_distinct("id").alias("ids"),
        of("ok").alias("ok"),
        of("error").alias("error"),
        of("quarantined").alias("quarantined"),
        F.sum("bytes").alias("bytes"),
        F.hex(F.bit_xor(F.xxhash64("id", "input"))).alias("input"),
    ).first()
    if counted["all"] != rows:
        raise GarimError("lost_rows", f"{rows} documents came in, {counted['all']} rows were written")
    if counted["ids"] != rows:
        raise GarimError("duplicate_ids", f"{rows} documents have {counted['ids']} ids: null or more than once")
    quarantined = documents.where(F.col("status") == "quarantined").select("id", "department", "code", "bytes")
    quarantined.coalesce(1).write.parquet(written.path("quarantine"))
    with tempfile.TemporaryDirectory(prefix="garim-") as folder:
        report = Report(f"{folder}/report", profile=wish.rules.names, today=today, against=against)
        for table in _parts(spark, written):
            report.add(pa.StructArray.from_arrays(table.columns, table.schema.names))
        _, exposed, unread = report.write()
        written.put(f"{folder}/report", "report")
    return {
        "garim": __version__,
        "spark": spark.version,
        "rules": wish.rules.hash,
        "profiles": wish.rules.names,
        "keyed": wish.key is not None,
        "values": wish.values,
        "input": {"kind": "files" if files else "texts", "source": source, "documents": rows, "bytes": counted["bytes"], "hash": counted["input"]},
        "documents": {name: counted[name] for name in ("ok", "error", "quarantined")},
        "exposed": exposed,
        "unread": unread,
    }


_REPORTED = (
    "code", "level", "items", "counts", "bytes", "damaged", "images", "attached", "marks", "department", "title", "path", "author", "day", "public",
    "published", "published_items", "entries",
)  # fmt: skip


def _parts(spark: SparkSession, written: Folder) -> Iterator[pa.RecordBatch]:
    """What a report is made of, part by part, so that the driver holds little."""
    for name in written.files("documents", ".parquet"):
        path = written.path(f"documents/{name}")
        if written.local:
            import pyarrow.parquet as pq

            with pq.ParquetFile(written.local_path(f"documents/{name}")) as file:
                yield from file.iter_batches(columns=list(_REPORTED), batch_size=20_000)
        else:
            yield from spark.read.parquet(path).select(*_REPORTED).toArrow().to_batches()


def session(name: str = "garim", master: str | None = None) -> SparkSession:
    """The session that is there, or one on this machine, with what a diagnosis wants."""
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    # What spark-submit was told is known to its JVM only.
    SparkContext._ensure_initialized()
    given = SparkConf()
    builder = SparkSession.builder.appName(name)
    if master or not given.contains("spark.master"):
        builder = builder.master(master or "local[*]")
    for key, value in SETTINGS.items():
        if not given.contains(key):
            builder = builder.config(key, value)
    return builder.getOrCreate()


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 published, 2 wrong usage or unreadable input, 3 not published."""
    from garim.arguments import parse

    asked = parse(arguments)
    try:
        rules = Rules(asked.policy, kinds=asked.kinds, strict=asked.strict, pins=asked.policy_pin)
        key = None if asked.key is None else _key(asked.key)
    except GarimError as error:
        print(f"garim: {error}", file=sys.stderr)
        return 2
    wish = Wish(rules, key, asked.values, Limits(asked.seconds, asked.megabytes))
    spark = session(f"garim {asked.run_id}", asked.master)
    try:
        documents = spark.read.parquet(asked.documents)
        done = diagnose(
            documents, asked.out, asked.run_id, wish=wish, replace=asked.replace, today=asked.today, against=asked.against, source=asked.documents
        )
    except GarimError as error:
        print(f"garim: {error}", file=sys.stderr)
        return 2 if error.code in ("exists", "bad_input", "bad_value") else 3
    finally:
        spark.stop()
    counts = done["documents"]
    print(
        f"문서 {done['input']['documents']}건: 노출 {done['exposed']}건, 읽지 못함 {done['unread']}건, 격리 {counts['quarantined']}건\n"
        f"{asked.out.rstrip('/')}/{asked.run_id}/report/report.html"
    )
    return 0


def _key(path: str) -> str:
    """The officer's key as `garim audit` made it: 32 bytes that nobody else may read."""
    try:
        file = Path(path)
        if sys.platform != "win32" and file.stat().st_mode & 0o077:
            raise GarimError("key_open", "others can read the key")
        secret = file.read_bytes()
    except OSError:
        raise GarimError("cannot_read", "the key cannot be read") from None
    if len(secret) != 32:
        raise GarimError("bad_key", "the file holds no key")
    return secret.hex()


if __name__ == "__main__":
    # The functions that are sent to workers are those of the module by its name, not of `__main__`.
    from garim import spark as here

    sys.exit(here.main())

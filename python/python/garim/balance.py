"""Documents shared out to tasks by bytes: large ones first and apart, small ones evenly over the tasks that have room."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SHARE = 64 << 20
"""Bytes of a task, where there are many."""
TASKS = 4
"""Tasks for every core, at least: what one core is late with, another makes good."""
MOST = 20_000
"""Tasks, at most."""


def balanced(body: DataFrame, files: bool) -> DataFrame:
    """The documents, in parts of about the same bytes; a part with the largest documents comes first."""
    from pyspark.sql import functions as F

    spark = body.sparkSession
    cores = spark.sparkContext.defaultParallelism
    size = F.col("size") if files else F.coalesce(F.octet_length("body"), F.lit(0)).cast("long")
    told = body.select(F.sum(size).alias("bytes"), F.max(size).alias("most"), F.count("*").alias("rows")).first()
    total, most = told["bytes"] or 0, told["most"] or 0
    parts = max(1, min(MOST, told["rows"], max(cores * TASKS, -(-total // SHARE))))
    # What is larger than an eighth of a task's share is put somewhere by its size; there are at most so many of them.
    large = max(1, total // parts // 8)
    skewed = most > large
    if not files and not skewed and body.rdd.getNumPartitions() >= cores * 2:
        return body
    mark = F.xxhash64("id")
    part = F.pmod(mark, F.lit(parts)).cast("int")
    if not skewed:
        return body.repartitionById(parts, part)
    big = body.where(size > large).select(mark.alias("mark"), size.alias("size")).collect()
    bins, full = packed([(row["size"], row["mark"]) for row in big], parts, total // parts)
    part = F.pmod(mark, F.lit(parts - full)).cast("int") + full
    frame = spark.createDataFrame(sorted(bins.items()), "mark long, bin int")
    joined = body.withColumn("mark", mark).join(F.broadcast(frame), "mark", "left")
    joined = joined.withColumn("bin", F.coalesce("bin", part))
    return joined.repartitionById(parts, F.col("bin")).drop("mark", "bin")


def packed(documents: list[tuple[int, int]], parts: int, share: int) -> tuple[dict[int, int], int]:
    """The part of each document: the largest first, each to the part that holds least so far. Then how many parts, the first ones, hold their share of all bytes already
    and take in no small ones: where one document is larger than a share, its part is left to it."""
    held = [(0, part) for part in range(parts)]
    bins: dict[int, int] = {}
    for size, mark in sorted(documents, reverse=True):
        bytes_, part = heapq.heappop(held)
        bins[mark] = part
        heapq.heappush(held, (bytes_ + size, part))
    # The fullest first; the order among the others does not matter.
    order = {part: n for n, (_, part) in enumerate(sorted(held, key=lambda h: (-h[0], h[1])))}
    full = sum(1 for bytes_, _ in held if bytes_ >= share)
    return {mark: order[part] for mark, part in bins.items()}, full if full < parts else 0

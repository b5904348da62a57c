"""One Spark session for all tests that want one: two executors, each a process of its own, with speculation on and an event log."""

import os
import sys
from pathlib import Path

import pytest

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.executor.memory": "1g",
    "spark.sql.shuffle.partitions": "4",
    "spark.speculation": "true",
    "spark.speculation.interval": "1s",
    "spark.speculation.multiplier": "4",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
    "spark.executor.processTreeMetrics.enabled": "true",
}


def start(folder: Path, master: str, more: dict[str, str] | None = None):
    """A session with its log and events in a folder."""
    from pyspark.sql import SparkSession

    from garim import spark as cluster

    (folder / "events").mkdir(parents=True, exist_ok=True)
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
    os.environ["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    settings = {**cluster.SETTINGS, **SETTINGS, "spark.eventLog.dir": (folder / "events").as_uri(), **(more or {})}
    builder = SparkSession.builder.appName("garim tests").master(master)
    for key, value in settings.items():
        builder = builder.config(key, value)
    # What the driver writes while it lives goes into a file, to be searched.
    kept = [os.dup(1), os.dup(2)]
    with open(folder / "driver.log", "wb") as log:
        try:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
            return builder.getOrCreate()
        finally:
            for place, copy in zip((1, 2), kept):
                os.dup2(copy, place)
                os.close(copy)


@pytest.fixture(scope="session")
def room(tmp_path_factory):
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="session")
def spark(room):
    session = start(room, os.environ.get("GARIM_MASTER", "local-cluster[2,1,1024]"))
    yield session
    session.stop()

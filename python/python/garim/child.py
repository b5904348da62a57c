"""Documents looked at in a child process. A panic is a row there; an abort, an endless loop or too much memory ends the child and nothing else.

The child says which document it begins (sixteen bytes in a file). When it is lost, that document is asked for once more alone; when it is lost again, it becomes a row
``quarantined``, and the rest of the batch is asked for again. A document that takes longer than it may is not asked for again.
"""

from __future__ import annotations

import io
import json
import os
import select
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyarrow import ipc

from garim import _core
from garim._core import Rules
from garim.errors import GarimError

BESIDE = ("department", "title", "author", "date", "level", "items", "public_at", "place")
"""Columns that may stand beside ``body``."""

_MEMORY = "/dev/shm"
_BEGUN = struct.Struct("<QQ")
_TRIES = 3


@dataclass(frozen=True)
class Limits:
    """What a document may take."""

    seconds: float = 60.0
    """For any document; a second more for every 500 KB of it."""
    megabytes: int = 1536
    """Address space of the child."""

    def of(self, size: int) -> float:
        return self.seconds + size / 500_000


class _Lost(Exception):
    """The child is gone: at which row, and why."""

    def __init__(self, row: int | None, code: str) -> None:
        super().__init__(code)
        self.row = row
        self.code = code


def schema(values: bool = False) -> pa.Schema:
    """The columns of a diagnosis."""
    return pa.schema(list(pa.array(_core.rows_of_none(values, True)).type))


class Child:
    """Looks at tables of documents (``body`` and what stands beside it), a row for a row."""

    def __init__(
        self,
        rules: Rules,
        *,
        files: bool = False,
        values: bool = False,
        key: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._options = {"rules": rules.spec, "files": files, "values": values, "key": key}
        self._rules, self._files, self._values = rules, files, values
        self._limits = limits or Limits()
        self._schema = schema(values)
        self._process: subprocess.Popen[bytes] | None = None
        # Written for every document: in memory, where the system has a folder for that.
        self._progress, self._path = tempfile.mkstemp(prefix="garim-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None)
        self._asked = 0

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def look(self, table: pa.RecordBatch) -> pa.RecordBatch:
        """Looks at all documents of a table."""
        table = plain(table)
        parts: list[pa.RecordBatch] = []
        failed = 0
        start, count = 0, table.num_rows
        while start < count:
            try:
                parts.append(self._ask(table.slice(start)))
                break
            except _Lost as lost:
                if lost.row is None:
                    failed += 1
                    if failed >= _TRIES:
                        raise GarimError("reader_failed", "the child process that reads documents cannot be started") from None
                    continue
                if lost.row:
                    parts.append(self.look(table.slice(start, lost.row)))
                parts.append(self._alone(table.slice(start + lost.row, 1), lost))
                start += lost.row + 1
        if len(parts) == 1:
            return parts[0]
        made = pa.Table.from_batches(parts, self._schema).combine_chunks().to_batches()
        return made[0] if made else pa.RecordBatch.from_pylist([], self._schema)

    def _alone(self, one: pa.RecordBatch, lost: _Lost) -> pa.RecordBatch:
        if lost.code != "time_limit":
            try:
                return self._ask(one)
            except _Lost as again:
                lost = again
        return self._quarantined(one, lost.code)

    def _quarantined(self, one: pa.RecordBatch, code: str) -> pa.RecordBatch:
        known = [name for name in ("department",) if name in one.schema.names]
        nothing = pa.array([None], pa.binary())
        table = pa.RecordBatch.from_arrays([nothing, *(one.column(n) for n in known)], ["body", *known])
        row = pa.array(_core.diagnose(pa.StructArray.from_arrays(table.columns, table.schema.names), self._rules, self._values)[0])
        columns = dict(zip(self._schema.names, row.flatten()))
        columns["status"], columns["code"] = pa.array(["quarantined"]), pa.array([code])
        return pa.RecordBatch.from_arrays(list(columns.values()), schema=self._schema)

    def _ask(self, table: pa.RecordBatch) -> pa.RecordBatch:
        try:
            if self._process is None or self._process.poll() is not None:
                self._start(table.schema)
            elif table.schema != self._writer.schema:
                self._stop()
                self._start(table.schema)
            self._pipe.watch(table, self._begun)
            self._asked += 1
            self._writer.write_batch(table)
            answer = self._reader.read_next_batch()
        except (OSError, pa.ArrowException, StopIteration, _TooLong) as error:
            row = self._row()
            self._stop()
            raise _Lost(row, "time_limit" if isinstance(error, _TooLong) else "crashed") from None
        return answer

    def _begun(self) -> tuple[int, int]:
        told = os.pread(self._progress, _BEGUN.size, 0)
        return _BEGUN.unpack(told) if len(told) == _BEGUN.size else (0, 0)

    def _row(self) -> int | None:
        """The row that was begun last, if it is of the table that was asked for last."""
        batch, row = self._begun()
        return row if self._asked and batch == self._asked else None

    def _start(self, asked: pa.Schema) -> None:
        os.ftruncate(self._progress, 0)
        self._asked = 0
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "garim.reader", str(self._limits.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        assert self._process.stdin and self._process.stdout
        options = {**self._options, "progress": self._path}
        self._process.stdin.write(json.dumps(options).encode() + b"\n")
        self._process.stdin.flush()
        self._writer = _Writer(self._process.stdin, asked)
        self._pipe = _Pipe(self._process.stdout.fileno(), self._limits, self._files)
        self._reader = ipc.open_stream(pa.PythonFile(io.BufferedReader(self._pipe, 1 << 18), mode="r"))

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                pass

    def close(self) -> None:
        """Ends the child."""
        self._stop()
        if self._progress >= 0:
            os.close(self._progress)
            self._progress = -1
            os.unlink(self._path)

    def __del__(self) -> None:
        try:
            self.close()
        except Exception:  # the interpreter may be half gone
            pass


class _TooLong(Exception):
    """A document takes longer than it may."""


class _Writer:
    """Writes batches so that each is at once in the pipe."""

    def __init__(self, pipe: Any, asked: pa.Schema) -> None:
        self.schema = asked
        self._pipe = pipe
        self._stream = ipc.new_stream(pa.PythonFile(pipe, mode="w"), asked)
        pipe.flush()

    def write_batch(self, table: pa.RecordBatch) -> None:
        self._stream.write_batch(table)
        self._pipe.flush()


class _Pipe(io.RawIOBase):
    """What the child answers; looks at the clock while it waits."""

    def __init__(self, pipe: int, limits: Limits, files: bool) -> None:
        self._fd, self._limits, self._files = pipe, limits, files
        self._table: pa.RecordBatch | None = None
        self._begun: Any = None

    def watch(self, table: pa.RecordBatch, begun: Any) -> None:
        self._table, self._begun = table, begun

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        since, at = time.monotonic(), None
        while not select.select([self._fd], [], [], 0.2)[0]:
            now = self._begun() if self._begun else None
            if now != at:
                since, at = time.monotonic(), now
            elif time.monotonic() - since > self._limits.of(self._size(at)):
                raise _TooLong
        return os.readv(self._fd, [buffer])

    def _size(self, at: tuple[int, int] | None) -> int:
        if at is None or self._table is None or at[1] >= self._table.num_rows:
            return 0
        body = self._table.column(0)[at[1]]
        if not body.is_valid:
            return 0
        if not self._files:
            return len(body.as_buffer())
        try:
            return os.path.getsize(body.as_py())
        except OSError:
            return 0


def plain(table: pa.RecordBatch) -> pa.RecordBatch:
    """The columns that are looked at, ``body`` first, as bytes: what is not UTF-8 is the child's matter."""
    names = ["body", *(n for n in BESIDE if n in table.schema.names)]
    columns = []
    for name in names:
        column = table.column(name)
        kind = column.type
        if pa.types.is_string(kind):
            column = column.view(pa.binary())
        elif pa.types.is_large_string(kind):
            column = column.view(pa.large_binary())
        elif not (pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_null(kind)):
            raise GarimError("not_texts", f"{name}: a column of texts is wanted")
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, names)

"""What a document may do to its reader: panic, abort, overflow the stack, loop for ever, take all memory. Only wheels with the feature `faults` have such documents."""

import os
import signal
import threading
import time

import pyarrow as pa
import pytest

import garim
from documents import mixed
from garim import _core
from garim.child import Child, Limits, plain
from garim.spark import bounded


def table(bodies):
    bodies = [b.encode() if isinstance(b, str) else b for b in bodies]
    return pa.RecordBatch.from_arrays([pa.array(bodies, pa.binary()), pa.array(["총무과"] * len(bodies))], ["body", "department"])


def test_it_has_documents_that_bring_the_reader_down():
    assert _core.faults, "this wheel was built without the feature `faults`"


def test_it_gives_a_row_for_a_row_whatever_a_document_does():
    good = "신청인 김가람 010-0000-1234"
    faults = [f"garim-fault:{what}" for what in ("panic", "abort", "stack", "loop", "memory")]
    bodies = [good, faults[0], good, faults[1], faults[2], good, faults[3], good, faults[4], good]
    with Child(garim.Rules(), limits=Limits(seconds=4, megabytes=700)) as child:
        rows = child.look(table(bodies)).to_pylist()
    assert [r["status"] for r in rows] == ["ok", "error", "ok", "quarantined", "quarantined", "ok", "quarantined", "ok", "quarantined", "ok"]
    assert [r["code"] for r in rows][:7] == [None, "internal", None, "crashed", "crashed", None, "time_limit"]
    assert rows[8]["code"] in ("crashed", "time_limit")
    assert rows[3]["department"] == "총무과" and rows[3]["findings"] == []
    alone = garim.check(pa.array([good])).to_pylist()[0]
    assert all({name: rows[i][name] for name in alone} == alone for i in (0, 2, 5, 7, 9))


def test_it_answers_as_the_process_itself_does():
    bodies = mixed(300, seed=5)
    batch = table(bodies)
    with Child(garim.Rules(), values=True) as child:
        seen = child.look(batch)
        again = [row for part in bounded(batch, 4096) for row in child.look(part).to_pylist()]
    known = plain(batch)
    here = pa.array(_core.diagnose(pa.StructArray.from_arrays(known.columns, known.schema.names), garim.Rules(), True)[0])
    assert seen.to_pylist() == here.to_pylist() == again


def test_it_is_not_taken_in_when_somebody_else_kills_the_reader():
    text = "신청인 김가람 010-0000-1234 수질 점검 결과를 알립니다.\n" * 4000
    with Child(garim.Rules()) as child:
        child.look(table(["가"]))
        process = child._process.pid
        killer = threading.Timer(0.2, os.kill, (process, signal.SIGKILL))
        killer.start()
        rows = child.look(table([text] * 6)).to_pylist()
        killer.join()
        assert child._process.pid != process
    assert [r["status"] for r in rows] == ["ok"] * 6


def test_it_leaves_no_process_behind():
    child = Child(garim.Rules())
    child.look(table(["가"]))
    process = child._process.pid
    child.close()
    time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_it_takes_files_as_it_takes_texts(tmp_path):
    good, bad, gone = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"
    good.write_text("신청인 김가람 010-0000-1234", encoding="utf-8")
    bad.write_text("garim-fault:abort", encoding="utf-8")
    with Child(garim.Rules(), files=True) as child:
        rows = child.look(table([str(good), str(bad), str(gone)])).to_pylist()
    assert [(r["status"], r["code"]) for r in rows] == [("ok", None), ("quarantined", "crashed"), ("error", "not_found")]


def test_it_holds_a_batch_to_its_bytes():
    sizes = [10, 20, 3000, 5, 5, 900, 200, 0]
    parts = list(bounded(table(["가" * n for n in sizes]), 1000))
    assert sum(p.num_rows for p in parts) == len(sizes)
    assert all(p.num_rows == 1 or sum(len(b) for b in p.column("body").to_pylist()) <= 1000 for p in parts)
    assert [b for p in parts for b in p.column("body").to_pylist()] == [("가" * n).encode() for n in sizes]


def test_it_says_no_value_when_it_panics(capfd):
    with Child(garim.Rules()) as child:
        rows = child.look(table(["garim-fault:panic"])).to_pylist()
    assert rows[0]["code"] == "internal"
    with pytest.raises(garim.GarimError) as raised:
        garim.check(7)
    shown = "".join(capfd.readouterr()) + str(raised.value)
    assert "garim-fault" not in shown

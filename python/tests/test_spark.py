"""A diagnosis on a cluster of two executors, each a process of its own: the answers of the command, whatever dies meanwhile, once and only once."""

import json
import os
import shutil
import signal
import subprocess
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import garim
from cluster import During, content, events, executors, put, readers, rows, told, workers
from documents import ROOT, large, mixed
from garim import spark as diagnosis
from garim.child import Limits
from test_columns import as_command, as_row

COMMAND = os.environ["GARIM_COMMAND"]
DOCUMENTS = int(os.environ.get("GARIM_DOCUMENTS", "5000"))
LARGE = int(os.environ.get("GARIM_LARGE", "10000000"))
PATIENT = Limits(seconds=600)


@pytest.fixture(scope="module")
def bodies():
    return [*mixed(DOCUMENTS), large(LARGE)]


@pytest.fixture(scope="module")
def undisturbed(spark, room, bodies):
    """The run that others are held against, with values."""
    put(room / "in" / "texts.parquet", bodies)
    wish = diagnosis.Wish(values=True, limits=PATIENT)
    made = diagnosis.diagnose(spark.read.parquet(str(room / "in" / "texts.parquet")), str(room / "out"), "undisturbed", wish=wish, today="2099-07-01")
    return room / "out" / "undisturbed", made


def test_it_answers_as_the_command_does_row_by_row(undisturbed, bodies):
    run, made = undisturbed
    lines = []
    for i, body in enumerate(bodies):
        if isinstance(body, bytes):
            lines.append(b'{"id": "%s", "text": "%s"}' % (f"문서-{i}".encode(), body))
        else:
            lines.append(json.dumps({"id": f"문서-{i}", "text": body}).encode())
    out = subprocess.run([COMMAND, "check", "--jsonl"], input=b"\n".join(lines), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in out.stdout.splitlines()]
    found = rows(run)
    assert len(answers) == len(bodies) == len(found) == made["input"]["documents"] > DOCUMENTS
    refused = 0
    for answer in answers:
        row = found[answer["id"]]
        if "error" in answer:
            refused += 1
            assert (row["status"], row["code"], row["findings"]) == ("error", answer["error"]["code"], [])
        else:
            assert row["status"] == "ok"
            assert as_command(row) == as_row(answer)
    assert refused == made["documents"]["error"] > 0


def test_it_ends_the_same_when_an_executor_a_worker_and_a_reader_are_killed(spark, room, undisturbed):
    application = spark.sparkContext.applicationId
    documents = spark.read.parquet(str(room / "in" / "texts.parquet"))
    wish = diagnosis.Wish(values=True, limits=PATIENT)
    out = room / "out"

    def kill(found):
        def one():
            processes = found(application)
            if processes:
                os.kill(processes[0], signal.SIGKILL)
                return processes[0]
            return None

        return one

    with During(out, "disturbed", 1, kill(readers)) as reader, During(out, "disturbed", 2, kill(workers)) as worker, During(out, "disturbed", 4, kill(executors)) as executor:
        diagnosis.diagnose(documents, str(out), "disturbed", wish=wish, today="2099-07-01")
    assert reader.done and worker.done and executor.done
    assert content(out / "disturbed") == content(undisturbed[0])
    log = events(room / "events")
    assert any(e["Event"] == "SparkListenerExecutorRemoved" for e in log)
    lost = [e for e in log if e["Event"] == "SparkListenerTaskEnd" and e["Task End Reason"]["Reason"] != "Success"]
    assert lost


def test_it_answers_in_a_job_of_ones_own(spark, bodies):
    texts = [b for b in bodies[:300] if isinstance(b, str)]

    def look(tables):
        for table in tables:
            found = garim.check(table.column("text"))
            yield pa.RecordBatch.from_arrays([table.column("n"), found.field("level"), garim.mask(table.column("text")), found.field("findings").value_lengths()], ["n", "level", "masked", "count"])

    frame = spark.createDataFrame(list(enumerate(texts)), "n int, text string")
    there = sorted(frame.mapInArrow(look, "n int, level string, masked string, count int").collect())
    here = garim.check(pa.array(texts))
    wanted = zip(range(len(texts)), here.field("level").to_pylist(), garim.mask(pa.array(texts)).to_pylist(), here.field("findings").value_lengths().to_pylist())
    assert [tuple(row) for row in there] == list(wanted)


def test_it_publishes_a_run_once(spark, room, undisturbed):
    small = put(room / "in" / "small.parquet", ["신청인 김가람 010-0000-1234", "수질 점검", ""])
    documents = spark.read.parquet(str(small))
    out = room / "out"
    with pytest.raises(garim.GarimError) as raised:
        diagnosis.diagnose(documents, str(out), "undisturbed")
    assert raised.value.code == "exists"
    before = content(out / "undisturbed")
    diagnosis.diagnose(documents, str(out), "again", today="2099-07-01")
    first = content(out / "again")
    diagnosis.diagnose(documents, str(out), "again", replace=True, today="2099-07-01")
    assert content(out / "again") == first and content(out / "undisturbed") == before
    twice = documents.unionAll(documents.limit(1))
    with pytest.raises(garim.GarimError) as raised:
        diagnosis.diagnose(twice, str(out), "twice")
    assert raised.value.code == "duplicate_ids"
    assert {"again", "undisturbed"} <= {p.name for p in out.iterdir()} and not (out / "twice").exists()
    assert not list(out.glob(".*"))
    assert diagnosis.read(spark, str(out / "again")).count() == 3
    (out / "again" / "manifest.json").rename(out / "again" / "aside.json")
    with pytest.raises(garim.GarimError) as raised:
        diagnosis.read(spark, str(out / "again"))
    assert raised.value.code == "not_published"


def test_it_goes_on_past_documents_that_bring_their_reader_down(spark, room):
    good = "신청인 김가람 휴대전화 010-0000-7391"
    bad = ["garim-fault:panic", "garim-fault:abort", "garim-fault:stack", "garim-fault:loop"]
    path = put(room / "in" / "poison.parquet", [good, *bad, good])
    made = diagnosis.diagnose(
        spark.read.parquet(str(path)), str(room / "out"), "poison", wish=diagnosis.Wish(limits=Limits(seconds=15)), today="2099-07-01"
    )
    run = room / "out" / "poison"
    assert made["documents"] == {"ok": 2, "error": 1, "quarantined": 3}
    table = {r["id"]: r["code"] for r in pq.read_table(run / "quarantine").to_pylist()}
    assert table == {"문서-2": "crashed", "문서-3": "crashed", "문서-4": "time_limit"}
    report = json.loads((run / "report" / "report.json").read_text())
    assert report["all"]["documents"] == 6 and report["all"]["unread"] == 4 and report["all"]["exposed"] == 2


def test_it_reports_files_as_the_audit_of_the_command_does(spark, room):
    # The command's department is the folder below; an archive is counted entry by entry in both.
    samples = room / "samples"
    shutil.copytree(os.environ["GARIM_SAMPLES"], samples / "총무과")
    with zipfile.ZipFile(samples / "총무과" / "묶음.zip", "w") as archive:
        for path in sorted((samples / "총무과").glob("*.hwpx"))[:5]:
            archive.write(path, f"안/{path.name}")
        archive.writestr("명단.csv", "성명,휴대전화\n김가람,010-0000-1234\n")
        archive.writestr("깨진.docx", b"PK\x03\x04")
    files = sorted(p for p in samples.rglob("*") if p.is_file() and p.suffix != ".jsonl")
    key = room / "officer.key"
    subprocess.run(
        [COMMAND, "audit", str(samples), "--out", str(room / "native"), "--key", str(key), "--today", "2099-07-01"], check=True, stdout=subprocess.DEVNULL
    )
    from datetime import datetime, timezone

    days = [datetime.fromtimestamp(int(p.stat().st_mtime), timezone.utc).date().isoformat() for p in files]
    pq.write_table(
        pa.table({"id": [str(p) for p in files], "path": [str(p) for p in files], "size": [p.stat().st_size for p in files], "date": days, "department": ["총무과"] * len(files)}),
        room / "in" / "files.parquet",
        compression="zstd",
    )
    wish = diagnosis.Wish(key=diagnosis._key(str(key)), limits=PATIENT)
    diagnosis.diagnose(spark.read.parquet(str(room / "in" / "files.parquet")), str(room / "out"), "files", wish=wish, today="2099-07-01")
    native = json.loads((room / "native" / "report.json").read_text())
    cluster = json.loads((room / "out" / "files" / "report" / "report.json").read_text())
    # Which document comes first is another matter than how many there are.
    for report in (native, cluster):
        report["repeats"].pop("most")
        for worst in report["worst"]:
            worst.pop("n"), worst.pop("document")
        report["worst"].sort(key=lambda w: json.dumps(w))
    assert native["all"]["exposed"] > 20 and native["all"]["documents"] > len(files) + 5
    assert cluster == native
    names = {p.name for p in (room / "native").iterdir()}
    assert {p.name for p in (room / "out" / "files" / "report").iterdir()} >= names


def test_it_writes_no_value_anywhere(spark, room, undisturbed):
    application = spark.sparkContext.applicationId
    values = {f["text"] for row in rows(undisturbed[0]).values() for f in row["findings"] if f["action"] == "mask" and len(f["text"]) >= 8}
    # What a rule's own words hold is no value of a document.
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.rs"))
    values = [v.encode() for v in values if v not in source]
    values += [b"010-0000-7391", b"garim-fault"]
    assert len(values) > 100
    places = [*(room / "out" / run / "report" for run in ("undisturbed", "poison")), room / "out" / "poison"]
    looked_at = [*told(room, application), *(p for place in places for p in place.rglob("*") if p.is_file()), room / "out" / "undisturbed" / "manifest.json"]
    assert len(looked_at) > 10
    if spark.sparkContext.master.startswith("local-cluster"):
        assert any("stderr" == p.name for p in looked_at)
    for path in looked_at:
        held = path.read_bytes()
        assert not [v for v in values if v in held], path
    # The search would find them where they are: in the run that was asked for values. (`test_prove.py`: and in the log of a job that tells them.)
    asked = json.dumps(list(rows(undisturbed[0]).values()), ensure_ascii=False).encode()
    assert sum(v in asked for v in values) > 100

"""What `check` and `mask` give, whatever library a column is of: the answers of the command, row for row."""

import ast
import inspect
import json
import os
import pickle
import re
import subprocess
import sys

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import garim
from documents import ROOT, mixed
from garim import _core
from garim.duck import register

COMMAND = os.environ["GARIM_COMMAND"]


def command(texts):
    """What `garim check --jsonl` answers."""
    lines = b"".join(json.dumps({"id": i, "text": t}).encode() + b"\n" for i, t in enumerate(texts))
    out = subprocess.run([COMMAND, "check", "--jsonl"], input=lines, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def as_command(row):
    """A row with values, in the words of the contract."""
    findings = []
    for f in row["findings"]:
        f = dict(f, confidence=f["confidence"] / 100)
        if f["mask"] is None:
            del f["mask"]
        findings.append(f)
    items = [dict(r, score=r["score"] / 100) for r in row["reasons"]]
    return {"findings": findings, "level": row["level"], "items": items, "masked": row["masked"]}


def as_row(answer):
    told = ("item", "score", "reason", "until")
    items = [{name: i[name] for name in told} for i in answer["disclosure"]["items"]]
    return {"findings": answer["findings"], "level": answer["disclosure"]["level"], "items": items, "masked": answer["masked"]}


@pytest.fixture(scope="module")
def texts():
    return [t for t in mixed(400) if isinstance(t, str)]


@pytest.fixture(scope="module")
def answers(texts):
    return command(texts)


def test_it_answers_a_text_as_the_command_does(texts, answers):
    for text, answer in zip(texts[:100], answers):
        assert garim.check(text) == dict(answer, id=None)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()])
def test_it_answers_a_column_of_pyarrow_as_the_command_does(texts, answers, kind):
    rows = garim.check(pa.array([t.encode() for t in texts], pa.binary()).cast(kind), values=True)
    assert isinstance(rows, pa.StructArray)
    assert [as_command(r) for r in rows.to_pylist()] == [as_row(a) for a in answers]


def test_it_gives_chunks_for_chunks_and_reads_what_was_cut_out(texts, answers):
    whole = pa.array(["앞", *texts, "뒤"])
    rows = garim.check(pa.chunked_array([whole.slice(1, 10), whole.slice(11, 90)]), values=True)
    assert isinstance(rows, pa.ChunkedArray) and rows.num_chunks == 2
    assert [as_command(r) for r in rows.to_pylist()] == [as_row(a) for a in answers[:100]]
    assert len(garim.check(pa.chunked_array([], pa.string()))) == 0


def test_it_answers_polars(texts, answers):
    frame = pl.DataFrame({"text": texts})
    rows = garim.check(frame["text"], values=True)
    assert isinstance(rows, pl.Series) and rows.name == "text"
    assert [as_command(r) for r in rows.to_list()] == [as_row(a) for a in answers]
    levels = frame.with_columns(found=pl.col("text").map_batches(garim.check, return_dtype=pl.Struct(rows_of(garim.check(frame["text"]))))).select(
        pl.col("found").struct.field("level")
    )
    assert levels["level"].to_list() == [a["disclosure"]["level"] for a in answers]
    # Several chunks stay in order.
    parts = pl.concat([frame["text"][:7], frame["text"][7:30]], rechunk=False)
    assert garim.mask(parts).to_list() == garim.mask(frame["text"][:30]).to_list()


def rows_of(series):
    return series.dtype.fields


def test_it_answers_duckdb(texts, answers, tmp_path):
    pq.write_table(pa.table({"id": list(range(len(texts))), "text": texts}), tmp_path / "in.parquet")
    con = duckdb.connect(config={"threads": 2})
    register(con)
    found = con.sql(f"select id, garim_check(text).level, garim_mask(text) from '{tmp_path}/in.parquet' order by id").fetchall()
    assert [level for _, level, _ in found] == [a["disclosure"]["level"] for a in answers]
    assert [copy for _, _, copy in found] == [mask_or_none(t) for t in texts]
    counted = con.sql(f"select sum(len(garim_check(text).findings)) from '{tmp_path}/in.parquet'").fetchall()
    assert counted == [(sum(len(a["findings"]) for a in answers),)]


def mask_or_none(text):
    try:
        return garim.mask(text)
    except garim.GarimError:
        return None


def test_it_tells_no_value_unless_it_is_asked():
    text = "신청인 김가람 010-0000-1234, 주민등록번호 990101-3000012"
    row = repr(garim.check(pa.array([text])).to_pylist())
    assert "rrn" in row
    for value in ("김가람", "010-0000-1234", "990101-3000012"):
        assert value not in row
    assert "010-0000-1234" in repr(garim.check(pa.array([text]), values=True).to_pylist())


def test_it_says_by_code_what_it_does_not_read():
    rows = garim.check(pa.array([b"\xff\xfe", None, "글".encode()], pa.binary())).to_pylist()
    assert [(r["status"], r["code"]) for r in rows] == [("error", "invalid_utf8"), ("error", "missing_text"), ("ok", None)]
    for source in (3, pa.array([1, 2]), {"a": 1}):
        with pytest.raises(garim.GarimError) as raised:
            garim.check(source)
        assert raised.value.code in ("not_a_column", "not_texts")
    with pytest.raises(garim.GarimError) as raised:
        garim.mask("Ⅱ급비밀\n\n작전 계획\n비밀등급: Ⅱ급비밀\n")
    assert raised.value.code == "secret"
    with pytest.raises(garim.GarimError) as raised:
        garim.Rules(kinds=["nonsense"])
    assert raised.value.code == "unknown_kind"


def test_it_reads_files_whatever_library_names_them(tmp_path):
    bodies = {"a.txt": "신청인 김가람 010-0000-1234".encode(), "b.csv": "성명,연락처\n김가람,010-0000-1234\n".encode(), "c.docx": b"PK\x03\x04"}
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    paths = [str(tmp_path / name) for name in [*bodies, "gone.txt"]]
    rows = garim.check_files(pa.array(paths)).to_pylist()
    assert [(r["status"], r["code"]) for r in rows] == [("ok", None), ("ok", None), ("error", "damaged"), ("error", "not_found")]
    told = subprocess.run([COMMAND, "check", "--json", *paths[:2]], stdout=subprocess.PIPE, check=False).stdout.splitlines()
    for row, answer in zip(rows, map(json.loads, told)):
        assert row["level"] == answer["disclosure"]["level"] and [f["kind"] for f in row["findings"]] == [f["kind"] for f in answer["findings"]]
    assert garim.check_files(pl.Series("path", paths)).to_list() == rows
    con = duckdb.connect()
    register(con)
    found = con.execute("select garim_check_file(path) from (select unnest(?) as path)", [paths]).fetchall()
    assert [row["code"] for (row,) in found] == [r["code"] for r in rows] and [len(row["findings"]) for (row,) in found] == [len(r["findings"]) for r in rows]


def test_its_stub_says_what_there_is():
    stub = ast.parse((ROOT / "python/python/garim/_core.pyi").read_text(encoding="utf-8"))

    def told(function):
        a = function.args
        return [p.arg for p in [*a.posonlyargs, *a.args, *a.kwonlyargs] if p.arg != "self"]

    def there(function):
        return [name for name in inspect.signature(function).parameters if name != "self"]

    names = set()
    for node in stub.body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
            assert there(getattr(_core, node.name)) == told(node), node.name
        elif isinstance(node, ast.ClassDef):
            names.add(node.name)
            of = getattr(_core, node.name)
            methods = {n.name: n for n in node.body if isinstance(n, ast.FunctionDef)}
            assert {n for n in vars(of) if not n.startswith("_")} == {n for n in methods if not n.startswith("_")}, node.name
            for name, method in methods.items():
                if name == "__init__":
                    assert there(of) == told(method), node.name
                elif not method.decorator_list and not name.startswith("_"):
                    assert there(getattr(of, name)) == told(method), f"{node.name}.{name}"
        elif isinstance(node, ast.AnnAssign):
            names.add(node.target.id)
    assert names == {n for n in dir(_core) if not n.startswith("_")} | {"__version__"}


def test_its_codes_are_documented():
    source = "".join(p.read_text(encoding="utf-8") for folder, ending in (("python/src", "rs"), ("python/python", "py")) for p in (ROOT / folder).rglob(f"*.{ending}"))
    codes = set(re.findall(r'(?:fail\([^"]*?|GarimError\()"([a-z_]+)"', source))
    assert {"not_texts", "duplicate_ids", "internal"} <= codes
    documented = (ROOT / "docs/spark.md").read_text(encoding="utf-8")
    assert not [code for code in sorted(codes) if f"`{code}`" not in documented]


def test_it_applies_rules_and_carries_them(tmp_path):
    profile = tmp_path / "agency.toml"
    profile.write_text('garim = 1\nname = "시험"\n[kinds.mobile]\nmask_style = "partial"\n', encoding="utf-8")
    text = "신청인 김가람 010-0000-1234"
    assert [f["kind"] for f in garim.check(text, rules=garim.Rules(kinds=["mobile"]))["findings"]] == ["mobile"]
    assert garim.mask(text, rules=garim.Rules(style="label")) == "신청인 [신청인1] [휴대전화번호1]"
    own = garim.Rules([str(profile)])
    assert own.names[0].startswith("agency.toml (sha256:")
    carried = pickle.loads(pickle.dumps(own))
    profile.unlink()
    assert garim.mask(text, rules=carried) == "신청인 ○○○ 010-****-1234"
    assert carried.hash == own.hash != garim.Rules().hash
    profile.write_text("garim = 1\nnonsense = 2\n", encoding="utf-8")
    with pytest.raises(garim.GarimError) as raised:
        garim.Rules([str(profile)])
    assert raised.value.code == "bad_profile"


def test_it_reads_a_lone_surrogate_as_one_character():
    assert garim.check("가\ud800나")["masked"] == "가\ufffd나"


def test_it_lets_other_threads_run_meanwhile():
    import threading
    import time

    column = pa.array(["신청인 김가람 010-0000-1234 수질 점검 결과\n" * 2000] * 40)
    done = threading.Event()
    thread = threading.Thread(target=lambda: (garim.check(column), done.set()))
    thread.start()
    turns = 0
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    thread.join()
    assert turns > 20


def test_it_imports_no_other_library():
    code = "import sys, garim; garim.check('가'); sys.exit(any(m in sys.modules for m in ('pyarrow', 'polars', 'pandas', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

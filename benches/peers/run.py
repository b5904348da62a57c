"""Installs the open tools of tools.json into an ignored folder, runs them and Garim over the repository's corpus, and writes docs/peers.md with its drawings.

`cargo xtask prove peers` builds Garim and starts it; README.md says what is measured and how to read it.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path

import corpus
import report
from score import Score

HERE = Path(__file__).resolve().parent
ROOM = Path(os.environ.get("GARIM_PEERS", corpus.ROOT / "target" / "peers"))
STARTS, PATIENCE = 5, 900


def folder(name: str) -> Path:
    return ROOM / name.strip("@").replace("/", "-")


def install(name: str, tool: dict) -> str | None:
    """Lays a tool and what it needs into a folder of its own; gives the error where that fails."""
    at, stamp = folder(name), folder(name) / ".installed"
    if stamp.is_file() and stamp.read_text() == json.dumps(tool["install"]):
        return None
    shutil.rmtree(at, ignore_errors=True)
    at.mkdir(parents=True)
    print(f"installing {' '.join(tool['install'])}", flush=True)
    if tool["from"] == "pypi":
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(at), *tool["install"]]
    else:
        (at / "package.json").write_text('{"private":true}')
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *tool["install"]]
    done = subprocess.run(command, cwd=at, capture_output=True, text=True)
    if done.returncode:
        return (done.stderr or done.stdout).strip().splitlines()[-1][:300]
    stamp.write_text(json.dumps(tool["install"]))
    return None


def size(name: str) -> int:
    """Bytes of a tool as installed, with what it needs; of Garim the command, or the package's files without maps."""
    if name == "garim":
        return Path(os.environ["GARIM_COMMAND"]).stat().st_size
    at = Path(os.environ["GARIM_PACKAGE"]) if name == "garim-npm" else folder(name)
    return sum(p.stat().st_size for p in at.rglob("*") if p.is_file() and p.suffix != ".map" and "__pycache__" not in p.parts)


def command(name: str, tool: dict, what: str) -> tuple[list[str], dict]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    if name == "garim-npm" or tool["from"] == "npm":
        at = os.environ["GARIM_PACKAGE"] if name == "garim-npm" else str(folder(name))
        return ["node", str(HERE / "adapters.mjs"), name, at, what], environment
    environment["PYTHONPATH"] = str(folder(name))
    return [sys.executable, str(HERE / "adapters.py"), name, what], environment


def call(name: str, tool: dict, what: str, asked: dict) -> str:
    words, environment = command(name, tool, what)
    done = subprocess.run(words, input=json.dumps(asked), capture_output=True, text=True, env=environment, timeout=PATIENCE)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["no word"])[-1][:300])
    return done.stdout


def start(name: str, tool: dict, asked: dict) -> float:
    """Milliseconds of processor time from nothing to the first findings, the interpreter's own start in it; the middle of some, the first thrown away."""
    times = []
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    for _ in range(STARTS + 1):
        since = used()
        if name == "garim":
            line = json.dumps({"id": 0, "text": asked["paragraph"]}).encode()
            subprocess.run([os.environ["GARIM_COMMAND"], "check", "--jsonl"], input=line, stdout=subprocess.DEVNULL, check=True)
        else:
            call(name, tool, "first", asked)
        times.append((used() - since) * 1000)
    return statistics.median(times[1:])


def measure(name: str, tool: dict, cases, prose, asked) -> dict:
    print(f"running {name}", flush=True)
    answer = json.loads(call(name, tool, "all", asked))
    score = Score()
    for (text, marks), spans in zip(cases, answer["spans"]):
        score.case(text, marks, spans)
    for text, spans in zip(prose, answer["spans"][len(cases) :]):
        score.prose(text, spans)
    typed = answer.get("keystroke", {})
    return {**score.told(), "kbps": answer["kbps"], "keystroke": typed, "start": start(name, tool, asked), "size": size(name)}


def main() -> None:
    tools = json.loads((HERE / "tools.json").read_text(encoding="utf-8"))
    if len(sys.argv) > 1:
        tools = {name: tool for name, tool in tools.items() if name in sys.argv[1:]}
    cases, prose = corpus.marked(), corpus.prose()
    texts = [text for text, _ in cases] + prose
    drafts = corpus.drafts(texts)
    asked = {"texts": texts, "drafts": drafts[:60], "paragraph": drafts[0].replace("\n", " ")[:300], "document": "\n".join(drafts[1:7])[:10_000]}
    found, missing = {}, {}
    for name, tool in tools.items():
        error = None if tool["from"] == "here" else install(name, tool)
        try:
            if error:
                raise RuntimeError(error)
            found[name] = measure(name, tool, cases, prose, asked)
        except (RuntimeError, subprocess.SubprocessError, ValueError) as trouble:
            missing[name] = str(trouble)
            print(f"{name}: {trouble}", flush=True)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Node {subprocess.run(['node', '--version'], capture_output=True, text=True).stdout.strip()}"
    facts = {"date": date.today().isoformat(), "machine": machine, "cases": len(cases), "marks": sum(len(m) for _, m in cases), "prose": sum(map(len, prose)), "prose_texts": len(prose)}
    (ROOM / "result.json").write_text(json.dumps({"facts": facts, "found": found, "missing": missing}, indent=1))
    if len(sys.argv) > 1:
        print(json.dumps({n: {k: v for k, v in f.items() if k != "kinds"} for n, f in found.items()}, indent=1))
        return
    report.write(corpus.ROOT / "docs", tools, facts, found, missing)


if __name__ == "__main__":
    main()

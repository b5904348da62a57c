"""The tools that are called from Python, and the command: each finds spans in texts, as characters. Started by run.py, one process a tool.

`python adapters.py TOOL first` finds in one paragraph and ends; `python adapters.py TOOL all` answers the JSON that run.py sends with spans and times.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

TYPING, BUDGET = 30, float(os.environ.get("GARIM_PEERS_SECONDS", "4"))


def ko_pii():
    from ko_pii import detect_all

    return lambda text: [(d.start, d.end, d.label) for d in detect_all(text)]


def maskingtape():
    from maskingtape import Pipeline

    pipeline = Pipeline()
    return lambda text: [(d.start, d.end, d.kind) for d in pipeline.anonymize(text).detections]


def korean_pii():
    from korean_pii import detect

    return lambda text: [(d.start, d.end, d.type) for d in detect(text)]


def rust_pii_transformer():
    import rust_pii_transformer as tool

    return lambda text: [(f.source.char_start, f.source.char_end, f.entity) for f in tool.detect(text).findings]


def presidio_analyzer():
    from presidio_analyzer import predefined_recognizers as known

    makers = ["KrRrnRecognizer", "KrFrnRecognizer", "KrBrnRecognizer", "KrDriverLicenseRecognizer", "KrPassportRecognizer"]
    makers += ["EmailRecognizer", "CreditCardRecognizer", "IpRecognizer", "MacAddressRecognizer"]
    recognizers = [getattr(known, name)(supported_language="ko") for name in makers if hasattr(known, name)]
    recognizers.append(known.PhoneRecognizer(supported_language="ko", supported_regions=("KR",)))

    def find(text):
        found = []
        for recognizer in recognizers:
            results = recognizer.analyze(text, recognizer.supported_entities, None) or []
            found += [(r.start, r.end, r.entity_type) for r in results]
        return found

    return find


def garim():
    command = os.environ["GARIM_COMMAND"]

    def many(texts):
        lines = "".join(json.dumps({"id": i, "text": text}, ensure_ascii=False) + "\n" for i, text in enumerate(texts))
        out = subprocess.run([command, "check", "--jsonl"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
        answers = [json.loads(line) for line in out.splitlines()]
        return [[(*characters(text, f), f["kind"]) for f in a["findings"] if f["action"] == "mask"] for text, a in zip(texts, answers)]

    def find(text):
        return many([text])[0]

    find.many = many
    return find


def characters(text: str, finding: dict) -> tuple[int, int]:
    """UTF-16 units as characters."""
    units = text.encode("utf-16-le")
    return tuple(len(units[: 2 * finding[at]].decode("utf-16-le", errors="ignore")) for at in ("start", "end"))


TOOLS = {
    "garim": garim,
    "ko-pii": ko_pii,
    "maskingtape": maskingtape,
    "korean-pii": korean_pii,
    "rust-pii-transformer": rust_pii_transformer,
    "presidio-analyzer": presidio_analyzer,
}


def keystroke(find, text: str) -> float:
    """Milliseconds of processor time of a whole look after one more character, the middle one of some."""
    times = []
    for turn in range(TYPING):
        typed = f"{text[: len(text) // 2]}{'가나다라'[turn % 4]}{text[len(text) // 2 :]}"
        since = time.process_time()
        find(typed)
        times.append(time.process_time() - since)
        if sum(times) > BUDGET:
            break
    return sorted(times)[len(times) // 2] * 1000


def speed(find, drafts: list[str]) -> float:
    """Kilobytes a second over drafts, for some seconds; of processor time, which others on the machine do not change much."""
    find(drafts[0])
    size, since = 0, time.process_time()
    while time.process_time() - since < BUDGET:
        for draft in drafts:
            find(draft)
            size += len(draft.encode())
            if time.process_time() - since > BUDGET:
                break
    return size / 1000 / (time.process_time() - since)


def speed_of_command(find, drafts: list[str]) -> float:
    """The same for the command, whose answers are not even read."""
    lines = "".join(json.dumps({"id": i, "text": text}, ensure_ascii=False) + "\n" for i, text in enumerate(drafts * 20)).encode()
    before = os.times()
    subprocess.run([os.environ["GARIM_COMMAND"], "check", "--jsonl"], input=lines, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return sum(len(d.encode()) for d in drafts) * 20 / 1000 / used


def main() -> None:
    tool, what = sys.argv[1:3]
    find = TOOLS[tool]()
    asked = json.load(sys.stdin)
    if what == "first":
        print(len(find(asked["paragraph"])))
        return
    many = getattr(find, "many", None)
    out = {"spans": many(asked["texts"]) if many else [find(text) for text in asked["texts"]]}
    if many:
        out["kbps"] = speed_of_command(find, asked["drafts"])
    else:
        out["kbps"] = speed(find, asked["drafts"])
        out["keystroke"] = {name: keystroke(find, asked[name]) for name in ("paragraph", "document")}
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Counts the words of ordinary official prose: tools/names/background.tsv, one of the sources of build.py.

    python3 tools/names/background.py TEXT.jsonl… [--names NAMES.txt] > tools/names/background.tsv

TEXT are lines of {"text": "…"} from the repository's own training texts, all invented; NAMES are the names of persons in them, which are
left out. Statutes and court decisions, a better background, were not at hand when this was made. The texts counted here are not
those the weights are trained on: a word that is known from the very text it is judged in would look safer than it is.

A word is what remains of a run of Hangul without its particle, if it has two or three syllables and begins with one that is a surname.
"""
import argparse
import collections
import json
import re

from build import SURNAMES, final

PARTICLES = sorted(
    "으로부터 로부터 에서는 에서도 에게서 에게는 까지는 이라고 이라는 에서 에게 까지 부터 으로 라고 라는 이나 이며 이고 보다 처럼 만을 만이 과의 와의 "
    "은 는 이 가 을 를 의 에 과 와 도 만 로 나 며 고 라".split(),
    key=len,
    reverse=True,
)
WANTS = {"은": 1, "이": 1, "을": 1, "과": 1, "는": 0, "가": 0, "를": 0, "와": 0, "으로": 1}


def word(run):
    for p in PARTICLES:
        if run.endswith(p) and len(run) - len(p) >= 2 and WANTS.get(p) in (None, int(final(run[-len(p) - 1]))):
            return run[: -len(p)]
    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--names", default=None)
    options = parser.parse_args()
    names = set(open(options.names, encoding="utf-8").read().split()) if options.names else set()
    counts = collections.Counter()
    for path in options.texts:
        for line in open(path, encoding="utf-8"):
            seen = set()
            for run in re.findall("[가-힣]+", json.loads(line)["text"]):
                if any(run.startswith(n) for n in names):
                    continue
                w = word(run)
                if 2 <= len(w) <= 3 and w[0] in SURNAMES:
                    seen.add(w)
                if len(w) >= 4 and w[0] in SURNAMES:
                    seen.add(w[:2])
            counts.update(seen)
    print("# word\tin how many texts")
    for w, n in sorted(counts.items()):
        if n >= 2:
            print(f"{w}\t{n}")


if __name__ == "__main__":
    main()

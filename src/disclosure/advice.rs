//! What the form tells besides items: warnings, remedies, and what the draft itself declares.

use super::{Level, PublicCopy};
use crate::page::Page;
use crate::span::Span;
use crate::text::{Class, seek};

/// What the drafter should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Advice {
    /// 부분공개 hides nothing by itself.
    PartialShowsBody,
    /// Internal review needs its stage and expected end.
    StageAndEnd,
    /// The title is published in the document list.
    Title,
    /// A marking of a secret stands in the draft.
    Secret,
    /// The draft is declared closed, and nothing was found that asks for it.
    TooClosed,
    /// The draft is declared closed as a whole, and parts can be published.
    CanOpen,
    /// The draft is declared open, and items are suggested.
    TooOpen,
    /// The body is partial and an attachment with restricted content is declared open.
    AttachmentOpen,
    /// The end of the restriction lies past the retention period.
    PastRetention,
    /// The protection of a 대외비 has run out.
    Expired,
    /// Identifiers or sensitive facts of others: let only the department read it.
    ReadersOnly,
}

impl Advice {
    /// The stable name used in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::PartialShowsBody => "partial_shows_body",
            Self::StageAndEnd => "stage_and_end",
            Self::Title => "title",
            Self::Secret => "secret",
            Self::TooClosed => "too_closed",
            Self::CanOpen => "can_open",
            Self::TooOpen => "too_open",
            Self::AttachmentOpen => "attachment_open",
            Self::PastRetention => "past_retention",
            Self::Expired => "expired",
            Self::ReadersOnly => "readers_only",
        }
    }

    /// The sentence a drafter reads.
    pub const fn text(self, copy: PublicCopy) -> &'static str {
        match self {
            Self::PartialShowsBody => match copy {
                PublicCopy::None => {
                    "부분공개를 골라도 본문이 그대로 공개되는 시스템이 있습니다. 제한할 내용을 비공개 붙임으로 옮기십시오."
                }
                PublicCopy::File => {
                    "부분공개를 골라도 본문이 그대로 공개되는 시스템이 있습니다. 개인정보를 붙임으로 옮기거나 가린 사본을 등록하십시오."
                }
                PublicCopy::Body => {
                    "부분공개를 골라도 본문이 그대로 공개되는 시스템이 있습니다. 가린 본문을 공개용 본문으로 등록하였는지 확인하십시오."
                }
            },
            Self::StageAndEnd => "의사결정·내부검토를 사유로 제한하려면 현재 단계와 종료 예정일을 적으십시오.",
            Self::Title => {
                "비공개 문서도 제목은 목록에 공개될 수 있습니다. 제목에서 드러나는 내용을 줄여 쓰기를 권합니다."
            }
            Self::Secret => {
                "비밀 표시가 있습니다. 비밀은 이 편집기에서 작성하거나 저장하지 말고 보안담당관에게 확인하십시오."
            }
            Self::TooClosed => "과다 비공개: 공개를 제한할 사유를 찾지 못했습니다. 공개로 바꿀 수 있는지 확인하십시오.",
            Self::CanOpen => {
                "과다 비공개: 나누어 공개할 수 있는 부분이 있습니다. 부분공개로 바꿀 수 있는지 확인하십시오."
            }
            Self::TooOpen => "공개로 적혀 있으나 확인할 부분이 있습니다. 공개구분을 확인하십시오.",
            Self::AttachmentOpen => "본문은 부분공개인데 붙임이 공개로 적혀 있습니다. 붙임 공개 여부를 확인하십시오.",
            Self::PastRetention => "제한 종료일이 보존기간보다 늦습니다.",
            Self::Expired => "대외비 보호기간이 지났습니다. 일반문서로 다시 분류할 수 있는지 확인하십시오.",
            Self::ReadersOnly => {
                "다른 사람의 고유식별정보나 민감한 사실이 있습니다. 열람범위를 부서로 한정하기를 권합니다."
            }
        }
    }
}

/// A way to publish more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// Leave it out.
    LeaveOut,
    /// Move it into an attachment and close only that.
    Attach,
    /// Register a masked public copy.
    PublicCopy,
    /// Change the level.
    Level,
}

impl Remedy {
    /// All of them, the gentlest first.
    pub const ALL: [Self; 4] = [Self::LeaveOut, Self::Attach, Self::PublicCopy, Self::Level];

    /// The stable name used in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave_out",
            Self::Attach => "attach",
            Self::PublicCopy => "public_copy",
            Self::Level => "level",
        }
    }

    /// The sentence a drafter reads.
    pub const fn text(self, copy: PublicCopy) -> &'static str {
        match self {
            Self::LeaveOut => "꼭 필요하지 않은 내용이면 문서에서 빼십시오.",
            Self::Attach => "제한할 내용을 따로 붙임으로 옮기고 그 붙임만 비공개로 하십시오.",
            Self::PublicCopy => match copy {
                PublicCopy::Body => "가린 본문을 공개용 본문으로 등록하십시오.",
                PublicCopy::None | PublicCopy::File => "가린 공개용 사본을 파일로 등록하십시오.",
            },
            Self::Level => "그래도 남으면 공개구분을 바꾸고 사유와 종료일을 적으십시오.",
        }
    }
}

/// The level and items that the draft itself states, as `부분공개(5,6)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The level.
    pub level: Level,
    /// The items in brackets.
    pub items: Vec<u8>,
    /// Where it stands.
    pub span: Span,
}

/// What the draft states: a level with items in brackets, or a level behind 공개구분.
pub(super) fn declared(page: &Page) -> Option<Declared> {
    let folded = &page.folded;
    let mut last = None;
    let mut from = 0;
    // 공, 비, 부, 대 and no Hangul before.
    while let Some(i) = seek(folded.units(), from, |unit| matches!(unit, 0xACF5 | 0xBE44 | 0xBD80 | 0xB300)) {
        from = i + 1;
        if folded.class_before(i) == Class::Hangul {
            continue;
        }
        let (level, len) = if folded.starts_with(i, "부분공개") {
            (Level::Partial, 4)
        } else if folded.starts_with(i, "비공개") {
            (Level::Closed, 3)
        } else if folded.starts_with(i, "대국민공개") || folded.starts_with(i, "대시민공개") {
            (Level::Open, 5)
        } else if folded.starts_with(i, "공개") {
            (Level::Open, 2)
        } else {
            continue;
        };
        let mut at = i + len;
        if folded.class(at) == Class::Hangul {
            continue;
        }
        while folded.class(at) == Class::Space {
            at += 1;
        }
        let mut items = Vec::new();
        if folded.unit(at) == 0x28 {
            at += 1;
            while matches!(folded.class(at), Class::Digit | Class::Space)
                || matches!(folded.unit(at), 0x2C | 0xD638 | 0xB7)
            {
                if folded.class(at) == Class::Digit {
                    items.push((folded.unit(at) - 0x30) as u8);
                }
                at += 1;
            }
            if folded.unit(at) != 0x29 {
                continue;
            }
            at += 1;
        }
        let before = i.saturating_sub(8);
        let announced = (before..i).any(|k| folded.starts_with(k, "공개구분") || folded.starts_with(k, "공개여부"));
        let bracketed = !items.is_empty() && items.iter().all(|n| (1..=8).contains(n));
        if bracketed || announced {
            items.retain(|n| (1..=8).contains(n));
            last = Some(Declared { level, items, span: page.span(crate::span::FoldSpan::new(i, at)) });
        }
    }
    last
}

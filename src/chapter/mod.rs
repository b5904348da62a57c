//! Long documents, chapter by chapter: what makes a check of an edited document cost what the edit costs.
//!
//! A document of at most [`cut::WHOLE`] bytes is one chapter, read as it stands. A longer one is cut (`cut`) into chapters of about three
//! kilobytes, at places that depend on nothing but the text nearby, so that an edit moves only cuts beside it. A chapter is read (`reader`)
//! with a bounded piece of its surroundings (`context`) and with what the other chapters tell (`pool`); `book` keeps the chapters of a document
//! and reads again what an edit touches. `check` reads long documents with the same book, so a session and a check cannot differ.
//!
//! # What a stage sees beyond its own line
//!
//! | stage | sees | in a chapter that is |
//! |---|---|---|
//! | `page` (fold, words, numbers) | the neighbouring words | the margins |
//! | `page::cells` | the head row of its table, the line below | the head rows carried on, the margins |
//! | `page.mentions` | which labels occur in the draft | labels of the chapter and its context |
//! | `kinds::holder`, `facts` owners | twelve lines above | the margin above, a dozen lines of its own |
//! | `detect::names` repeats and given names | names proved in the draft | names proved in any chapter: `pool` |
//! | `detect::names` lonely mentions | how many names are sure | those of the chapter and its context |
//! | `page::mended` | how many words line ends tear | those of the chapter and its context |
//! | `detect::roles` title and heading | the first two lines, the heading above | both, carried on |
//! | `detect::roles` follow | the strongest mention of the same person | the strongest of any chapter: `pool` |
//! | `detect::roles`, `facts::scene` draft | words, people, companies anywhere | those of the chapter and its context |
//! | `disclosure` windows | each beside the title | each beside the title; an item gets its best chapter |
//! | `disclosure` level, attachments, ends | all pieces | the sums of the chapters |
//!
//! Not here: blocks and revisions (`session`).

pub mod book;
mod context;
pub mod cut;
mod pool;
pub mod reader;

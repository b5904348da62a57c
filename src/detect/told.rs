//! What one chapter of a long document tells the others, and what it asks of them: proved names, the part a person plays.
//!
//! A draft of one chapter neither tells nor asks. In a longer one every question is noted with its answer, so that a chapter is read again
//! only where an answer changes. Keys are integers made from folded text; nothing here depends on order.

/// Answers what other chapters told of a key.
pub type Answers<'a, V> = &'a dyn Fn(u64) -> Option<V>;

/// What is told and asked while one chapter is read.
pub struct Told<'a, V> {
    answers: Option<Answers<'a, V>>,
    /// What the chapter tells: key, value, and where it stands in folded units.
    pub told: Vec<(u64, V, u32)>,
    /// What it asked, with the answers.
    pub asked: Vec<(u64, Option<V>)>,
}

impl<V> Default for Told<'_, V> {
    fn default() -> Self {
        Self { answers: None, told: Vec::new(), asked: Vec::new() }
    }
}

impl<'a, V: Copy> Told<'a, V> {
    /// For a chapter among others.
    pub fn among(answers: Answers<'a, V>) -> Self {
        Self { answers: Some(answers), told: Vec::new(), asked: Vec::new() }
    }

    /// Whether there are other chapters.
    pub const fn listens(&self) -> bool {
        self.answers.is_some()
    }

    /// Hears the same answers and has nothing told or asked yet.
    pub fn listener(&self) -> Self {
        Self { answers: self.answers, told: Vec::new(), asked: Vec::new() }
    }

    /// Tells.
    pub fn tell(&mut self, key: u64, value: V, at: u32) {
        if self.answers.is_some() {
            self.told.push((key, value, at));
        }
    }

    /// Asks what the others told.
    pub fn ask(&mut self, key: u64) -> Option<V> {
        let answer = self.answers?(key);
        self.asked.push((key, answer));
        answer
    }
}

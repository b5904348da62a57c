//! What the chapters of a document tell one another, by key: who told what. Answers are free of order.

use crate::sorted::Map;

/// What was told.
#[derive(Debug)]
pub(super) struct Pool<V> {
    told: Map<u64, Vec<(u32, V)>>,
}

impl<V> Default for Pool<V> {
    fn default() -> Self {
        Self { told: Map::new() }
    }
}

impl<V: Copy + PartialEq> Pool<V> {
    /// What all chapters but one told of a key, put together by `join`.
    pub(super) fn answer(&self, key: u64, but: u32, join: impl Fn(V, V) -> V) -> Option<V> {
        let told = self.told.get(&key)?;
        told.iter().filter(|(chapter, _)| *chapter != but).map(|(_, value)| *value).reduce(join)
    }

    /// Replaces what a chapter told, `old`, by `new`, both sorted by key with each key once; adds to `changed` the keys whose value changed.
    pub(super) fn replace(&mut self, chapter: u32, old: &[(u64, V)], new: &[(u64, V)], changed: &mut Vec<u64>) {
        for &(key, value) in old {
            if new.binary_search_by_key(&key, |n| n.0).ok().and_then(|i| new.get(i)).is_some_and(|n| n.1 == value) {
                continue;
            }
            changed.push(key);
            if let Some(told) = self.told.get_mut(&key) {
                told.retain(|(who, _)| *who != chapter);
                if told.is_empty() {
                    self.told.remove(&key);
                }
            }
        }
        for &(key, value) in new {
            if old.binary_search_by_key(&key, |o| o.0).ok().and_then(|i| old.get(i)).is_some_and(|o| o.1 == value) {
                continue;
            }
            changed.push(key);
            self.told.with(key, Vec::new, |told| told.push((chapter, value)));
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.told.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_answers_with_what_the_others_told() {
        let mut pool = Pool::default();
        let mut changed = Vec::new();
        pool.replace(1, &[], &[(7, 3)], &mut changed);
        pool.replace(2, &[], &[(7, 5), (9, 1)], &mut changed);
        assert_eq!(changed, [7, 7, 9]);
        assert_eq!(pool.answer(7, 2, i32::max), Some(3));
        assert_eq!(pool.answer(7, 0, i32::max), Some(5));
        assert_eq!(pool.answer(9, 2, i32::max), None);
        changed.clear();
        pool.replace(2, &[(7, 5), (9, 1)], &[(7, 5)], &mut changed);
        assert_eq!(changed, [9]);
        assert_eq!(pool.answer(9, 0, i32::max), None);
    }
}

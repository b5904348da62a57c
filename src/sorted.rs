//! Maps and sets in order, made small.
//!
//! The standard library's trees are made anew for every type of key and value: fourteen of them were an eighth of the WebAssembly
//! module. Here sorted runs of at most `MOST` entries stand one behind the other; finding is two binary searches, adding moves a run.

use std::borrow::Borrow;

/// The longest run.
const MOST: usize = 128;

/// A map in the order of its keys.
#[derive(Clone, Debug)]
pub(crate) struct Map<K, V> {
    /// None of them is empty.
    runs: Vec<Vec<(K, V)>>,
}

/// The place of a key: its run, where in the run it stands or would stand, and whether it does.
type Place = (usize, usize, bool);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Map<K, V> {
    /// Of nothing.
    pub(crate) const fn new() -> Self {
        Self { runs: Vec::new() }
    }

    /// Whether it holds nothing.
    pub(crate) const fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many entries it holds.
    pub(crate) fn len(&self) -> usize {
        self.runs.iter().map(Vec::len).sum()
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.runs.clear();
    }

    /// All keys, in order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.runs.iter().flatten().map(|(key, _)| key)
    }

    /// All values, in the order of their keys.
    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.runs.iter().flatten().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Map<K, V> {
    #[inline(never)]
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Place
    where
        K: Borrow<Q>,
    {
        let behind = self.runs.partition_point(|run| run.first().is_some_and(|(first, _)| first.borrow() <= key));
        let at = behind.saturating_sub(1);
        let Some(run) = self.runs.get(at) else { return (0, 0, false) };
        let place = run.partition_point(|(other, _)| other.borrow() < key);
        (at, place, run.get(place).is_some_and(|(other, _)| other.borrow() == key))
    }

    #[inline(never)]
    fn add(&mut self, (at, place, _): Place, key: K, value: V) -> Place {
        if self.runs.is_empty() {
            self.runs.push(Vec::new());
        }
        let Some(run) = self.runs.get_mut(at).filter(|run| place <= run.len()) else { return (at, place, false) };
        run.insert(place, (key, value));
        if run.len() <= MOST {
            return (at, place, true);
        }
        // Who adds in order leaves full runs behind.
        let cut = if place + 1 == run.len() { MOST } else { MOST / 2 };
        let rest = run.split_off(cut);
        self.runs.insert(at + 1, rest);
        if place < cut { (at, place, true) } else { (at + 1, place - cut, true) }
    }

    fn value(&mut self, (at, place, _): Place) -> Option<&mut V> {
        self.runs.get_mut(at)?.get_mut(place).map(|(_, value)| value)
    }

    /// The value of a key.
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (at, place, found) = self.place(key);
        self.runs.get(at).filter(|_| found)?.get(place).map(|(_, value)| value)
    }

    /// The same, to change it.
    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key);
        if place.2 { self.value(place) } else { None }
    }

    /// Whether a key has a value.
    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).2
    }

    /// Gives a key a value; whether it had none.
    pub(crate) fn insert(&mut self, key: K, value: V) -> bool {
        let place = self.place(&key);
        if place.2 {
            if let Some(old) = self.value(place) {
                *old = value;
            }
            return false;
        }
        self.add(place, key, value);
        true
    }

    /// Has something done with the value of a key, which is `fresh` where it had none.
    pub(crate) fn with<T>(&mut self, key: K, fresh: impl FnOnce() -> V, does: impl FnOnce(&mut V) -> T) -> Option<T> {
        let mut place = self.place(&key);
        if !place.2 {
            place = self.add(place, key, fresh());
        }
        self.value(place).map(does)
    }

    /// Takes a key out.
    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (at, place, found) = self.place(key);
        let run = self.runs.get_mut(at).filter(|_| found)?;
        let (_, value) = run.remove(place);
        if run.is_empty() {
            self.runs.remove(at);
        }
        Some(value)
    }

    /// The last entry whose key is below one.
    pub(crate) fn before(&self, key: &K) -> Option<(&K, &V)> {
        let (at, place, _) = self.place(key);
        let before = match place.checked_sub(1) {
            Some(last) => self.runs.get(at)?.get(last),
            None => self.runs.get(at.checked_sub(1)?)?.last(),
        };
        before.map(|(key, value)| (key, value))
    }

    /// The entries from a key on.
    pub(crate) fn from(&self, key: &K) -> impl Iterator<Item = (&K, &V)> {
        let (at, place, _) = self.place(key);
        self.runs.iter().skip(at).flatten().skip(place).map(|(key, value)| (key, value))
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<(K, V)>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.runs.into_iter().flatten()
    }
}

/// A set in order.
#[derive(Clone, Debug)]
pub(crate) struct Set<K>(Map<K, ()>);

impl<K> Default for Set<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> Set<K> {
    /// Of nothing.
    pub(crate) const fn new() -> Self {
        Self(Map::new())
    }

    /// Whether it holds nothing.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many it holds.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// All, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }
}

impl<K: Ord> Set<K> {
    /// Takes one in; whether it was not there.
    pub(crate) fn insert(&mut self, key: K) -> bool {
        self.0.insert(key, ())
    }

    /// Takes one out; whether it was there.
    pub(crate) fn remove(&mut self, key: &K) -> bool {
        self.0.remove(key).is_some()
    }

    /// Whether it holds one.
    pub(crate) fn contains(&self, key: &K) -> bool {
        self.0.contains_key(key)
    }
}

impl<K: Ord + Copy> Set<K> {
    /// Takes the first out.
    pub(crate) fn pop_first(&mut self) -> Option<K> {
        let first = *self.iter().next()?;
        self.remove(&first);
        Some(first)
    }
}

impl<K: Ord> Extend<K> for Set<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        keys.into_iter().for_each(|key| {
            self.insert(key);
        });
    }
}

impl<K: Ord> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = Self::new();
        set.extend(keys);
        set
    }
}

impl<K> IntoIterator for Set<K> {
    type Item = K;
    type IntoIter = std::iter::Map<<Map<K, ()> as IntoIterator>::IntoIter, fn((K, ())) -> K>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(|(key, ())| key)
    }
}

impl<'a, K> IntoIterator for &'a Set<K> {
    type Item = &'a K;
    type IntoIter = Box<dyn Iterator<Item = &'a K> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn it_holds_what_the_standard_library_would() {
        let (mut ours, mut theirs) = (Map::new(), BTreeMap::new());
        let mut state = 11u32;
        for round in 0..6000u32 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = (state >> 16) % 900;
            match state >> 8 & 3 {
                0 => assert_eq!(ours.remove(&key), theirs.remove(&key)),
                1 => assert_eq!(ours.insert(key, round), theirs.insert(key, round).is_none()),
                2 => {
                    ours.with(key, || 1, |value| *value += 1);
                    *theirs.entry(key).or_insert(1) += 1;
                }
                _ => {
                    assert_eq!(ours.get(&key), theirs.get(&key));
                    assert_eq!(ours.before(&key), theirs.range(..key).next_back());
                    assert!(ours.from(&key).take(9).eq(theirs.range(key..).take(9)));
                }
            }
            assert_eq!(ours.len(), theirs.len());
        }
        assert!(ours.keys().eq(theirs.keys()));
        assert!(ours.into_iter().eq(theirs));
    }

    #[test]
    fn a_set_gives_its_first() {
        let mut set: Set<u32> = (0..1000).rev().collect();
        for wanted in 0..1000 {
            assert_eq!(set.pop_first(), Some(wanted));
        }
        assert!(set.is_empty());
    }
}

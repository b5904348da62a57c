//! Sorting, compiled once.
//!
//! The standard library's sorts are made anew for every type and every closure, and two dozen of them were a fifth of the
//! WebAssembly module. Here a list of places is sorted through one comparison function that is called by pointer, and the
//! things follow their places. Lists are short or nearly sorted, so the call costs less than the bytes.

use std::cmp::Ordering;

/// Sorts by a key, stably: equal keys stay in the order in which they stood.
pub(crate) fn sort_by_key<T, K: Ord>(things: &mut [T], key: impl Fn(&T) -> K) {
    if things.is_sorted_by(|a, b| key(a) <= key(b)) {
        return;
    }
    let mut places = ordered(things.len(), &|a, b| match (things.get(a as usize), things.get(b as usize)) {
        (Some(a), Some(b)) => key(a).cmp(&key(b)),
        _ => Ordering::Equal,
    });
    // Each round of the permutation is walked once: a place that is done holds itself.
    for start in 0..places.len() {
        let mut here = start;
        loop {
            let from = places.get(here).map_or(start, |&place| place as usize);
            if let Some(place) = places.get_mut(here) {
                *place = here as u32;
            }
            if from == start {
                break;
            }
            things.swap(here, from);
            here = from;
        }
    }
}

/// Sorts things by their own order.
pub(crate) fn sort<T: Ord + Copy>(things: &mut [T]) {
    sort_by_key(things, |&thing| thing);
}

/// The places 0 … `count` in the order that `compare` says, stably.
fn ordered(count: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut state = 7u32;
        for count in 0..200 {
            let things: Vec<(u32, u32)> = (0..count)
                .map(|place| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((state >> 16) % 23, place)
                })
                .collect();
            let (mut ours, mut theirs) = (things.clone(), things);
            sort_by_key(&mut ours, |thing| thing.0);
            theirs.sort_by_key(|thing| thing.0);
            assert_eq!(ours, theirs, "{count} things");
        }
    }
}

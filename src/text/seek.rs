//! Looking for what is rare: a stretch of a draft is looked at as a whole first, since most stretches hold nothing.

/// How many items are looked at at once.
const STRETCH: usize = 16;

/// Where the first item from `at` on stands that `is` wants.
#[inline]
pub fn seek<T: Copy>(items: &[T], at: usize, is: impl Fn(T) -> bool) -> Option<usize> {
    let mut from = at;
    for stretch in items.get(at..)?.chunks(STRETCH) {
        // Without a way out in the middle, so that the machine may look at all of them in one step.
        if stretch.iter().fold(false, |any, &item| any | is(item)) {
            return stretch.iter().position(|&item| is(item)).map(|i| from + i);
        }
        from += STRETCH;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_that_is_wanted() {
        let items: Vec<u16> = (0..100).map(|i| i % 37).collect();
        for at in 0..110 {
            for wanted in 0..38 {
                let first = (at..items.len()).find(|&i| items[i] == wanted);
                assert_eq!(seek(&items, at, |item| item == wanted), first, "{at} {wanted}");
            }
        }
    }
}

//! The orders in which `use` trees are kept.
//!
//! Invariant: an order is total over keys; a list of fewer than two counts as
//! sorted.

use std::cmp::Ordering;

use smol_str::SmolStr;

/// What a tree is sorted by: its segments, then `*` or `{`, then its alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// Segments; the last one may be `*` or `{`.
    pub(super) segments: Vec<SmolStr>,
    /// The name after `as`.
    pub(super) alias: Option<SmolStr>,
}

/// An order that people keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// rustfmt, style edition 2015 to 2021: `self`, `super`, `crate`, `snake`, `Camel`, `UPPER`.
    Rustfmt,
    /// rustfmt, style edition 2024: numbers in names count as numbers.
    Version,
    /// Bytes.
    Ascii,
    /// Letters, upper or lower case.
    CaseInsensitive,
}

const ORDERS: [Order; 4] = [Order::Rustfmt, Order::Version, Order::Ascii, Order::CaseInsensitive];

impl Order {
    /// The order that `keys` are in.
    pub(super) fn of(keys: &[Key]) -> Option<Order> {
        let sorted = |order: &Order| keys.is_sorted_by(|a, b| order.compare(a, b).is_le());
        ORDERS.into_iter().find(sorted)
    }

    /// Which of two comes first.
    pub(super) fn compare(self, a: &Key, b: &Key) -> Ordering {
        for (a, b) in a.segments.iter().zip(&b.segments) {
            match self.segment(a, b) {
                Ordering::Equal => {}
                decided => return decided,
            }
        }
        a.segments.len().cmp(&b.segments.len()).then_with(|| a.alias.cmp(&b.alias))
    }

    fn segment(self, a: &str, b: &str) -> Ordering {
        match self {
            Order::Ascii => a.cmp(b),
            Order::CaseInsensitive => {
                a.to_lowercase().cmp(&b.to_lowercase()).then_with(|| a.cmp(b))
            }
            Order::Rustfmt => rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)),
            Order::Version => rank(a).cmp(&rank(b)).then_with(|| version(a, b)),
        }
    }
}

fn rank(segment: &str) -> u8 {
    let first = segment.chars().next();
    match segment {
        "self" => 0,
        "super" => 1,
        "crate" => 2,
        "*" => 6,
        "{" => 7,
        _ if !first.is_some_and(char::is_uppercase) => 3,
        _ if segment.chars().any(char::is_lowercase) => 4,
        _ => 5,
    }
}

/// Compares runs of digits as numbers.
fn version(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    while !x.is_empty() && !y.is_empty() {
        let ((digits_x, rest_x), (digits_y, rest_y)) = (digits(x), digits(y));
        let by_number = number(digits_x).cmp(&number(digits_y));
        if !digits_x.is_empty() && !digits_y.is_empty() {
            if by_number.is_ne() {
                return by_number;
            }
            (x, y) = (rest_x, rest_y);
            continue;
        }
        let (c, d) = (x.chars().next(), y.chars().next());
        if c != d {
            return c.cmp(&d);
        }
        (x, y) = (&x[c.map_or(0, char::len_utf8)..], &y[d.map_or(0, char::len_utf8)..]);
    }
    x.len().cmp(&y.len()).then_with(|| a.cmp(b))
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.len() - text.trim_start_matches(|it: char| it.is_ascii_digit()).len())
}

/// A number too long for the machine is told from another by its length.
fn number(digits: &str) -> (usize, &str) {
    let digits = digits.trim_start_matches('0');
    (digits.len(), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(names: &str) -> Option<Order> {
        let key =
            |it: &str| Key { segments: it.split("::").map(SmolStr::new).collect(), alias: None };
        Order::of(&names.split(' ').map(key).collect::<Vec<_>>())
    }

    #[test]
    fn usual_orders_are_known() {
        assert_eq!(order("self crate::a b Bb A_B *"), Some(Order::Rustfmt));
        assert_eq!(order("u8 u16"), Some(Order::Version));
        assert_eq!(order("Zed abc"), Some(Order::Ascii));
        assert_eq!(order("abc Bcd cde"), Some(Order::CaseInsensitive));
        assert_eq!(order("b a"), None);
        assert_eq!(order("a::b::{ a::b"), None);
    }
}

//! Spans of time.

/// What a clock shows at most.
pub const DAY: u64 = 86_400;

macro_rules! made {
    ($it:expr) => {{
        let old = $it;
        old
    }};
}

pub const FINE: bool = true;

pub mod den;
pub mod joint;

/// Its parts lie in a folder.
pub mod kept {
    pub mod core_part;

    pub use core_part::held;
}

#[cfg(unix)]
#[path = "twin_unix.rs"]
pub mod pair;
#[cfg(not(unix))]
pub mod pair;

#[path = "placed/mod.rs"]
pub mod put;

#[path = "../odd/place/far.rs"]
pub mod even;

pub fn nest() -> u8 {
    den::deep::low() + kept::core_part::held() + pair::nest() + put::part::odd() + even::near::far()
}

#[cfg(test)]
mod tests {
    #[test]
    fn nests() {
        assert_eq!(super::nest(), crate::joint::all());
    }
}

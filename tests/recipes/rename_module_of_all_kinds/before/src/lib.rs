pub mod nest;
pub mod shared;

/// Its parts lie in a folder.
pub mod held {
    pub mod inner;

    pub use inner::held;
}

#[cfg(unix)]
#[path = "twin_unix.rs"]
pub mod twin;
#[cfg(not(unix))]
pub mod twin;

#[path = "placed/mod.rs"]
pub mod placed;

#[path = "../odd/place/far.rs"]
pub mod odd;

pub fn nest() -> u8 {
    nest::deep::low() + held::inner::held() + twin::nest() + placed::part::odd() + odd::near::far()
}

#[cfg(test)]
mod tests {
    #[test]
    fn nests() {
        assert_eq!(super::nest(), crate::shared::all());
    }
}

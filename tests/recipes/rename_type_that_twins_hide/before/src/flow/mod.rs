#[cfg(all(unix, not(windows)))]
pub use unix::speed::Speed;
#[cfg(all(windows, not(unix)))]
pub use windows::speed::Speed;

#[cfg(unix)]
pub mod unix;
#[cfg(windows)]
pub mod windows {
    pub mod speed {
        pub struct Speed(pub u32);
    }
}

#[cfg(all(unix, not(windows)))]
pub use posix::speed::Speed;
#[cfg(all(windows, not(unix)))]
pub use windows::speed::Speed;

#[cfg(unix)]
pub mod posix;
#[cfg(windows)]
pub mod windows {
    pub mod speed {
        pub struct Speed(pub u32);
    }
}

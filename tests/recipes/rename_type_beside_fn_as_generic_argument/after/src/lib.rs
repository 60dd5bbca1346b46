pub mod weave;

pub use weave::{Thread, Warp};

pub fn check() -> Thread {
    assert_eq!(std::mem::size_of::<Thread>(), 1);
    assert!(matches!(Warp(2), None::<Thread>));
    Thread::Silk
}

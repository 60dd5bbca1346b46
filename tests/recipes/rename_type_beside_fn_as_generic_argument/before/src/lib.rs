pub mod weave;

pub use weave::Warp;

pub fn check() -> Warp {
    assert_eq!(std::mem::size_of::<Warp>(), 1);
    assert!(matches!(Warp(2), None::<Warp>));
    Warp::Silk
}

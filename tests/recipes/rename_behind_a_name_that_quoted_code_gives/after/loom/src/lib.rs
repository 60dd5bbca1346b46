extern crate loom_macros;

pub mod weave;

/// A Thread of another kind, which no macro knows.
pub mod spare {
    #[derive(Debug, Default)]
    pub struct Thread;
}

#[doc(hidden)]
pub mod __private {
    pub use super::weave;
    pub use core::option::Option;

    pub mod warp {
        pub struct Roller;
    }
}

/// Makes a thread where it is called.
#[macro_export]
macro_rules! thread {
    () => {{
        use $crate::__private as __loom;
        $crate::__private::weave::thread_with!()
    }};
}

/// Makes a beam.
#[macro_export]
macro_rules! beam {
    () => {{
        use $crate as __beams;
        $crate::__private::weave::beam_with!()
    }};
}

pub fn first() -> Option<weave::Strand> {
    let _ = spare::Thread;
    let _ = beam!();
    thread!()
}

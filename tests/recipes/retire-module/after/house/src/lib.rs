//! A house with pipes from plumbing_v1.

pub mod bath;
pub mod kitchen;

mod pipe {
    pub fn smoke() -> &'static str {
        "plumbing_v1::pipe::Pipe"
    }
}

pub fn smoke() -> &'static str {
    pipe::smoke()
}

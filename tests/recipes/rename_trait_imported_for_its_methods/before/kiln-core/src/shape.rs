/// What was in the kiln.
pub trait Fired {
    fn degrees() -> u32 {
        1_000
    }
}

pub trait Glazed {
    fn colour() -> &'static str {
        "white"
    }
}

//! One import brings a trait and the derive macro of its name.

mod by_method {
    use kiln::{Baked, Fired, Glazed};

    #[derive(Fired, Glazed)]
    pub struct Pot;

    #[test]
    fn degrees() {
        assert_eq!(Pot::degrees(), 1_000);
    }
}

mod by_derive {
    use kiln::Fired;

    #[derive(Fired)]
    pub struct Cup;
}

mod below {
    use kiln::{Baked, Fired};

    #[derive(Fired)]
    pub struct Jug;

    mod tests {
        use super::*;

        #[test]
        fn degrees() {
            assert_eq!(<Jug>::degrees(), 1_000);
        }
    }
}

#[path = "more/bowl.rs"]
mod bowl;

#[test]
fn cups() {
    let _ = by_derive::Cup;
}

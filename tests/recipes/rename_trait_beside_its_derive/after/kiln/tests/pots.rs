use kiln::{Baked, Enamelled, Fired, Glazed};

#[derive(Fired, Enamelled)]
pub struct Pot;

#[derive(kiln::Fired)]
pub struct Brick;

fn degrees<T: Baked>() -> u32 {
    T::degrees()
}

#[test]
fn pots() {
    assert_eq!(degrees::<Pot>(), <Brick as kiln::Baked>::degrees());
    assert_eq!(<Pot as Glazed>::colour(), "white");
    assert_eq!(wares::degrees(), 1_000);
}

mod wares {
    use kiln::Baked as _;

    pub fn degrees() -> u32 {
        super::Pot::degrees()
    }
}

use kiln::{Fired, Glazed};

#[derive(Fired, Glazed)]
pub struct Pot;

#[derive(kiln::Fired)]
pub struct Brick;

fn degrees<T: Fired>() -> u32 {
    T::degrees()
}

#[test]
fn pots() {
    assert_eq!(degrees::<Pot>(), <Brick as kiln::Fired>::degrees());
    assert_eq!(<Pot as Glazed>::colour(), "white");
    assert_eq!(wares::degrees(), 1_000);
}

mod wares {
    use kiln::Fired as _;

    pub fn degrees() -> u32 {
        super::Pot::degrees()
    }
}

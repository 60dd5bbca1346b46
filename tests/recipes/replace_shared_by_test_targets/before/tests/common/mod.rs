pub struct Fixture;

pub struct Stage;

pub fn made() -> crate::common::Fixture {
    Fixture
}

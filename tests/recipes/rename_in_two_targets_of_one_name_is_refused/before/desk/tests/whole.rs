struct Fixture;

impl Fixture {
    fn drawers(&self) -> usize {
        desk::drawers()
    }
}

#[test]
fn has_drawers() {
    assert_eq!(Fixture.drawers(), 3);
}

struct Desk;

impl Desk {
    fn drawers(&self) -> usize {
        desk::drawers()
    }
}

#[test]
fn has_drawers() {
    assert_eq!(Desk.drawers(), 3);
}

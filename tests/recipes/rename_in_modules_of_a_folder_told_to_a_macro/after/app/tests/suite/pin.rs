pub fn check(_: &super::Bolt) {}

#[test]
fn holds() {
    let _: app::Screw = crate::cap::bolt();
}

pub fn check(_: &super::Bolt) {}

#[test]
fn holds() {
    let _: app::Bolt = crate::nut::bolt();
}

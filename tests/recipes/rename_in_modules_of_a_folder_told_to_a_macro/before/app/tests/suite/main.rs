dirs::modules!(pub "tests/suite");

struct Bolt(app::Bolt);

fn bolt() -> Bolt {
    Bolt(nut::bolt())
}

#[test]
fn turns() {
    let _: app::Bolt = bolt().0;
}

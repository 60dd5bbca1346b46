dirs::modules!(pub "tests/suite");

struct Bolt(app::Screw);

fn bolt() -> Bolt {
    Bolt(cap::bolt())
}

#[test]
fn turns() {
    let _: app::Screw = bolt().0;
}

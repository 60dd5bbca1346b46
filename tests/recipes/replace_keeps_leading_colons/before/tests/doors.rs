use ::bakery::{Door, Pan};

mod bakery {}

#[test]
fn door() {
    let _: Option<(Door, Pan)> = None;
}

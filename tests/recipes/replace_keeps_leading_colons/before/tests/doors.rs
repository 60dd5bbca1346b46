use ::bakery::{Door, Pan};

mod bakery {}

#[test]
fn door() {
    let _: (Door, Pan) = (::bakery::Door { width: 1 }, Pan);
}

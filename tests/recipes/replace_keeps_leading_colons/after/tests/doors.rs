use ::bakery::Pan;
use ::bakery::shed::Gate;

mod bakery {}

#[test]
fn door() {
    let _: (Gate, Pan) = (::bakery::shed::Gate { width: 1 }, Pan);
}

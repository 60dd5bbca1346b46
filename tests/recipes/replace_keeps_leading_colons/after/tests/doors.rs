use ::bakery::Pan;
use ::bakery::shed::Gate;

mod bakery {}

#[test]
fn door() {
    let _: Option<(Gate, Pan)> = None;
}

mod model;

use model::Item;

fn main() {
    let Item(number) = Item::next(&Item(1));
    let app::model::Item(other) = app::one();
    println!("Item {number} {other}");
}

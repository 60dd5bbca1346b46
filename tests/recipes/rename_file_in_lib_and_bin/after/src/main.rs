mod model;

use model::Article;

fn main() {
    let Article(number) = Article::next(&Article(1));
    let app::model::Article(other) = app::one();
    println!("Item {number} {other}");
}

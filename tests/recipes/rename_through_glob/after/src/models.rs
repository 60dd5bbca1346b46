/// An Item of the shop.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    pub price: u32,
}

impl Article {
    pub fn free() -> Self {
        Article { price: 0 }
    }
}

pub struct ItemList(pub Vec<Article>);

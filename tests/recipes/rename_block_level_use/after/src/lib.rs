pub mod goods;

pub fn outer() -> u32 {
    use crate::goods::Article;

    let item = Article { weight: 1 };
    {
        struct Item;

        impl Item {
            fn weight(&self) -> u32 {
                2
            }
        }

        item.weight + Item.weight()
    }
}

pub fn inner() -> u32 {
    fn weigh(item: goods::Article) -> u32 {
        use goods::*;
        let Article { weight } = item;
        weight
    }
    weigh(goods::Article { weight: 3 })
}

type Item = u8;

pub fn byte(item: Item) -> Item {
    item
}

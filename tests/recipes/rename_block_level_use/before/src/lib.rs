pub mod goods;

pub fn outer() -> u32 {
    use crate::goods::Item;

    let item = Item { weight: 1 };
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
    fn weigh(item: goods::Item) -> u32 {
        use goods::*;
        let Item { weight } = item;
        weight
    }
    weigh(goods::Item { weight: 3 })
}

type Item = u8;

pub fn byte(item: Item) -> Item {
    item
}

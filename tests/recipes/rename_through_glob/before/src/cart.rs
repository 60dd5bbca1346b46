use super::*;

pub fn total(list: &ItemList) -> u32 {
    let items: &Vec<Item> = &list.0;
    items.iter().map(|Item { price }| price).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_costs_nothing() {
        assert_eq!(total(&ItemList(vec![Item::free()])), 0, "Item");
    }
}

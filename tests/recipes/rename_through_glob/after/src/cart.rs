use super::*;

pub fn total(list: &ItemList) -> u32 {
    let items: &Vec<Article> = &list.0;
    items.iter().map(|Article { price }| price).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_costs_nothing() {
        assert_eq!(total(&ItemList(vec![Article::free()])), 0, "Item");
    }
}

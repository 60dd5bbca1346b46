pub(in crate::inventory) fn size() -> u32 {
    let item = crate::inventory::Item { stock: 2 };
    item.stock
}

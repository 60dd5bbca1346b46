pub(in crate::stock) fn size() -> u32 {
    let item = crate::stock::Item { stock: 2 };
    item.stock
}

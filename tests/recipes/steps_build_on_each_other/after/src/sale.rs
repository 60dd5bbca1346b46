pub struct Goods;

pub fn sell(item: crate::catalog::Article) -> crate::catalog::Article {
    let _ = (item, Goods);
    todo!()
}

pub struct Carton;

pub mod lids {
    pub fn fit() {}
}

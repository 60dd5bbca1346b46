pub struct Item;

pub mod deep {
    pub struct Part;
}

pub struct Item(pub u32);

impl Item {
    pub fn next(&self) -> crate::model::Item {
        Item(self.0 + 1)
    }
}

pub(crate) struct Item;

mod deep {
    pub struct Part;
}

pub struct Gadget {
    pub name: String,
}

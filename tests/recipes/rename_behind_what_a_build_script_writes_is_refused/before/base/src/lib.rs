pub mod parts {
    pub struct Clay;
}

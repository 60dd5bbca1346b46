include!(concat!(env!("OUT_DIR"), "/private.rs"));

#[doc(hidden)]
mod private {
    pub fn churn() {}
}

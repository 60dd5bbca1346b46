pub mod store;

pub fn count() -> store::Rack {
    store::Rack
}

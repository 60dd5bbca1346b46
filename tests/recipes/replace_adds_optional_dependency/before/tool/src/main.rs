fn main() {
    #[cfg(feature = "old-models")]
    let _ = old_models::Account;
}

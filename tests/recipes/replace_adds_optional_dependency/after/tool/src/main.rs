fn main() {
    #[cfg(feature = "old-models")]
    let _ = models::User;
}

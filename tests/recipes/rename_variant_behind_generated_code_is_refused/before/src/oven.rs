pub enum Heat {
    High,
    Low,
}

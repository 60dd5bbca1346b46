/// ```
/// use bakery::narrow;
/// use bakery::shed::Gate;
///
/// narrow(Gate { width: 1 });
/// ```
pub struct Door {
    pub width: u8,
}

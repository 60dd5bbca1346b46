pub mod fault {
    #[derive(Debug, PartialEq)]
    pub enum Err {
        Lost,
    }
}

use fault::Err;

/// ```
/// use shop::fault::Err;
/// fn lost() -> Result<u8, Err> {
///     Err(Err::Lost)
/// }
/// assert_eq!(lost(), Err(Err::Lost));
/// ```
pub fn lost() -> Result<u8, Err> {
    Err(Err::Lost)
}

#[test]
fn is_lost() {
    assert_eq!(lost(), Err(Err::Lost));
    assert!(matches!(lost(), Err(Err::Lost)), "{:?}", std::any::type_name::<Err>());
}

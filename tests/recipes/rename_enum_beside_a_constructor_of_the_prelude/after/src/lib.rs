pub mod fault {
    #[derive(Debug, PartialEq)]
    pub enum Fault {
        Lost,
    }
}

use fault::Fault;

/// ```
/// use shop::fault::Fault;
/// fn lost() -> Result<u8, Fault> {
///     Err(Fault::Lost)
/// }
/// assert_eq!(lost(), Err(Fault::Lost));
/// ```
pub fn lost() -> Result<u8, Fault> {
    Err(Fault::Lost)
}

#[test]
fn is_lost() {
    assert_eq!(lost(), Err(Fault::Lost));
    assert!(matches!(lost(), Err(Fault::Lost)), "{:?}", std::any::type_name::<Fault>());
}

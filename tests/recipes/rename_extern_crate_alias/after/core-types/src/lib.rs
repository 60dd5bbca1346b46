#[derive(Debug, Clone, PartialEq)]
pub struct Ident(pub u32);

pub mod make {
    use Ident;

    pub fn first() -> Ident {
        ::Ident(1)
    }
}

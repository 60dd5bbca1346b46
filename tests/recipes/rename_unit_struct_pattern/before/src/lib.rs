#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Marker;

pub fn take(marker: Option<Marker>) -> bool {
    match marker {
        Some(Marker) => true,
        None => false,
    }
}

pub fn make() -> Marker {
    let Marker = Marker;
    Marker
}

pub mod elsewhere {
    #[allow(non_snake_case)]
    pub fn same(text: &str) -> &str {
        match text {
            Marker => Marker,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sentinel;

pub fn take(marker: Option<Sentinel>) -> bool {
    match marker {
        Some(Sentinel) => true,
        None => false,
    }
}

pub fn make() -> Sentinel {
    let Sentinel = Sentinel;
    Sentinel
}

pub mod elsewhere {
    #[allow(non_snake_case)]
    pub fn same(text: &str) -> &str {
        match text {
            Marker => Marker,
        }
    }
}

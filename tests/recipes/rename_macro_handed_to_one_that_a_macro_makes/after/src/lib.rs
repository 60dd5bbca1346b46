macro_rules! template {
    ($dollar:tt $name:ident) => {
        macro_rules! $name {
            ($dollar outer:ident, $dollar access:ident) => {
                impl $dollar outer {
                    pub fn total(&self) -> usize {
                        $dollar access!(self).len() + len(&self.0)
                    }
                }
            };
        }
    };
}

fn len(of: &[u8]) -> usize {
    of.len()
}

macro_rules! first {
    ($e:expr) => {
        $e.0
    };
}

template!($ Total);

pub struct Frozen(Vec<u8>);

Total!(Frozen, first);

pub fn frozen() -> Frozen {
    println!("inner {}", len(&[]));
    Frozen(vec![])
}

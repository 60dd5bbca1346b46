macro_rules! template {
    ($dollar:tt $name:ident) => {
        macro_rules! $name {
            ($dollar outer:ident, $dollar access:ident) => {
                impl $dollar outer {
                    pub fn total(&self) -> usize {
                        $dollar access!(self).len() + length(&self.0)
                    }
                }
            };
        }
    };
}

fn length(of: &[u8]) -> usize {
    of.len()
}

macro_rules! inner {
    ($e:expr) => {
        $e.0
    };
}

template!($ Total);

pub struct Frozen(Vec<u8>);

Total!(Frozen, inner);

pub fn frozen() -> Frozen {
    println!("inner {}", length(&[]));
    Frozen(vec![])
}

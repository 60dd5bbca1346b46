macro_rules! cfg_rt {
    ($($item:item)*) => { $( #[cfg(not(no_rt))] $item )* }
}

/// A runtime.
pub enum Handle {
    Current(u8),
    Threads(u8),
}

cfg_rt! {
    macro_rules! match_flavor {
        ($self:expr, $ty:ident($h:ident) => $e:expr) => {
            match $self {
                $ty::Current($h) => $e,
                $ty::Threads($h) => $e,
            }
        }
    }

    impl Handle {
        pub fn number(&self) -> u8 {
            match_flavor!(self, Handle(h) => *h)
        }
    }
}

pub trait Outlet {
    fn sink(&self) -> u32;
}

macro_rules! delegate {
    (@one Sink $name:ident) => {
        impl $crate::Outlet for $name {
            fn sink(&self) -> u32 {
                $crate::Outlet::sink(&self.0)
            }
        }
    };
    (@one Debug $name:ident) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
    ($name:ident: $($one:ident),*) => {
        pub struct $name(pub Basin);
        $(delegate!(@one $one $name);)*
    };
}

macro_rules! sinks {
    ($($name:ident)*) => {
        $(delegate!($name: Debug, Sink);)*
    };
}

#[derive(Debug)]
pub struct Basin;

impl Outlet for Basin {
    fn sink(&self) -> u32 {
        1
    }
}

delegate!(Bath: Debug, Sink);
sinks!(Tub Trough);

pub fn all(it: &dyn Outlet) -> u32 {
    it.sink() + Bath(Basin).sink() + Tub(Basin).sink() + Trough(Basin).sink()
}

pub use self::inner::{Hook, call, hook};
use self::inner::Pool;

pub struct Held(pub Pool);

pub fn held() -> Held {
    call(0);
    Held(Pool::default())
}

#[cfg(unix)]
mod inner {
    pub use std::mem::drop as call;
    pub use std::string::String as Pool;
    use std::string::String as Text;

    pub struct Hook {
        pub call: fn(u8),
        pub pool: Pool,
    }

    pub fn hook() -> Hook {
        Hook { call, pool: Pool::from(Text::new()) }
    }
}

#[cfg(not(unix))]
mod inner {
    #[derive(Default)]
    pub struct Pool(pub Vec<u8>);

    pub struct Hook {
        pub call: fn(u8),
        pub pool: Pool,
    }

    pub fn call(_: u8) {}

    pub fn hook() -> Hook {
        Hook { call, pool: Pool(Vec::new()) }
    }
}

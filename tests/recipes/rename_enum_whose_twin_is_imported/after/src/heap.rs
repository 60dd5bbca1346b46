pub use self::inner::{Hook, invoke, hook};
use self::inner::String;

pub struct Held(pub String);

pub fn held() -> Held {
    invoke(0);
    Held(String::default())
}

#[cfg(unix)]
mod inner {
    pub use std::mem::drop as invoke;
    pub use std::string::String;
    use std::string::String as Text;

    pub struct Hook {
        pub call: fn(u8),
        pub pool: String,
    }

    pub fn hook() -> Hook {
        Hook { call: invoke, pool: String::from(Text::new()) }
    }
}

#[cfg(not(unix))]
mod inner {
    #[derive(Default)]
    pub struct String(pub Vec<u8>);

    pub struct Hook {
        pub call: fn(u8),
        pub pool: String,
    }

    pub fn invoke(_: u8) {}

    pub fn hook() -> Hook {
        Hook { call: invoke, pool: String(Vec::new()) }
    }
}

macro_rules! if_unix {
    ($($item:item)*) => {$(
        #[cfg(unix)]
        $item
    )*}
}

if_unix! {
    mod river;

    pub use self::river::route;
    pub use self::river::{route as water_route, Boat};
}

pub fn first() -> route::Stop {
    water_route::Stop
}

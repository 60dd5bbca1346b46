plain! {
    macro_rules! local {
        () => {
            krate_local()
        };
    }
}

fn krate_local() -> u8 {
    2
}

pub fn f() -> u8 {
    local!()
}

macro_rules! call {
    ($then:ident) => { $then() };
}

fn sized() -> u32 {
    2
}

pub fn two() -> u32 {
    call!(sized)
}

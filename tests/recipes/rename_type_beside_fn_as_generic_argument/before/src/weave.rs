#[derive(Clone, Copy)]
pub enum Warp {
    Silk,
    Wool,
}

#[allow(non_snake_case)]
pub fn Warp(threads: u8) -> Option<Warp> {
    (threads > 9).then_some(Warp::Wool)
}

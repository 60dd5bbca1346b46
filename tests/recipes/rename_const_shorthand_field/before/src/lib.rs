#![allow(non_snake_case)]

pub const LIMIT: u32 = 8;

pub fn handler(path: &str) -> u32 {
    path.len() as u32
}

pub struct Route {
    pub handler: fn(&str) -> u32,
    pub LIMIT: u32,
}

pub fn route() -> Route {
    Route { handler, LIMIT }
}

pub fn run(route: &Route) -> u32 {
    let Route { handler, .. } = route;
    handler("/") + (route.handler)("/") + crate::handler("/")
}

pub fn is_full(route: &Route) -> bool {
    match route {
        Route { LIMIT, .. } => true,
        Route { LIMIT: other, .. } => *other > LIMIT,
    }
}

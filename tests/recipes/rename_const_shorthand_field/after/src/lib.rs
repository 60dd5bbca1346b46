#![allow(non_snake_case)]

pub const MAX: u32 = 8;

pub fn on_request(path: &str) -> u32 {
    path.len() as u32
}

pub struct Route {
    pub handler: fn(&str) -> u32,
    pub LIMIT: u32,
}

pub fn route() -> Route {
    Route { handler: on_request, LIMIT: MAX }
}

pub fn run(route: &Route) -> u32 {
    let Route { handler, .. } = route;
    handler("/") + (route.handler)("/") + crate::on_request("/")
}

pub fn is_full(route: &Route) -> bool {
    match route {
        Route { LIMIT: MAX, .. } => true,
        Route { LIMIT: other, .. } => *other > MAX,
    }
}

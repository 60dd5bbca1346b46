extern crate models as m;

pub fn user() -> m::User {
    models::User
}

pub fn look_alike(models: u8) -> u8 {
    let store = models;
    store
}

#[cfg(test)]
mod tests {
    use store::Row;

    #[test]
    fn row() {
        let _ = Row;
    }
}

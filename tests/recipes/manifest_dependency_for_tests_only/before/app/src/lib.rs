pub fn user() -> models::User {
    models::User
}

#[cfg(test)]
mod tests {
    use models::User;

    #[test]
    fn user() {
        let _: User = super::user();
    }
}

use app::Bolt;

pub fn bolt() -> Bolt {
    super::pin::check(&super::bolt());
    Bolt
}

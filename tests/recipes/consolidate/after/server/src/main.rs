//! The binary.

mod config;

use config::Config;
use kalamdb_api::Router;
use kalamdb_core::{KalamDbError, NamespaceCatalogEntry};

fn run(config: &Config) -> Result<String, KalamDbError> {
    let router = Router::default();
    router.answer(&config.path).ok_or_else(|| KalamDbError::Job(config.path.clone()))
}

fn show(namespaces: &[NamespaceCatalogEntry]) {
    for NamespaceCatalogEntry { id, .. } in namespaces {
        println!("Namespace {}", id.as_str());
    }
}

fn main() {
    let config = Config::from_args(std::env::args().skip(1));
    show(&[]);
    match run(&config) {
        Ok(answer) => println!("{answer}"),
        Err(error) => eprintln!("{error} ({})", env!("KALAMDB_BUILD")),
    }
}

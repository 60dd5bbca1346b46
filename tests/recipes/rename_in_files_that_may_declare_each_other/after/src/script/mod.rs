pub mod manifests;
mod rustc;

pub fn both() -> usize {
    manifests::manifest_lines() + rustc::lines()
}

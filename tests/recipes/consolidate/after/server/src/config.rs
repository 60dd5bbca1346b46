//! The command line.

/// What the binary is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The path to answer.
    pub path: String,
}

impl Config {
    /// What the arguments say.
    pub fn from_args(mut args: impl Iterator<Item = String>) -> Self {
        Self { path: args.next().unwrap_or_else(|| "/jobs".to_string()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_by_default() {
        assert_eq!(Config::from_args(std::iter::empty()), Config { path: "/jobs".to_string() });
    }
}

//! Text rows: as much of a serialization framework as the fixture needs.

/// A value that can be written as one line of `key=value` pairs.
pub trait Encode {
    /// The pairs, in the order of the fields.
    fn pairs(&self) -> Vec<(&'static str, String)>;

    /// The line.
    fn encode(&self) -> String {
        let pairs: Vec<String> =
            self.pairs().into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        pairs.join(";")
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.iter().flat_map(Encode::pairs).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Job;

    impl Encode for Job {
        fn pairs(&self) -> Vec<(&'static str, String)> {
            vec![("kind", "Job".to_string())]
        }
    }

    #[test]
    fn pairs_are_joined() {
        assert_eq!(Job.encode(), "kind=Job");
    }
}

//! Stand-ins for stages that others write, with the signatures that `run` and
//! `screen` call. To be deleted when `crate::apply`, `crate::checks`,
//! `crate::recipe::{run, refs}` have them.
//!
//! Invariant: nothing here plans, checks or writes.
#![allow(missing_docs, dead_code)]

pub(super) mod apply {
    use std::sync::atomic::AtomicBool;

    use camino::{Utf8Path, Utf8PathBuf};

    use crate::change::TreeChange;
    use crate::diagnostic::{Diagnostic, Refusal};

    pub(crate) enum Failure {
        Refused(Refusal),
        Interrupted,
        NeedsPerson(Vec<Diagnostic>),
    }

    impl From<Refusal> for Failure {
        fn from(refusal: Refusal) -> Failure {
            Failure::Refused(refusal)
        }
    }

    #[derive(Default)]
    pub(crate) struct Options<'a> {
        pub(crate) interrupt: Option<&'a AtomicBool>,
    }

    pub(crate) enum Vcs {
        None,
        Git(Vec<Utf8PathBuf>),
    }

    pub(crate) struct Kept {
        pub(crate) path: Utf8PathBuf,
        pub(crate) original: Option<Utf8PathBuf>,
    }

    #[derive(Default)]
    pub(crate) struct Recovery {
        pub(crate) dropped: usize,
        pub(crate) taken_back: usize,
        pub(crate) restored: Vec<Utf8PathBuf>,
        pub(crate) kept: Vec<Kept>,
    }

    fn missing() -> Refusal {
        let message = "this build cannot write";
        Refusal::check(Diagnostic::error(message).help("use a newer one"))
    }

    pub(crate) fn write(_: &Utf8Path, _: &TreeChange, _: &Options<'_>) -> Result<(), Failure> {
        Err(missing().into())
    }

    pub(crate) fn dirty(_: &Utf8Path, _: &[Utf8PathBuf]) -> anyhow::Result<Vcs> {
        Ok(Vcs::None)
    }

    pub(crate) fn recover(_: &Utf8Path) -> Result<Recovery, Failure> {
        Err(missing().into())
    }

    pub(crate) fn undo(_: &Utf8Path, _: &Options<'_>) -> Result<Vec<Utf8PathBuf>, Failure> {
        Err(missing().into())
    }

    pub(crate) fn is_interrupted(_: &Utf8Path) -> Result<bool, Failure> {
        Ok(false)
    }
}

pub(super) mod checks {
    use crate::diagnostic::Refusal;
    use crate::recipe::plan::Plan;

    pub(crate) struct VerifiedPlan(Plan);

    impl VerifiedPlan {
        pub(crate) fn plan(&self) -> &Plan {
            &self.0
        }
    }

    pub(crate) fn verify(plan: Plan) -> Result<VerifiedPlan, Refusal> {
        Ok(VerifiedPlan(plan))
    }
}

pub(super) mod recipe {
    pub(crate) mod run {
        use crate::change::TreeChange;
        use crate::diagnostic::Refusal;
        use crate::recipe::plan::Plan;
        use crate::recipe::spec::RecipeSpec;
        use crate::workspace::Workspace;

        /// Plans nothing.
        pub(crate) fn plan(workspace: Workspace, _: &[RecipeSpec]) -> Result<Plan, Refusal> {
            let (before, after) = (workspace.clone(), workspace);
            Ok(Plan { before, after, steps: Vec::new(), tree: TreeChange::default() })
        }
    }

    pub(crate) mod refs {
        use crate::diagnostic::{Diagnostic, Refusal};
        use crate::report::refs::Reference;
        use crate::workspace::Workspace;

        /// Finds nothing.
        pub(crate) fn references(_: &Workspace, path: &str) -> Result<Vec<Reference>, Refusal> {
            let finding = Diagnostic::error(format!("this build cannot look for `{path}`"));
            Err(Refusal::input(finding.help("use a newer one")))
        }
    }
}

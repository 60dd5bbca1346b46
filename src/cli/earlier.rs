//! What earlier runs left: an interrupted one is taken back, a finished one
//! undone; and the claim under which a new one writes.
//!
//! Invariant: the workspace of an earlier run is known by the folder that it left
//! there; manifests are not asked, as they may be half changed.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use camino::{Utf8Path, Utf8PathBuf};
use signal_hook::consts::TERM_SIGNALS;

use super::screen::{Screen, Stop};
use crate::apply::{self, Claim, Kept, Recovery, Roots};
use crate::diagnostic::{Diagnostic, Refusal};
use crate::exit::Exit;
use crate::report;

/// Takes back what an interrupted run left, and says so: what is read after it is
/// whole.
pub(super) fn take_back(manifest_path: Option<&Utf8Path>, screen: &Screen) -> Result<(), Stop> {
    match root_of(manifest_path) {
        Some(root) => tell(&apply::recover_if_needed(&root)?, screen),
        None => Ok(()),
    }
}

/// `recover`
pub(super) fn recover(manifest_path: Option<&Utf8Path>, screen: &Screen) -> Result<Exit, Stop> {
    let recovery = match root_of(manifest_path) {
        Some(root) => apply::recover(&root)?,
        None => Recovery::default(),
    };
    if recovery.taken_back + recovery.dropped == 0 {
        screen.status("Nothing to recover\n");
    } else if recovery.taken_back == 0 {
        screen.status("Dropped what an interrupted run had prepared\n");
    }
    tell(&recovery, screen).map(|()| Exit::Done)
}

/// `undo`
pub(super) fn undo(manifest_path: Option<&Utf8Path>, screen: &Screen) -> Result<Exit, Stop> {
    let root = root_of(manifest_path).ok_or_else(|| {
        let message = "no run of this program has left anything here";
        let help = "start it in the workspace, or name its manifest with `--manifest-path`";
        Refusal::input(Diagnostic::error(message).help(help))
    })?;
    let claim = Claim::take(&root, Roots::Any)?;
    tell(claim.recovery(), screen)?;
    let interrupt = interrupt()?;
    let options = apply::Options { interrupt: Some(&interrupt), ..Default::default() };
    let restored = claim.undo(&options)?;
    screen.status("Took back the last apply\n");
    list(screen, &restored);
    Ok(Exit::Done)
}

/// Set when the user asks to stop. Asked for only before writing: until then
/// there is nothing to take back, and a signal ends the program at once.
pub(super) fn interrupt() -> Result<Arc<AtomicBool>, Refusal> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in TERM_SIGNALS {
        catch(*signal, &flag)?;
    }
    #[cfg(unix)]
    catch(signal_hook::consts::SIGHUP, &flag)?;
    Ok(flag)
}

/// Makes that a file may not grow a failure like others, and no end.
pub(super) fn outlive_limits() -> Result<(), Refusal> {
    #[cfg(unix)]
    catch(signal_hook::consts::SIGXFSZ, &Arc::default())?;
    Ok(())
}

fn catch(signal: i32, flag: &Arc<AtomicBool>) -> Result<(), Refusal> {
    signal_hook::flag::register(signal, Arc::clone(flag)).map(|_| ()).map_err(|error| {
        let message = format!("cannot listen for signals: {error}");
        Refusal::write(Diagnostic::error(message).help("try again"))
    })
}

/// Says what was taken back; ends the run where a person must look first.
fn tell(recovery: &Recovery, screen: &Screen) -> Result<(), Stop> {
    match recovery.taken_back {
        0 => {}
        1 => screen.status("Took back an interrupted run\n"),
        runs => screen.status(&format!("Took back {runs} interrupted runs\n")),
    }
    list(screen, &recovery.restored);
    match recovery.kept.is_empty() {
        true => Ok(()),
        false => Err(Stop::NeedsPerson(recovery.kept.iter().map(kept_finding).collect())),
    }
}

/// A file that somebody changed after an interrupted run.
fn kept_finding(kept: &Kept) -> Diagnostic {
    let message = format!("`{}` was changed since, and is left as it is", kept.path);
    let help = match &kept.original {
        Some(original) => format!("compare it with `{original}`, its content from before the run"),
        None => "the run made it: remove it, if you do not need it".into(),
    };
    Diagnostic::error(message).help(help)
}

/// The nearest folder, from the manifest's or the current one upwards, in which
/// a run left something; absolute.
fn root_of(manifest_path: Option<&Utf8Path>) -> Option<Utf8PathBuf> {
    let here = Utf8PathBuf::from_path_buf(std::env::current_dir().ok()?).ok()?;
    let start = manifest_path.and_then(|it| Some(here.join(it.parent()?))).unwrap_or(here);
    apply::root_above(&start)
}

/// Files that are again what they were.
fn list(screen: &Screen, paths: &[Utf8PathBuf]) {
    for path in paths {
        screen.status(&format!("    {}\n", report::escape::line(path.as_str())));
    }
}

//! Summaries of one sample run and of what is left of it.

use anstream::adapter::strip_str;

use super::*;
use crate::diagnostic::Diagnostic;
use crate::recipe::plan::LeftReason;
use crate::report::testing::{Sample, check_snapshot, sample};

fn shown(sample: &Sample, detail: Detail) -> String {
    strip_str(&summary(sample.run(), Tense::Did, detail)).to_string()
}

#[test]
fn before_and_after_writing() {
    let mut sample = sample();
    sample.steps[0].findings.push(Diagnostic::warning("odd"));
    check_snapshot("report_summary_would", &summary(sample.run(), Tense::Would, Detail::Doubtful));
    check_snapshot("report_summary_did_all", &summary(sample.run(), Tense::Did, Detail::All));
}

#[test]
fn one_of_each_is_singular() {
    let mut sample = sample();
    sample.steps.truncate(1);
    sample.tree.files.drain(..2);
    sample.tree.files.truncate(1);
    sample.passed_over.clear();
    sample.changes_lock = false;
    sample.steps[0].rewrites.truncate(1);
    sample.steps[0].left.retain(|it| it.reason == LeftReason::DocComment);
    assert_eq!(
        shown(&sample, Detail::Doubtful),
        "     Applied Records give way to the canonical models: \
         1 place in 1 file (1 manifest entry)
        Left 1 mention: 1 in a doc comment
     Changed 1 file: 1 place, 1 mention left\n"
    );
}

#[test]
fn nothing_to_do() {
    let mut sample = sample();
    sample.steps.remove(0);
    sample.tree.files.clear();
    sample.passed_over.clear();
    sample.changes_lock = false;
    assert_eq!(
        shown(&sample, Detail::Doubtful),
        "        Done rename (step 2): already carried out
     Skipped old name: optional, matches nothing
   Unchanged nothing to do; 0 mentions left\n"
    );
}

#[test]
fn a_step_that_only_moves_files() {
    let mut sample = sample();
    sample.steps.truncate(1);
    sample.steps[0].rewrites.clear();
    sample.steps[0].tree.files = sample.tree.files.split_off(3);
    assert!(shown(&sample, Detail::Doubtful).contains("models: 1 file (1 moved)\n"));
}

#[test]
fn every_left_mention_is_counted_and_the_list_is_capped() {
    let mut sample = sample();
    let doubtful = sample.steps[0].left.iter().find(|it| it.reason.is_doubtful()).unwrap().clone();
    sample.steps[0].left = vec![doubtful; 64];
    let rows = |text: &str| text.lines().filter(|it| it.contains("jobs.rs:20:12:")).count();
    let (capped, all) = (shown(&sample, Detail::Doubtful), shown(&sample, Detail::All));
    assert!(capped.contains("Left 64 mentions: 64 ambiguous\n"), "{capped}");
    assert!(capped.contains("\n             and 14 more; -v lists all\n"), "{capped}");
    assert_eq!((rows(&capped), rows(&all)), (50, 64));
    assert!(!all.contains("more;"), "{all}");
}

#[test]
fn names_cannot_send_escape_codes() {
    let mut sample = sample();
    sample.steps[0].title = "a\u{1b}[2Jb\nc".into();
    sample.steps[0].left[10].path = "x\u{202e}\n.rs".into();
    sample.passed_over[0].path = "y\u{7}.rs".into();
    let text = shown(&sample, Detail::Doubtful);
    for escaped in [r"a\u{1b}[2Jb\nc: 6 places", r"x\u{202e}\n.rs:20:12:", r"y\u{7}.rs: not"] {
        assert!(text.contains(escaped), "{text}");
    }
}

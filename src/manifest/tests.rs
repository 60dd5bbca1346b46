//! Before/after pairs of manifests.

use super::edit::{ManifestEdit, edit};
use super::*;

mod set;

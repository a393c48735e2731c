//! The kinds of configuration documents: names, schemas, and the service's answers while there is none.

use roxmltree::Document;

use super::schema::Field;
use super::{access, keeping, serving};
use crate::call::Call;
use crate::failure::Failure;
use crate::store::Settings;

/// What GET answers while nothing was put.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unset {
    /// 404 with this code and message.
    Missing(&'static str, &'static str),
    /// An empty document.
    Empty,
}

/// A check that a schema cannot say.
type Rule = fn(&Call<'_>, &Document<'_>) -> Result<(), Failure>;

/// One kind of document.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The query parameter.
    pub(super) name: &'static str,
    /// The word in the action's name.
    pub(super) title: &'static str,
    /// The root element; empty for the policy, which is JSON.
    pub(super) root: &'static str,
    pub(super) unset: Unset,
    pub(super) put_status: u16,
    pub(super) can_delete: bool,
    pub(super) fields: &'static [Field],
    pub(super) rule: Rule,
    /// What the document changes besides being kept.
    pub(super) apply: Option<fn(&mut Settings, &str)>,
}

pub(super) const fn kind(name: &'static str, title: &'static str, root: &'static str, unset: Unset) -> Kind {
    let rule = |_: &Call<'_>, _: &Document<'_>| Ok(());
    Kind { name, title, root, unset, put_status: 200, can_delete: true, fields: &[], rule, apply: None }
}

pub(super) const STATUS: &[&str] = &["Enabled", "Disabled"];
pub(super) const SWITCH: &[&str] = &["Enabled", "Suspended"];
pub(super) const UNBOUNDED: usize = usize::MAX;
/// More than any key or prefix may have.
pub(super) const LONGEST: usize = 1024;

pub(super) const KINDS: &[Kind] = &[
    access::CORS,
    access::TAGGING,
    access::POLICY,
    access::REFERER,
    keeping::LIFECYCLE,
    keeping::VERSIONING,
    keeping::REPLICATION,
    keeping::INVENTORY,
    keeping::ENCRYPTION,
    keeping::INTELLIGENT_TIERING,
    keeping::OBJECT_LOCK,
    serving::WEBSITE,
    serving::DOMAIN,
    serving::ORIGIN,
    serving::LOGGING,
    serving::ACCELERATE,
    serving::NOTIFICATION,
];

//! What a schema cannot say about a configuration document.

use std::sync::LazyLock;

use regex::Regex;
use roxmltree::{Document, Node};

use super::keeping::REGULAR_INVENTORY;
use super::schema::{check, malformed};
use crate::call::Call;
use crate::cors::Rules;
use crate::failure::Failure;
use crate::service::tagging::{BUCKET_TAGS, check_tags};
use crate::store::{Settings, Versioning};
use crate::xml::{child, child_text, children};

type Verdict = Result<(), Failure>;

const INVENTORY_LIMIT: usize = 1000;
static ROLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^qcs::cam::uin/\d+:uin/\d+$").ok());
/// `qcs::cos:region::bucket-appid`, or the older `qcs:id/0:cos:region:appid/1250000000:bucket`.
static RESOURCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^qcs:(id/\d+)?:cos:[a-z0-9-]+:((appid|uid)/\d+)?:[a-z0-9-]+$").ok());

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

pub(super) fn cors(_: &Call<'_>, document: &Document<'_>) -> Verdict {
    Rules::read(document).map(drop)
}

pub(super) fn tagging(_: &Call<'_>, document: &Document<'_>) -> Verdict {
    check_tags(document, &BUCKET_TAGS)
}

/// Names that must differ from rule to rule.
fn check_distinct(nodes: &[Node<'_, '_>], name: &str, message: &str) -> Verdict {
    let mut found: Vec<String> = nodes.iter().filter_map(|node| child_text(*node, name)).collect();
    let count = found.len();
    found.sort();
    found.dedup();
    if found.len() == count { Ok(()) } else { Err(Failure::invalid_argument(message)) }
}

pub(super) fn lifecycle(_: &Call<'_>, document: &Document<'_>) -> Verdict {
    let rules: Vec<_> = children(document.root_element(), "Rule").collect();
    check_distinct(&rules, "ID", "Rule ID must be unique. Found same ID for more than one rule")?;
    rules.into_iter().try_for_each(lifecycle_rule)
}

const ACTIONS: [&str; 5] = [
    "Transition",
    "Expiration",
    "AbortIncompleteMultipartUpload",
    "NoncurrentVersionTransition",
    "NoncurrentVersionExpiration",
];

fn lifecycle_rule(rule: Node<'_, '_>) -> Verdict {
    if child(rule, "Filter").is_none() && child(rule, "Prefix").is_none() {
        return Err(malformed("Rule needs Filter"));
    }
    if !ACTIONS.iter().any(|action| child(rule, action).is_some()) {
        return Err(malformed("Rule needs an action"));
    }
    let timed: Vec<_> = children(rule, "Transition").chain(children(rule, "Expiration")).collect();
    for action in &timed {
        let names = ["Days", "Date", "ExpiredObjectDeleteMarker"];
        if names.iter().filter(|name| child(*action, name).is_some()).count() != 1 {
            return Err(malformed(format!("{} needs one of Days and Date", action.tag_name().name())));
        }
    }
    let has = |name: &str| timed.iter().any(|action| child(*action, name).is_some());
    if has("Days") && has("Date") {
        return Err(malformed("Days and Date cannot be used in one rule"));
    }
    Ok(())
}

/// The state a versioning document asks for.
fn versioning_of(document: &Document<'_>) -> Option<Versioning> {
    match child_text(document.root_element(), "Status")?.as_str() {
        "Enabled" => Some(Versioning::Enabled),
        "Suspended" => Some(Versioning::Suspended),
        _ => None,
    }
}

pub(super) fn versioning(call: &Call<'_>, document: &Document<'_>) -> Verdict {
    let invalid = || Failure::invalid_argument("Status must be Enabled or Suspended.");
    let wanted = versioning_of(document).ok_or_else(invalid)?;
    let replicates = call.bucket(|bucket| Ok(bucket.settings().documents.contains_key("replication")))?;
    if wanted == Versioning::Suspended && replicates {
        return Err(invalid_state("Versioning cannot be suspended while the bucket is replicated."));
    }
    Ok(())
}

pub(super) fn set_versioning(settings: &mut Settings, text: &str) {
    let wanted = Document::parse(text).ok().and_then(|document| versioning_of(&document));
    settings.versioning = wanted.unwrap_or(settings.versioning);
}

fn invalid_state(message: &str) -> Failure {
    Failure::new(409, "InvalidBucketState", message)
}

pub(super) fn website(_: &Call<'_>, document: &Document<'_>) -> Verdict {
    let root = document.root_element();
    let suffix = child(root, "IndexDocument").and_then(|index| child_text(index, "Suffix"));
    if suffix.is_some_and(|suffix| suffix.contains('/')) {
        return Err(Failure::invalid_argument("The suffix of the index document must not contain a slash."));
    }
    let rules = child(root, "RoutingRules").into_iter().flat_map(|rules| children(rules, "RoutingRule"));
    rules.into_iter().try_for_each(routing_rule)
}

fn routing_rule(rule: Node<'_, '_>) -> Verdict {
    let has = |part: &str, name: &str| child(rule, part).is_some_and(|part| child(part, name).is_some());
    let by_prefix = has("Condition", "KeyPrefixEquals");
    if by_prefix == has("Condition", "HttpErrorCodeReturnedEquals") {
        return Err(malformed("Condition needs one of HttpErrorCodeReturnedEquals and KeyPrefixEquals"));
    }
    let replaces_prefix = has("Redirect", "ReplaceKeyPrefixWith");
    if replaces_prefix == has("Redirect", "ReplaceKeyWith") {
        return Err(malformed("Redirect needs one of ReplaceKeyWith and ReplaceKeyPrefixWith"));
    }
    if replaces_prefix && !by_prefix {
        return Err(malformed("ReplaceKeyPrefixWith needs KeyPrefixEquals"));
    }
    Ok(())
}

pub(super) fn domain(_: &Call<'_>, document: &Document<'_>) -> Verdict {
    let rules: Vec<_> = children(document.root_element(), "DomainRule").collect();
    check_distinct(&rules, "Name", "A domain may occur in one rule only.")
}

/// Logs go to a bucket of the same region.
pub(super) fn logging(call: &Call<'_>, document: &Document<'_>) -> Verdict {
    let Some(enabled) = child(document.root_element(), "LoggingEnabled") else { return Ok(()) };
    let target = child_text(enabled, "TargetBucket").unwrap_or_default();
    let region = call.bucket(|bucket| Ok(bucket.settings().region.clone()))?;
    let is_possible = call
        .emulator
        .store
        .all(|buckets| buckets.get(&target).is_some_and(|bucket| bucket.settings().region == region));
    if is_possible {
        return Ok(());
    }
    let message = "The target bucket for logging does not exist, or is in another region.";
    Err(Failure::new(400, "InvalidTargetBucketForLogging", message))
}

pub(super) fn replication(call: &Call<'_>, document: &Document<'_>) -> Verdict {
    let versioning = call.bucket(|bucket| Ok(bucket.settings().versioning))?;
    if versioning != Versioning::Enabled {
        return Err(invalid_state("Versioning must be enabled before a bucket is replicated."));
    }
    let root = document.root_element();
    if !matches(&ROLE, child_text(root, "Role").unwrap_or_default().trim()) {
        return Err(Failure::invalid_argument("Role must be qcs::cam::uin/{OwnerUin}:uin/{SubUin}."));
    }
    let rules: Vec<_> = children(root, "Rule").collect();
    check_distinct(&rules, "ID", "Rule ID must be unique. Found same ID for more than one rule")?;
    for rule in &rules {
        let bucket = child(*rule, "Destination").and_then(|target| child_text(target, "Bucket"));
        if !bucket.is_some_and(|bucket| matches(&RESOURCE, bucket.trim())) {
            return Err(Failure::invalid_argument("Bucket must be qcs::cos:{Region}::{BucketName-APPID}."));
        }
    }
    check_prefixes(&rules)
}

/// A key may be covered by one rule only.
fn check_prefixes(rules: &[Node<'_, '_>]) -> Verdict {
    let mut prefixes: Vec<String> = rules.iter().filter_map(|rule| child_text(*rule, "Prefix")).collect();
    prefixes.sort();
    let overlap = prefixes.windows(2).any(|pair| match pair {
        [one, other] => other.starts_with(one.as_str()),
        _ => false,
    });
    if overlap { Err(Failure::invalid_argument("The prefixes of rules must not overlap.")) } else { Ok(()) }
}

pub(super) fn inventory(call: &Call<'_>, document: &Document<'_>) -> Verdict {
    let root = document.root_element();
    let id = call.query.get_or_empty("id");
    let is_valid = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if id.is_empty() || !id.bytes().all(is_valid) {
        return Err(Failure::invalid_argument(
            "The id of an inventory is made of a-z, A-Z, 0-9, -, _ and dots.",
        ));
    }
    if child_text(root, "Id").is_none_or(|own| own.trim() != id) {
        return Err(Failure::invalid_argument("The Id of the document is not the id of the request."));
    }
    // An inventory that is made once needs no schedule.
    if call.method == http::Method::PUT {
        check(root, REGULAR_INVENTORY)?;
    }
    let place = super::inventory_place(id);
    let others = |bucket: &mut crate::store::Bucket| {
        let documents = &bucket.settings().documents;
        Ok(documents.keys().filter(|key| super::is_inventory(key) && **key != place).count())
    };
    if call.bucket(others)? < INVENTORY_LIMIT {
        return Ok(());
    }
    Err(Failure::new(400, "InventoryFull", "The bucket has 1000 inventories already."))
}

pub(super) fn encryption(_: &Call<'_>, document: &Document<'_>) -> Verdict {
    let rule = child(document.root_element(), "Rule");
    let names = ["ApplySideEncryptionConfiguration", "ApplyServerSideEncryptionByDefault"];
    let has = |name: &&str| rule.is_some_and(|rule| child(rule, name).is_some());
    if names.iter().copied().filter(has).count() == 1 {
        return Ok(());
    }
    Err(malformed("Rule needs ApplySideEncryptionConfiguration"))
}

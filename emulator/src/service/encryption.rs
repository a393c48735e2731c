//! The encryption that a bucket gives to what comes without one.

use roxmltree::Document;

use crate::store::Settings;
use crate::xml::child_text;

/// The headers of an upload that asked for what the bucket's encryption document says.
pub(super) fn default_headers(settings: &Settings) -> Vec<(String, String)> {
    let Some(document) = settings.documents.get("encryption").and_then(|text| Document::parse(text).ok())
    else {
        return Vec::new();
    };
    let rule = document.descendants().find(|node| child_text(*node, "SSEAlgorithm").is_some());
    let Some(rule) = rule else { return Vec::new() };
    let algorithm = child_text(rule, "SSEAlgorithm").unwrap_or_default();
    // Documents and headers have different words for keys of the service.
    let algorithm = if algorithm == "KMS" { "cos/kms".to_owned() } else { algorithm };
    let key = child_text(rule, "KMSMasterKeyID").filter(|key| !key.is_empty());
    let key = key.map(|key| ("x-cos-server-side-encryption-cos-kms-key-id".to_owned(), key));
    std::iter::once(("x-cos-server-side-encryption".to_owned(), algorithm)).chain(key).collect()
}

//! Documents about who may come: cross-origin rules, policy, referers, and tags.

use super::kinds::Unset::Missing;
use super::kinds::{Kind, LONGEST, STATUS, UNBOUNDED, kind};
use super::rules;
use super::schema::Content::{Boolean, Name, Nodes, OneOf, Text};
use super::schema::{Field, any, one, optional, some};

pub(super) const CORS: Kind = Kind {
    fields: &[some("CORSRule", 100, Nodes(CORS_RULE)), optional("ResponseVary", Boolean)],
    rule: rules::cors,
    ..kind(
        "cors",
        "CORS",
        "CORSConfiguration",
        Missing("NoSuchCORSConfiguration", "The CORS configuration does not exist."),
    )
};
const CORS_RULE: &[Field] = &[
    optional("ID", Text(255)),
    some("AllowedOrigin", 100, Name),
    some("AllowedMethod", 100, Name),
    any("AllowedHeader", 100, Text(LONGEST)),
    any("ExposeHeader", 100, Text(LONGEST)),
];

pub(super) const TAGGING: Kind = Kind {
    put_status: 204,
    fields: &[one("TagSet", Nodes(&[]))],
    rule: rules::tagging,
    ..kind("tagging", "Tagging", "Tagging", Missing("NoSuchTagSet", "The TagSet does not exist."))
};

pub(super) const POLICY: Kind = Kind {
    put_status: 204,
    ..kind("policy", "Policy", "", Missing("NoSuchBucketPolicy", "The bucket policy does not exist."))
};

pub(super) const REFERER: Kind = Kind {
    can_delete: false,
    fields: &[
        one("Status", OneOf(STATUS)),
        one("RefererType", OneOf(&["Black-List", "White-List"])),
        one("DomainList", Nodes(&[some("Domain", UNBOUNDED, Name)])),
        optional("EmptyReferConfiguration", OneOf(&["Allow", "Deny"])),
    ],
    ..kind(
        "referer",
        "Referer",
        "RefererConfiguration",
        Missing("NoSuchRefererConfiguration", "The referer configuration does not exist."),
    )
};

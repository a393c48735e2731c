//! Documents about how a bucket is served and watched: website, domains, origins, logs.

use super::kinds::Unset::{Empty, Missing};
use super::kinds::{Kind, LONGEST, STATUS, SWITCH, UNBOUNDED, kind};
use super::rules;
use super::schema::Content::{Boolean, Name, Nodes, Number, OneOf, Text};
use super::schema::{Field, any, one, optional, some};

const HTTPS: &[&str] = &["https"];

pub(super) const WEBSITE: Kind = Kind {
    fields: &[
        one("IndexDocument", Nodes(&[one("Suffix", Name)])),
        optional("RedirectAllRequestsTo", Nodes(&[one("Protocol", OneOf(HTTPS))])),
        optional("AutoAddressing", Nodes(&[optional("Status", OneOf(STATUS))])),
        optional("ErrorDocument", Nodes(ERROR_DOCUMENT)),
        optional("RoutingRules", Nodes(&[some("RoutingRule", 100, Nodes(ROUTING_RULE))])),
    ],
    rule: rules::website,
    ..kind(
        "website",
        "Website",
        "WebsiteConfiguration",
        Missing("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration."),
    )
};
const ERROR_DOCUMENT: &[Field] = &[one("Key", Name), optional("OriginalHttpStatus", OneOf(STATUS))];
const ROUTING_RULE: &[Field] = &[one("Condition", Nodes(CONDITION)), one("Redirect", Nodes(REDIRECT))];
const CONDITION: &[Field] =
    &[optional("HttpErrorCodeReturnedEquals", Number(400, 499)), optional("KeyPrefixEquals", Name)];
const REDIRECT: &[Field] = &[
    optional("Protocol", OneOf(HTTPS)),
    optional("ReplaceKeyWith", Text(LONGEST)),
    optional("ReplaceKeyPrefixWith", Text(LONGEST)),
];

pub(super) const DOMAIN: Kind = Kind {
    fields: &[some("DomainRule", 20, Nodes(DOMAIN_RULE))],
    rule: rules::domain,
    ..kind(
        "domain",
        "Domain",
        "DomainConfiguration",
        Missing("DomainConfigNotFoundError", "Bucket domain config not found."),
    )
};
const DOMAIN_RULE: &[Field] = &[
    one("Status", OneOf(&["ENABLED", "DISABLED"])),
    one("Name", Name),
    one("Type", OneOf(&["REST", "WEBSITE", "ACCELERATE"])),
    optional("ForcedReplacement", OneOf(&["CNAME", "TXT"])),
];

pub(super) const ORIGIN: Kind = Kind {
    fields: &[some("OriginRule", UNBOUNDED, Nodes(ORIGIN_RULE))],
    ..kind(
        "origin",
        "Origin",
        "OriginConfiguration",
        Missing("OriginConfigurationNotFoundError", "The origin configuration was not found."),
    )
};
const ORIGIN_RULE: &[Field] = &[
    one("RulePriority", Number(0, 1000)),
    one("OriginType", OneOf(&["Mirror", "Proxy", "Redirect"])),
    one("OriginCondition", Nodes(&[one("HTTPStatusCode", Number(400, 599))])),
    one("OriginParameter", Nodes(ORIGIN_PARAMETER)),
    one("OriginInfo", Nodes(&[some("HostInfo", 10, Nodes(&[one("HostName", Name)]))])),
];
const ORIGIN_PARAMETER: &[Field] = &[
    one("Protocol", OneOf(&["HTTP", "HTTPS", "FOLLOW"])),
    optional("FollowQueryString", Boolean),
    optional("FollowRedirection", Boolean),
    any("HttpRedirectCode", 3, OneOf(&["301", "302", "307"])),
];

pub(super) const LOGGING: Kind = Kind {
    can_delete: false,
    fields: &[optional("LoggingEnabled", Nodes(LOGGING_ENABLED))],
    rule: rules::logging,
    ..kind("logging", "Logging", "BucketLoggingStatus", Empty)
};
const LOGGING_ENABLED: &[Field] = &[one("TargetBucket", Name), optional("TargetPrefix", Text(LONGEST))];

pub(super) const ACCELERATE: Kind = Kind {
    can_delete: false,
    fields: &[one("Status", OneOf(SWITCH)), optional("Type", OneOf(&["COS"]))],
    ..kind("accelerate", "Accelerate", "AccelerateConfiguration", Empty)
};

pub(super) const NOTIFICATION: Kind =
    Kind { can_delete: false, ..kind("notification", "Notification", "NotificationConfiguration", Empty) };

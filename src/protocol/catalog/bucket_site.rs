//! Buckets: the addresses they are reached at, and what is served there.

use crate::protocol::operation::{About, Answer, Operation, Payload, ROW};

const PUT: Operation = Operation { method: "PUT", ..ROW };
const DELETE: Operation = Operation { method: "DELETE", ..ROW };
/// Rules as callers and as documents name them.
const ROUTING: &str = "RoutingRules=RoutingRules/RoutingRule";
/// As [`ROUTING`]; callers may give them in the singular, too.
const ROUTING_GIVEN: &str = "RoutingRules=+RoutingRules/RoutingRule RoutingRule=+RoutingRules/RoutingRule";

pub const ROWS: &[Operation] = &[
    Operation {
        about: About::of("putBucketWebsite", 31930),
        resource: "website",
        action: "PutBucketWebsite",
        required: "WebsiteConfiguration",
        body: Payload::Param("WebsiteConfiguration"),
        names: ROUTING_GIVEN,
        ..PUT
    },
    Operation {
        about: About::of("getBucketWebsite", 31929),
        resource: "website",
        action: "GetBucketWebsite",
        names: ROUTING,
        answer: Answer::Document { root: "WebsiteConfiguration" },
        instead: "NoSuchWebsiteConfiguration",
        ..ROW
    },
    Operation {
        about: About::of("deleteBucketWebsite", 31928),
        resource: "website",
        action: "DeleteBucketWebsite",
        ..DELETE
    },
    Operation {
        about: About::of("putBucketDomain", 43610),
        resource: "domain",
        action: "PutBucketDomain",
        body: Payload::List { path: "DomainConfiguration/DomainRule", from: "DomainRule" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketDomain", 43610),
        resource: "domain",
        action: "GetBucketDomain",
        answer: Answer::Inside { root: "DomainConfiguration", lists: "DomainRule" },
        ..ROW
    },
    Operation {
        about: About::of("deleteBucketDomain", 43610),
        resource: "domain",
        action: "DeleteBucketDomain",
        ..DELETE
    },
    Operation {
        about: About::of("putBucketOrigin", 34533),
        resource: "origin",
        action: "PutBucketOrigin",
        body: Payload::List { path: "OriginConfiguration/OriginRule", from: "OriginRule" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketOrigin", 82859),
        resource: "origin",
        action: "GetBucketOrigin",
        answer: Answer::Inside { root: "OriginConfiguration", lists: "OriginRule" },
        ..ROW
    },
    Operation {
        about: About::of("deleteBucketOrigin", 82860),
        resource: "origin",
        action: "DeleteBucketOrigin",
        ..DELETE
    },
    Operation {
        about: About::of("putBucketAccelerate", 38869),
        resource: "accelerate",
        action: "PutBucketAccelerate",
        required: "AccelerateConfiguration",
        body: Payload::Param("AccelerateConfiguration"),
        ..PUT
    },
    Operation {
        about: About::of("getBucketAccelerate", 38868),
        resource: "accelerate",
        action: "GetBucketAccelerate",
        answer: Answer::Document { root: "AccelerateConfiguration" },
        ..ROW
    },
];

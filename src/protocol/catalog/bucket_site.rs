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
        required: "WebsiteConfiguration",
        body: Payload::Param("WebsiteConfiguration"),
        names: ROUTING_GIVEN,
        ..PUT
    },
    Operation {
        about: About::of("getBucketWebsite", 31929),
        resource: "website",
        names: ROUTING,
        answer: Answer::Document { root: "WebsiteConfiguration" },
        instead: "NoSuchWebsiteConfiguration",
        ..ROW
    },
    Operation { about: About::of("deleteBucketWebsite", 31928), resource: "website", ..DELETE },
    Operation {
        about: About::of("putBucketDomain", 43610),
        resource: "domain",
        body: Payload::List { path: "DomainConfiguration/DomainRule", from: "DomainRule" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketDomain", 43610),
        resource: "domain",
        answer: Answer::Inside { root: "DomainConfiguration", lists: "DomainRule" },
        ..ROW
    },
    Operation { about: About::of("deleteBucketDomain", 43610), resource: "domain", ..DELETE },
    Operation {
        about: About::of("putBucketOrigin", 34533),
        resource: "origin",
        body: Payload::List { path: "OriginConfiguration/OriginRule", from: "OriginRule" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketOrigin", 82859),
        resource: "origin",
        answer: Answer::Inside { root: "OriginConfiguration", lists: "OriginRule" },
        ..ROW
    },
    Operation { about: About::of("deleteBucketOrigin", 82860), resource: "origin", ..DELETE },
    Operation {
        about: About::of("putBucketAccelerate", 38869),
        resource: "accelerate",
        required: "AccelerateConfiguration",
        body: Payload::Param("AccelerateConfiguration"),
        ..PUT
    },
    Operation {
        about: About::of("getBucketAccelerate", 38868),
        resource: "accelerate",
        answer: Answer::Document { root: "AccelerateConfiguration" },
        ..ROW
    },
];

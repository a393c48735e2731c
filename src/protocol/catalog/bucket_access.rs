//! Buckets: who may do what, and from where.

use crate::protocol::operation::{About, Answer, Operation, Payload, ROW};
use crate::protocol::shape::{acl, bucket, cors};

const PUT: Operation = Operation { method: "PUT", ..ROW };
const DELETE: Operation = Operation { method: "DELETE", ..ROW };
/// A referer list as callers and as documents name it.
const REFERERS: &str = "Domains=Domain";

pub const ROWS: &[Operation] = &[
    Operation {
        about: About::of("putBucketAcl", 7737).formerly("putBucketACL"),
        resource: "acl",
        action: "PutBucketACL",
        body: Payload::Written(acl::policy),
        ..PUT
    },
    Operation {
        about: About::of("getBucketAcl", 7733).formerly("getBucketACL"),
        resource: "acl",
        action: "GetBucketACL",
        answer: Answer::Document { root: "AccessControlPolicy" },
        fields: "x-cos-acl=ACL",
        shape: Some(acl::bucket),
        ..ROW
    },
    Operation {
        about: About::of("putBucketCors", 8279).formerly("putBucketCORS"),
        resource: "cors",
        action: "PutBucketCORS",
        body: Payload::Written(cors::configuration),
        ..PUT
    },
    Operation {
        about: About::of("getBucketCors", 8274).formerly("getBucketCORS"),
        resource: "cors",
        action: "GetBucketCORS",
        names: "CORSRules=CORSRule",
        answer: Answer::Inside { root: "CORSConfiguration", lists: "CORSRules" },
        instead: "NoSuchCORSConfiguration",
        shape: Some(cors::rules),
        ..ROW
    },
    Operation {
        about: About::of("deleteBucketCors", 8283).formerly("deleteBucketCORS"),
        resource: "cors",
        action: "DeleteBucketCORS",
        ..DELETE
    },
    Operation {
        about: About::of("putBucketPolicy", 8282),
        resource: "policy",
        body: Payload::Written(bucket::policy),
        ..PUT
    },
    Operation {
        about: About::of("getBucketPolicy", 8276),
        resource: "policy",
        answer: Answer::Document { root: "" },
        shape: Some(bucket::policy_answer),
        refused: Some(bucket::policy_refused),
        ..ROW
    },
    Operation { about: About::of("deleteBucketPolicy", 8285), resource: "policy", ..DELETE },
    Operation {
        about: About::of("putBucketReferer", 32492),
        resource: "referer",
        required: "RefererConfiguration",
        body: Payload::Param("RefererConfiguration"),
        names: REFERERS,
        ..PUT
    },
    Operation {
        about: About::of("getBucketReferer", 32493),
        resource: "referer",
        names: REFERERS,
        answer: Answer::Document { root: "RefererConfiguration" },
        instead: "NoSuchRefererConfiguration=WebsiteConfiguration",
        ..ROW
    },
];

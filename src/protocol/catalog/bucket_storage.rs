//! Buckets: what becomes of the objects in them.

use crate::protocol::operation::{About, Answer, Operation, Payload, ROW};
use crate::protocol::shape::bucket;

const PUT: Operation = Operation { method: "PUT", ..ROW };
const DELETE: Operation = Operation { method: "DELETE", ..ROW };

pub const ROWS: &[Operation] = &[
    Operation {
        about: About::of("putBucketTagging", 34838),
        resource: "tagging",
        action: "PutBucketTagging",
        body: Payload::List { path: "Tagging/TagSet/Tag", from: "TagSet Tags" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketTagging", 34837),
        resource: "tagging",
        action: "GetBucketTagging",
        names: "Tags=TagSet/Tag",
        answer: Answer::Inside { root: "Tagging", lists: "Tags" },
        instead: "NoSuchTagSet",
        ..ROW
    },
    Operation {
        about: About::of("deleteBucketTagging", 34836),
        resource: "tagging",
        action: "DeleteBucketTagging",
        ..DELETE
    },
    Operation {
        about: About::of("putBucketLifecycle", 8280),
        resource: "lifecycle",
        action: "PutBucketLifecycle",
        body: Payload::List { path: "LifecycleConfiguration/Rule", from: "Rules" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketLifecycle", 8278),
        resource: "lifecycle",
        action: "GetBucketLifecycle",
        names: "Rules=Rule",
        answer: Answer::Inside { root: "LifecycleConfiguration", lists: "Rules" },
        instead: "NoSuchLifecycleConfiguration",
        ..ROW
    },
    Operation {
        about: About::of("deleteBucketLifecycle", 8284),
        resource: "lifecycle",
        action: "DeleteBucketLifecycle",
        ..DELETE
    },
    Operation {
        about: About::of("putBucketVersioning", 19889),
        resource: "versioning",
        action: "PutBucketVersioning",
        required: "VersioningConfiguration",
        body: Payload::Param("VersioningConfiguration"),
        ..PUT
    },
    Operation {
        about: About::of("getBucketVersioning", 19888),
        resource: "versioning",
        action: "GetBucketVersioning",
        answer: Answer::Document { root: "VersioningConfiguration" },
        ..ROW
    },
    Operation {
        about: About::of("putBucketReplication", 19223),
        resource: "replication",
        action: "PutBucketReplication",
        required: "ReplicationConfiguration",
        body: Payload::Param("ReplicationConfiguration"),
        names: "Rules=Rule Tags=Tag",
        ..PUT
    },
    Operation {
        about: About::of("getBucketReplication", 19222),
        resource: "replication",
        action: "GetBucketReplication",
        names: "Rules=Rule",
        answer: Answer::Document { root: "ReplicationConfiguration" },
        instead: "ReplicationConfigurationnotFoundError=ReplicationConfiguration/Rules",
        ..ROW
    },
    Operation {
        about: About::of("deleteBucketReplication", 19221),
        resource: "replication",
        action: "DeleteBucketReplication",
        ..DELETE
    },
    Operation {
        about: About::of("putBucketLogging", 17054),
        resource: "logging",
        action: "PutBucketLogging",
        body: Payload::Param("BucketLoggingStatus"),
        ..PUT
    },
    Operation {
        about: About::of("getBucketLogging", 17053),
        resource: "logging",
        action: "GetBucketLogging",
        answer: Answer::Document { root: "" },
        ..ROW
    },
    Operation {
        about: About::of("putBucketEncryption", 40136),
        resource: "encryption",
        action: "PutBucketEncryption",
        body: Payload::List { path: "ServerSideEncryptionConfiguration/Rule", from: "Rule Rules" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketEncryption", 40137),
        resource: "encryption",
        action: "GetBucketEncryption",
        answer: Answer::Document { root: "" },
        instead: "NoSuchEncryptionConfiguration",
        shape: Some(bucket::encryption),
        ..ROW
    },
    Operation {
        about: About::of("deleteBucketEncryption", 40138),
        resource: "encryption",
        action: "DeleteBucketEncryption",
        ..DELETE
    },
];

//! Buckets: what becomes of the objects in them.

use crate::protocol::operation::{About, Answer, Operation, Payload, ROW};
use crate::protocol::shape::bucket;

const PUT: Operation = Operation { method: "PUT", ..ROW };
const DELETE: Operation = Operation { method: "DELETE", ..ROW };

pub const ROWS: &[Operation] = &[
    Operation {
        about: About::of("putBucketTagging", 34838),
        resource: "tagging",
        body: Payload::List { path: "Tagging/TagSet/Tag", from: "TagSet Tags" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketTagging", 34837),
        resource: "tagging",
        names: "Tags=TagSet/Tag",
        answer: Answer::Inside { root: "Tagging", lists: "Tags" },
        instead: "NoSuchTagSet",
        ..ROW
    },
    Operation { about: About::of("deleteBucketTagging", 34836), resource: "tagging", ..DELETE },
    Operation {
        about: About::of("putBucketLifecycle", 8280),
        resource: "lifecycle",
        body: Payload::List { path: "LifecycleConfiguration/Rule", from: "Rules" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketLifecycle", 8278),
        resource: "lifecycle",
        names: "Rules=Rule",
        answer: Answer::Inside { root: "LifecycleConfiguration", lists: "Rules" },
        instead: "NoSuchLifecycleConfiguration",
        ..ROW
    },
    Operation { about: About::of("deleteBucketLifecycle", 8284), resource: "lifecycle", ..DELETE },
    Operation {
        about: About::of("putBucketVersioning", 19889),
        resource: "versioning",
        required: "VersioningConfiguration",
        body: Payload::Param("VersioningConfiguration"),
        ..PUT
    },
    Operation {
        about: About::of("getBucketVersioning", 19888),
        resource: "versioning",
        answer: Answer::Document { root: "VersioningConfiguration" },
        ..ROW
    },
    Operation {
        about: About::of("putBucketReplication", 19223),
        resource: "replication",
        required: "ReplicationConfiguration",
        body: Payload::Param("ReplicationConfiguration"),
        names: "Rules=Rule Tags=Tag",
        ..PUT
    },
    Operation {
        about: About::of("getBucketReplication", 19222),
        resource: "replication",
        names: "Rules=Rule",
        answer: Answer::Document { root: "ReplicationConfiguration" },
        instead: "ReplicationConfigurationnotFoundError=ReplicationConfiguration/Rules",
        ..ROW
    },
    Operation { about: About::of("deleteBucketReplication", 19221), resource: "replication", ..DELETE },
    Operation {
        about: About::of("putBucketLogging", 17054),
        resource: "logging",
        body: Payload::Param("BucketLoggingStatus"),
        ..PUT
    },
    Operation {
        about: About::of("getBucketLogging", 17053),
        resource: "logging",
        answer: Answer::Document { root: "" },
        ..ROW
    },
    Operation {
        about: About::of("putBucketEncryption", 40136),
        resource: "encryption",
        body: Payload::List { path: "ServerSideEncryptionConfiguration/Rule", from: "Rule Rules" },
        ..PUT
    },
    Operation {
        about: About::of("getBucketEncryption", 40137),
        resource: "encryption",
        answer: Answer::Document { root: "" },
        instead: "NoSuchEncryptionConfiguration",
        shape: Some(bucket::encryption),
        ..ROW
    },
    Operation { about: About::of("deleteBucketEncryption", 40138), resource: "encryption", ..DELETE },
];

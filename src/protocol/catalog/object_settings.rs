//! Objects: who may read them, their tags, what is in them and where they rest.

use crate::protocol::operation::{About, Answer, Operation, Payload, ROW, Target};
use crate::protocol::shape::acl;

const OBJECT: Operation = Operation { target: Target::Object, query: "VersionId=versionId", ..ROW };

pub const ROWS: &[Operation] = &[
    Operation {
        about: About::of("putObjectAcl", 7748).formerly("putObjectACL"),
        method: "PUT",
        resource: "acl",
        action: "PutObjectACL",
        query: "",
        body: Payload::Written(acl::policy),
        ..OBJECT
    },
    Operation {
        about: About::of("getObjectAcl", 7744).formerly("getObjectACL"),
        resource: "acl",
        action: "GetObjectACL",
        answer: Answer::Document { root: "AccessControlPolicy" },
        fields: "x-cos-acl=ACL",
        shape: Some(acl::object),
        ..OBJECT
    },
    Operation {
        about: About::of("putObjectTagging", 42997),
        method: "PUT",
        resource: "tagging",
        body: Payload::List { path: "Tagging/TagSet/Tag", from: "TagSet Tags" },
        ..OBJECT
    },
    Operation {
        about: About::of("getObjectTagging", 42998),
        resource: "tagging",
        names: "Tags=TagSet/Tag",
        answer: Answer::Inside { root: "Tagging", lists: "Tags" },
        instead: "NoSuchTagSet",
        ..OBJECT
    },
    Operation {
        about: About::of("deleteObjectTagging", 42999),
        method: "DELETE",
        resource: "tagging",
        ..OBJECT
    },
    Operation {
        about: About::of("restoreObject", 12633),
        method: "POST",
        resource: "restore",
        action: "RestoreObject",
        required: "RestoreRequest",
        body: Payload::Param("RestoreRequest"),
        ..OBJECT
    },
    Operation {
        about: About::of("selectObjectContent", 37641),
        method: "POST",
        resource: "select",
        action: "GetObject",
        required: "SelectType",
        query: "SelectType VersionId=versionId",
        body: Payload::Param("SelectRequest"),
        answer: Answer::Events,
        ..OBJECT
    },
];

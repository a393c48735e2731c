//! Moves of files that are made of several calls.

use crate::protocol::operation::{About, Operation, Payload, ROW, Role, Scope, Target, Upload};

const FILE: Operation = Operation {
    method: "PUT",
    target: Target::Object,
    body: Payload::File(Upload { sized: true, queued: true }),
    scope: Scope::Unnamed,
    ..ROW
};

pub const ROWS: &[Operation] = &[
    Operation { about: About::of("sliceUploadFile", 64960), role: Role::UploadInParts, ..FILE },
    Operation { about: About::of("uploadFile", 64960), role: Role::Upload, ..FILE },
    Operation {
        about: About::of("sliceCopyFile", 64960),
        role: Role::CopyInParts,
        target: Target::Object,
        required: "CopySource",
        scope: Scope::Unnamed,
        ..ROW
    },
    Operation {
        about: About::of("abortUploadTask", 64960),
        role: Role::AbortAll,
        target: Target::Free,
        scope: Scope::Unnamed,
        ..ROW
    },
    Operation {
        about: About::of("downloadFile", 7753),
        role: Role::Download,
        target: Target::Object,
        body: Payload::Target,
        scope: Scope::Unnamed,
        ..ROW
    },
];

//! Multipart uploads.

use crate::protocol::operation::{Answer, Location, Operation, Payload, ROW, Scope, Target, Upload};
use crate::protocol::shape::multipart;

const UPLOAD_ID: (&str, &str) = ("UploadId", "uploadId");
const PART_NUMBER: (&str, &str) = ("PartNumber", "partNumber");
const OBJECT: Operation = Operation { target: Target::Object, ..ROW };

pub const ROWS: &[Operation] = &[
    Operation {
        name: "multipartInit",
        page: 7746,
        method: "POST",
        resource: "uploads",
        action: "InitiateMultipartUpload",
        free_query: true,
        blank_headers: &["Cache-Control", "Content-Type"],
        meta_md5: true,
        answer: Answer::Inside { root: "InitiateMultipartUploadResult", lists: &[] },
        ..OBJECT
    },
    Operation {
        name: "multipartUpload",
        page: 7750,
        method: "PUT",
        action: "UploadPart",
        required: &["PartNumber", "UploadId"],
        query: &[PART_NUMBER, UPLOAD_ID],
        body: Payload::File(Upload { sized: false, queued: false }),
        content_md5: true,
        etag: true,
        ..OBJECT
    },
    Operation {
        name: "multipartComplete",
        page: 7742,
        method: "POST",
        action: "CompleteMultipartUpload",
        required: &["UploadId", "Parts"],
        query: &[UPLOAD_ID],
        body: Payload::Document(multipart::completion),
        answer: Answer::Inside { root: "CompleteMultipartUploadResult", lists: &[] },
        location: Location::Sent,
        shape: Some(multipart::completed),
        ..OBJECT
    },
    Operation {
        name: "multipartList",
        page: 7736,
        resource: "uploads",
        action: "ListMultipartUploads",
        target: Target::Bucket,
        query: &[
            ("Delimiter", "delimiter"),
            ("EncodingType", "encoding-type"),
            ("MaxUploads", "max-uploads"),
            ("KeyMarker", "key-marker"),
            ("UploadIdMarker", "upload-id-marker"),
        ],
        listing: true,
        answer: Answer::Inside { root: "ListMultipartUploadsResult", lists: &["Upload", "CommonPrefixes"] },
        ..OBJECT
    },
    Operation {
        name: "multipartListPart",
        page: 7747,
        action: "ListParts",
        required: &["UploadId"],
        query: &[
            UPLOAD_ID,
            ("EncodingType", "encoding-type"),
            ("MaxParts", "max-parts"),
            ("PartNumberMarker", "part-number-marker"),
        ],
        answer: Answer::Inside { root: "ListPartsResult", lists: &["Part"] },
        ..OBJECT
    },
    Operation {
        name: "multipartAbort",
        page: 7740,
        method: "DELETE",
        action: "AbortMultipartUpload",
        required: &["UploadId"],
        query: &[UPLOAD_ID],
        ..OBJECT
    },
    Operation {
        name: "uploadPartCopy",
        page: 8287,
        method: "PUT",
        action: "PutObject",
        required: &["CopySource"],
        query: &[PART_NUMBER, UPLOAD_ID, ("VersionId", "versionId")],
        scope: Scope::Copy,
        answer: Answer::Inside { root: "CopyPartResult", lists: &[] },
        ..OBJECT
    },
];

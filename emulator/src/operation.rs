//! The table of operations: which request is which, what permission it takes and who carries it out.

use crate::call::Call;
use crate::encode::Query;
use crate::failure::Outcome;
use crate::service::{
    acls, append, archive, bucket, copy, delete_many, documents, form, listing, multipart, read, select,
    tagging, write,
};
use crate::store::Permission;

/// What a request is addressed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Service,
    Bucket,
    Object,
}

/// The kind of permission an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// The owner, or keys whose policy names the action.
    Owner,
    /// As `Owner`, and the policy must also cover the key.
    OwnerOfKey,
    /// Reading an object, which the public may be allowed.
    ReadObject,
    /// Writing an object, which the public may be allowed.
    WriteObject,
    /// Listing keys, which the public may be allowed.
    List,
    /// Reading or writing an access control list, of the bucket or of an object.
    ReadAcl(Level),
    WriteAcl(Level),
    /// The operation asks by itself, because key or keys stand in its body.
    AskedLater,
}

impl Access {
    pub(crate) fn is_about_keys(self) -> bool {
        !matches!(self, Self::Owner | Self::ReadAcl(Level::Bucket) | Self::WriteAcl(Level::Bucket))
    }

    /// The permission that an access control list can give, and the list it stands in.
    pub(crate) fn grant(self) -> Option<(Listed, Permission)> {
        let list = |level| if level == Level::Object { Listed::WithObject } else { Listed::WithBucket };
        match self {
            Self::ReadObject => Some((Listed::WithObject, Permission::Read)),
            Self::List => Some((Listed::WithBucket, Permission::Read)),
            Self::WriteObject => Some((Listed::WithBucket, Permission::Write)),
            Self::ReadAcl(level) => Some((list(level), Permission::ReadAcp)),
            Self::WriteAcl(level) => Some((list(level), Permission::WriteAcp)),
            Self::Owner | Self::OwnerOfKey | Self::AskedLater => None,
        }
    }
}

/// Which access control list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listed {
    WithBucket,
    /// The object's own list, or the bucket's while it has none.
    WithObject,
}

/// A row of the table.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    level: Level,
    method: &'static str,
    /// Query parameters that must be there; `x-cos-copy-source` stands for that header.
    marks: &'static [&'static str],
    /// The action's name in policies, and other names that are as good.
    pub(crate) actions: &'static [&'static str],
    pub(crate) access: Access,
    pub(crate) run: fn(&mut Call<'_>) -> Outcome,
}

const COPY: &str = "x-cos-copy-source";

type Request = (Level, &'static str, &'static [&'static str]);
type Handler = fn(&mut Call<'_>) -> Outcome;

const fn row(request: Request, actions: &'static [&'static str], access: Access, run: Handler) -> Operation {
    let (level, method, marks) = request;
    Operation { level, method, marks, actions, access, run }
}

use Access::{AskedLater, List, Owner, OwnerOfKey, ReadAcl, ReadObject, WriteAcl, WriteObject};
use Level::{Bucket, Object, Service};

/// All operations; of the rows that fit a request the first one counts.
const OPERATIONS: &[Operation] = &[
    row((Service, "GET", &[]), &["GetService"], Owner, bucket::list),
    row((Bucket, "GET", &["location"]), &["GetBucketLocation"], Owner, bucket::location),
    row((Bucket, "GET", &["uploads"]), &["ListMultipartUploads"], OwnerOfKey, multipart::list_uploads),
    row((Bucket, "GET", &["versions"]), &["GetBucketObjectVersions"], List, listing::versions),
    row((Bucket, "GET", &["acl"]), &["GetBucketACL"], ReadAcl(Bucket), acls::get_bucket),
    row((Bucket, "PUT", &["acl"]), &["PutBucketACL"], WriteAcl(Bucket), acls::put_bucket),
    row((Bucket, "POST", &["delete"]), &["DeleteMultipleObjects"], AskedLater, delete_many::delete_many),
    row((Object, "GET", &["acl"]), &["GetObjectACL"], ReadAcl(Object), acls::get_object),
    row((Object, "PUT", &["acl"]), &["PutObjectACL"], WriteAcl(Object), acls::put_object),
    row((Object, "GET", &["tagging"]), &["GetObjectTagging"], OwnerOfKey, tagging::get),
    row((Object, "PUT", &["tagging"]), &["PutObjectTagging"], OwnerOfKey, tagging::put),
    row((Object, "DELETE", &["tagging"]), &["DeleteObjectTagging"], OwnerOfKey, tagging::delete),
    row((Object, "POST", &["uploads"]), &["InitiateMultipartUpload"], WriteObject, multipart::initiate),
    row((Object, "PUT", &["partNumber", "uploadId", COPY]), PART_COPY, WriteObject, copy::copy_part),
    row((Object, "PUT", &["partNumber", "uploadId"]), &["UploadPart"], WriteObject, multipart::upload_part),
    row((Object, "POST", &["uploadId"]), &["CompleteMultipartUpload"], WriteObject, multipart::complete),
    row((Object, "GET", &["uploadId"]), &["ListParts"], OwnerOfKey, multipart::list_parts),
    row((Object, "DELETE", &["uploadId"]), &["AbortMultipartUpload"], WriteObject, multipart::abort),
    row((Object, "POST", &["append"]), &["AppendObject"], WriteObject, append::append),
    row(
        (Object, "POST", &["restore"]),
        &["RestoreObject", "PostObjectRestore"],
        OwnerOfKey,
        archive::restore,
    ),
    row((Object, "POST", &["select"]), &["SelectObjectContent", "GetObject"], OwnerOfKey, select::select),
    row((Object, "PUT", &[COPY]), &["PutObjectCopy", "PutObject"], WriteObject, copy::copy_object),
    row((Object, "PUT", &[]), &["PutObject"], WriteObject, write::put),
    row((Object, "GET", &[]), &["GetObject"], ReadObject, read::get),
    row((Object, "HEAD", &[]), &["HeadObject", "GetObject"], ReadObject, read::get),
    row((Object, "DELETE", &[]), &["DeleteObject"], WriteObject, write::delete),
];

/// What is left for a bucket once no sub-resource fits.
const PLAIN_BUCKET: &[Operation] = &[
    row((Bucket, "PUT", &[]), &["PutBucket"], Owner, bucket::create),
    row((Bucket, "HEAD", &[]), &["HeadBucket"], List, bucket::head),
    row((Bucket, "GET", &[]), &["GetBucket"], List, listing::objects),
    row((Bucket, "DELETE", &[]), &["DeleteBucket"], Owner, bucket::delete),
    row((Bucket, "POST", &[]), &["PostObject"], AskedLater, form::post),
];

const PART_COPY: &[&str] = &["UploadPartCopy", "UploadPart", "PutObject"];

/// What was found for a request.
pub(crate) struct Found {
    pub(crate) actions: Vec<String>,
    pub(crate) access: Access,
    pub(crate) run: Handler,
}

/// The operation a request asks for.
pub(crate) fn find(level: Level, method: &str, query: &Query, copies: bool) -> Option<Found> {
    let has = |mark: &&str| if *mark == COPY { copies } else { query.has(mark) };
    let fits = |row: &&Operation| row.level == level && row.method == method && row.marks.iter().all(has);
    if let Some(row) = OPERATIONS.iter().find(fits) {
        return Some(found(row));
    }
    if level == Bucket
        && let Some(document) = documents::find(query)
    {
        return document.operation(method);
    }
    PLAIN_BUCKET.iter().find(fits).map(found)
}

fn found(row: &Operation) -> Found {
    let actions = row.actions.iter().map(|action| (*action).to_owned()).collect();
    Found { actions, access: row.access, run: row.run }
}

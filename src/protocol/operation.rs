//! The words the catalog is written in.

use super::request::Request;
use crate::error::{Refusal, Result};
use crate::text::{Pairs, Words};
use crate::value::Map;

/// One API of the service, as data.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    pub about: About,
    /// The HTTP method; empty takes the param `Method`, GET by default.
    pub method: &'static str,
    /// The sub-resource, such as `acl` in `?acl`.
    pub resource: &'static str,
    /// A param that is one: its text names the sub-resource where the target is free, else anything that counts as true takes
    /// the param's own name in lower case.
    pub resource_param: &'static str,
    /// The action a policy names, without `name/cos:`; empty where it is made of method, target and sub-resource, as
    /// `GetBucketLocation` is.
    pub action: &'static str,
    pub target: Target,
    /// Params besides Bucket, Region and Key that have to be given.
    pub required: Words,
    /// Params that go into the query, and their names there: `max-keys` is that of `MaxKeys`, where none is given.
    pub query: Pairs,
    /// The param `Query` goes into the query as it is, `QueryString` behind the URL.
    pub free_query: bool,
    /// A listing: `prefix` is always sent, and it is what the keys have to allow.
    pub listing: bool,
    /// Headers that are sent empty when the caller gives none, so that nobody on the way adds his own.
    pub blank_headers: Words,
    pub body: Payload,
    /// Where callers have other names than documents: `Rules=Rule`, or `Rules=Rules/Rule` where an element in between
    /// holds the items. A caller's name in the plural is that of a list. With a plus, `Rules=+Rules/Rule`, the element
    /// comes last, and not at all when the list is empty.
    pub names: Pairs,
    /// The option `UploadCheckContentMd5` adds `Content-MD5` of the caller's file.
    pub content_md5: bool,
    /// The option `UploadAddMetaMd5` adds `x-cos-meta-md5` of the caller's file.
    pub meta_md5: bool,
    pub scope: Scope,
    pub answer: Answer,
    /// Response headers, and the fields of the answer that they become.
    pub fields: Pairs,
    /// The response header `etag` becomes the field ETag, empty when it is absent or hidden.
    pub etag: bool,
    pub location: Location,
    /// Refusals that are answers. `404=Gone`: with this status, this field is `true` and nothing else is answered.
    /// `NoSuchThing`: status 404 with this code is the answer that an empty document gives, and `NoSuchThing=Thing`
    /// adds an empty object, `NoSuchThing=Thing/Rules` an object with an empty list.
    pub instead: Pairs,
    /// A last touch on the answer that data cannot say. It sees the request's params.
    pub shape: Option<Shape>,
    /// A last touch on a refusal.
    pub refused: Option<Refused>,
    /// False when doing it twice is not the same as doing it once: never repeated after a lost answer.
    pub repeatable: bool,
    /// What the row is for those who move files.
    pub role: Role,
}

/// The part that a row plays where files are moved: the steps, and the moves that are made of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// None at all.
    Bystander,
    Put,
    Head,
    Get,
    Copy,
    Begin,
    Part,
    CopyPart,
    ListParts,
    ListUploads,
    Complete,
    Abort,
    /// In parts, however small the file is.
    UploadInParts,
    /// At once or in parts.
    Upload,
    CopyInParts,
    AbortAll,
    Download,
}

impl Role {
    /// Whether it is made of steps.
    #[must_use]
    pub fn is_move(self) -> bool {
        matches!(
            self,
            Role::UploadInParts | Role::Upload | Role::CopyInParts | Role::AbortAll | Role::Download
        )
    }
}

/// What people and builds want to know of a row; it does not reach the browser.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The method of class COS.
    #[cfg(not(target_arch = "wasm32"))]
    pub name: &'static str,
    /// Another name of the method, of old; empty for none.
    #[cfg(not(target_arch = "wasm32"))]
    pub old_name: &'static str,
    /// The vendor's page: `https://cloud.tencent.com/document/product/436/{page}`.
    #[cfg(not(target_arch = "wasm32"))]
    pub page: u32,
}

#[cfg(not(target_arch = "wasm32"))]
impl About {
    #[must_use]
    pub const fn of(name: &'static str, page: u32) -> Self {
        About { name, old_name: "", page }
    }

    #[must_use]
    pub const fn formerly(self, old_name: &'static str) -> Self {
        About { old_name, ..self }
    }
}

#[cfg(target_arch = "wasm32")]
impl About {
    #[must_use]
    pub const fn of(_name: &'static str, _page: u32) -> Self {
        About {}
    }

    #[must_use]
    pub const fn formerly(self, _old_name: &'static str) -> Self {
        self
    }
}

/// What a call is about, which says what has to be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Service,
    Bucket,
    Object,
    /// Anything the caller likes; only formats are checked.
    Free,
}

/// What goes out as body.
#[derive(Clone, Copy, Debug)]
pub enum Payload {
    None,
    /// The caller's `Body`, untouched.
    Untouched,
    /// The caller's `Body`, always as a file handle.
    File(Upload),
    /// Nothing: what comes goes into the caller's `Target`, as a task.
    Target,
    /// The param of this name as an XML document whose root has the same name.
    Param(&'static str),
    /// An XML document around a list: the elements that lead to its items, and the params that may hold it, inside a
    /// param named like the root or beside it.
    List {
        path: &'static str,
        from: Words,
    },
    /// What a function makes of the request, for documents that data cannot describe.
    Written(fn(&mut Request) -> Result<()>),
}

/// How the caller's file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its size is always sent as Content-Length.
    pub sized: bool,
    /// It waits its turn in the task queue, which takes only strings, ArrayBuffers, Blobs and Files.
    pub queued: bool,
}

/// What the keys have to allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The row's action on the key or prefix of the call.
    Own,
    /// To read the source and to write the target.
    Copy,
    /// The row's action on each of `Objects`.
    Objects,
    /// No action is named.
    Unnamed,
}

/// How an answer's body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing in it matters.
    Ack,
    /// The whole document. Where a root is named, it is the only one there may be, and an empty object when it is
    /// missing.
    Document { root: &'static str },
    /// What is inside the root element; the named members are always lists.
    Inside { root: &'static str, lists: Words },
    /// A stream of frames with records, see [`super::event_stream`].
    Events,
    /// The bytes themselves, as field `Body`.
    Raw,
    /// [`Answer::Raw`] when the param `RawBody` asks for it, else a document.
    AsAsked,
}

/// Whether an answer tells where the object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    None,
    /// As if `UseAccelerate` were off.
    Regional,
    /// Where the request was sent.
    Sent,
}

/// A last touch on an answer: its fields, and the params of the call.
pub type Shape = fn(&mut Map, &Map);

/// A last touch on a refusal.
pub type Refused = fn(&mut Refusal);

/// The row that says nothing; rows are written as what differs from it.
pub const ROW: Operation = Operation {
    about: About::of("", 0),
    method: "GET",
    resource: "",
    resource_param: "",
    action: "",
    target: Target::Bucket,
    required: "",
    query: "",
    free_query: false,
    listing: false,
    blank_headers: "",
    body: Payload::None,
    names: "",
    content_md5: false,
    meta_md5: false,
    scope: Scope::Own,
    answer: Answer::Ack,
    fields: "",
    etag: false,
    location: Location::None,
    instead: "",
    shape: None,
    refused: None,
    repeatable: true,
    role: Role::Bystander,
};

//! One call, as the request that is sent.

use super::endpoint::{Addressing, Target, host_of, location_of};
use super::form;
use super::headers;
use super::operation::{Answer, Location, Operation, Payload, Scope};
use super::params::{Place, check, check_lengths};
use super::payload;
use super::scope::{action_name, scope};
use crate::error::Result;
use crate::text::{Pairs, fill, pairs, words};
use crate::value::{Map, Text, Value};

/// The params that make the caller's own server answer, and the headers by which he may give them, too.
const SERVERS: Pairs = "Callback=x-cos-callback ReturnBody=x-cos-return-body";

/// The `DataType` of bodies that are read as bytes.
const BYTES: &str = "arraybuffer";

/// What has to be known of the caller's `Body` to announce it.
#[derive(Clone, Debug, Default)]
pub struct BodyFacts {
    /// Bytes.
    pub size: Option<u64>,
    pub content_type: Text,
}

/// A request before it is signed.
#[derive(Clone, Debug)]
pub struct Request {
    pub row: &'static Operation,
    pub method: Text,
    /// With sub-resource and `QueryString`, without `query`.
    pub url: Text,
    /// The path that is signed: not encoded, with its first slash.
    pub path: Text,
    pub bucket: Text,
    pub region: Text,
    /// Key or listing prefix.
    pub key: Text,
    pub resource: Text,
    pub query: Map,
    pub headers: Map,
    /// The document that goes out, where it is not the caller's own body.
    pub document: Option<Text>,
    /// What the keys have to allow: a list of maps with `action` (`name/cos:…`, or empty), `bucket`, `region`, `prefix`.
    pub scope: Value,
    /// The field Location of the answer; empty for none.
    pub location: Text,
    /// The form in which the body is handed over: a `DataType`, `events`, or `range`, which is a Blob of what
    /// came even if that is not all; nothing where it is read as text.
    pub raw: Option<Text>,
    /// Whether the host is known well enough to be signed.
    pub signs_host: bool,
    /// How many bytes are posted as a form, where they are.
    pub form: Option<u64>,
    /// The call's params, for the row's shape.
    pub params: Map,
}

/// Makes the request of a call. `options` are those of the instance.
///
/// # Errors
/// [`Kind::Param`](crate::error::Kind::Param), naming the param that cannot be used.
pub fn build(
    row: &'static Operation,
    mut params: Map,
    options: &Map,
    body: Option<&BodyFacts>,
) -> Result<Box<Request>> {
    let mut place = check(row, &params, options)?;
    if row.target == super::operation::Target::Bucket {
        // A Key that nobody asked for is neither sent nor signed.
        place.key = Text::new();
    }
    let scope = scope(row, &params, options, &place)?;
    let resource = resource(row, &params);
    let headers = headers::from_params(&params);
    for (param, name) in pairs(SERVERS) {
        if let Some((_, value)) = headers::find(&headers, name) {
            params.set(param, value.clone());
        }
    }
    let mut request = Box::new(Request {
        row,
        method: method(row, &params),
        url: url(row, &params, options, (&place, &resource)),
        path: fill("/{}", &[&place.key]),
        query: query(row, &params),
        headers,
        scope,
        key: prefix(row, &params, &place),
        document: None,
        form: None,
        location: location(row, options, &place),
        raw: raw(row, &params),
        signs_host: names_host(row, &params, &place),
        bucket: place.bucket,
        region: place.region,
        resource,
        params,
    });
    check_lengths("header ", &request.headers)?;
    check_lengths("query param ", &request.query)?;
    add_blank_headers(&mut request, body);
    payload::write(&mut request)?;
    Ok(request)
}

impl Request {
    /// The action a policy has to allow, where there is just one.
    #[must_use]
    pub fn action(&self) -> Text {
        if self.form.is_some() {
            return form::ACTION.into();
        }
        if self.row.scope == Scope::Own { action_name(self.row) } else { Text::new() }
    }

    /// The `DataType` that a transport of the caller's own is told.
    #[must_use]
    pub fn data_type(&self) -> Option<&str> {
        match self.row.answer {
            Answer::Events if self.reads_frames() => Some(BYTES),
            _ => self.params.text("DataType").map(Text::as_str),
        }
    }

    /// Whether the body is read as frames, all at once.
    #[must_use]
    pub fn reads_frames(&self) -> bool {
        matches!(self.row.answer, Answer::Events) && self.raw.as_deref() == Some(BYTES)
    }

    /// The host that is signed for a URL of this request.
    #[must_use]
    pub fn host(&self, url: &str) -> Text {
        if self.signs_host { host_of(url) } else { Text::new() }
    }

    /// Query and sub-resource, as they are signed.
    #[must_use]
    pub fn signed_query(&self) -> Map {
        let mut query = self.query.clone();
        if !self.resource.is_empty() {
            query.set_text(&self.resource, "");
        }
        query
    }
}

/// Key or listing prefix.
#[must_use]
pub fn prefix(row: &Operation, params: &Map, place: &Place) -> Text {
    if row.listing { params.wire_text("Prefix") } else { place.key.clone() }
}

fn method(row: &Operation, params: &Map) -> Text {
    if !row.method.is_empty() {
        return row.method.into();
    }
    params.text("Method").cloned().unwrap_or_else(|| "GET".into())
}

fn resource(row: &Operation, params: &Map) -> Text {
    use super::operation::Target as About;

    match words(row.resource_param).find_map(|name| params.truthy(name)) {
        None => row.resource.into(),
        Some(Value::Text(name)) if row.target == About::Free => name.clone(),
        Some(_) => row.resource_param.to_ascii_lowercase().into(),
    }
}

fn url(row: &Operation, params: &Map, options: &Map, about: (&Place, &str)) -> Text {
    use super::operation::Target as About;
    let (place, sub_resource) = about;
    if row.target == About::Service {
        return Addressing(options).service_url(&place.region);
    }
    let query_string = if row.free_query { params.own_text("QueryString") } else { "" };
    let key = if row.target == About::Bucket { "" } else { place.key.as_str() };
    if let (About::Free, Some(url)) = (row.target, params.text("Url")) {
        return with_resource(url, sub_resource);
    }
    Addressing(options).url(&Target {
        bucket: &place.bucket,
        region: &place.region,
        key,
        sub_resource,
        query_string,
    })
}

fn with_resource(url: &str, resource: &str) -> Text {
    let mut url = url.to_owned();
    super::endpoint::append_query(&mut url, resource);
    url.into()
}

fn names_host(row: &Operation, params: &Map, place: &Place) -> bool {
    use super::operation::Target as About;
    let own_url = row.target == About::Service || (row.target == About::Free && params.text("Url").is_some());
    own_url || (!place.bucket.is_empty() && !place.region.is_empty())
}

fn query(row: &Operation, params: &Map) -> Map {
    let mut query = Map::new();
    if row.listing {
        query.set_text("prefix", "");
        query.take_over(params, "Prefix=prefix");
    }
    if let (true, Some(Value::Map(given))) = (row.free_query, params.get("Query")) {
        query = Map::new();
        for (name, value) in given.iter() {
            if !value.is_null() {
                query.set(name, value.clone());
            }
        }
    }
    query.take_over(params, row.query);
    query
}

fn location(row: &Operation, options: &Map, place: &Place) -> Text {
    if row.location == Location::None {
        return Text::new();
    }
    let is_accelerated = options.is_set("UseAccelerate") && row.location == Location::Sent;
    let target =
        Target { bucket: &place.bucket, region: &place.region, key: &place.key, ..Target::default() };
    location_of(&Addressing(options).url_of(&target, is_accelerated)).into()
}

fn raw(row: &Operation, params: &Map) -> Option<Text> {
    let asked = params.text("DataType").map(Text::as_str);
    let form = match row.answer {
        Answer::Raw => asked.unwrap_or("text"),
        Answer::AsAsked if params.is_set("RawBody") => asked.unwrap_or("text"),
        Answer::Events if asked == Some("stream") => "events",
        Answer::Events => BYTES,
        _ => return None,
    };
    Some(form.into())
}

fn add_blank_headers(request: &mut Request, body: Option<&BodyFacts>) {
    for name in words(request.row.blank_headers) {
        if headers::find(&request.headers, name).is_none_or(|(_, given)| !given.is_truthy()) {
            let own = body.filter(|_| name == "Content-Type").map_or("", |body| body.content_type.as_str());
            headers::set(&mut request.headers, name, &Value::from(own));
        }
    }
    if let Payload::File(upload) = request.row.body
        && let (true, Some(size)) = (upload.sized, body.and_then(|body| body.size))
    {
        let size = Value::from(i64::try_from(size).unwrap_or(i64::MAX));
        headers::set(&mut request.headers, "Content-Length", &size);
    }
}

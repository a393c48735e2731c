//! One call, as the request that is sent.

use super::copy_source::CopySource;
use super::digest::md5_base64;
use super::endpoint::{Addressing, Target, host_of, location_of};
use super::headers;
use super::operation::{Answer, Location, Operation, Payload, Scope};
use super::params::{Place, Rules, check};
use super::value::{Map, Value};
use super::{encode, xml};
use crate::error::{Error, Result};

/// The options that shape requests.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub rules: Rules,
    pub addressing: Addressing,
    /// What the option `CopySourceParser` made of the call's `CopySource`: an object, or nothing that counts.
    pub parsed_source: Option<Value>,
}

/// What has to be known of the caller's `Body` to announce it.
#[derive(Clone, Debug, Default)]
pub struct BodyFacts {
    /// Bytes.
    pub size: Option<u64>,
    pub content_type: String,
}

/// A request before it is signed.
#[derive(Clone, Debug)]
pub struct Request {
    pub row: &'static Operation,
    pub method: String,
    /// With sub-resource and `QueryString`, without `query`.
    pub url: String,
    /// The path that is signed: not encoded, with its first slash.
    pub path: String,
    pub bucket: String,
    pub region: String,
    /// Key or listing prefix.
    pub key: String,
    pub resource: String,
    pub query: Map,
    pub headers: Map,
    /// The document that goes out, where it is not the caller's own body.
    pub document: Option<String>,
    pub scope: Vec<Permission>,
    /// The field Location of the answer; empty for none.
    pub location: String,
    /// The `DataType` in which the body is handed over untouched; nothing where it is read here.
    pub raw: Option<String>,
    /// Whether the host is known well enough to be signed.
    pub signs_host: bool,
    /// The call's params, for the row's shape.
    pub params: Map,
}

/// One thing that the keys have to allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// `name/cos:…`, or empty.
    pub action: String,
    pub bucket: String,
    pub region: String,
    pub prefix: String,
}

/// Makes the request of a call.
///
/// # Errors
/// [`Error::Param`], naming the param that cannot be used.
pub fn build(
    row: &'static Operation,
    params: Map,
    settings: &Settings,
    body: Option<&BodyFacts>,
) -> Result<Request> {
    let place = check(row, &params, &settings.rules)?;
    let resource = resource(row, &params);
    let mut request = Request {
        row,
        method: method(row, &params),
        url: url(row, &params, settings, (&place, &resource)),
        path: ["/", &place.key].concat(),
        query: query(row, &params),
        headers: headers::from_params(&params),
        scope: scope(row, &params, settings, &place)?,
        key: if row.listing { text(&params, "Prefix") } else { place.key.clone() },
        document: None,
        location: location(row, settings, &place),
        raw: raw(row, &params),
        signs_host: names_host(row, &params, &place),
        bucket: place.bucket,
        region: place.region,
        resource,
        params,
    };
    add_blank_headers(&mut request, body);
    add_document(&mut request)?;
    Ok(request)
}

impl Request {
    /// The action a policy has to allow, where there is just one.
    #[must_use]
    pub fn action(&self) -> &str {
        let own = self.row.scope == Scope::Own;
        self.scope.first().filter(|_| own).map_or("", |permission| &permission.action)
    }

    /// The host that is signed for a URL of this request.
    #[must_use]
    pub fn host(&self, url: &str) -> String {
        if self.signs_host { host_of(url) } else { String::new() }
    }

    /// Query and sub-resource, as they are signed.
    #[must_use]
    pub fn signed_query(&self) -> Map {
        let mut query = self.query.clone();
        if !self.resource.is_empty() {
            query.insert(self.resource.clone(), "");
        }
        query
    }
}

fn text(params: &Map, name: &str) -> String {
    params.get(name).map(Value::to_wire_text).unwrap_or_default()
}

fn method(row: &Operation, params: &Map) -> String {
    if !row.method.is_empty() {
        return row.method.to_owned();
    }
    params.text("Method").unwrap_or("GET").to_owned()
}

fn resource(row: &Operation, params: &Map) -> String {
    match params.truthy(row.resource_param) {
        None => row.resource.to_owned(),
        Some(Value::Text(name)) => name.clone(),
        Some(_) => row.resource_param.to_ascii_lowercase(),
    }
}

fn url(row: &Operation, params: &Map, settings: &Settings, about: (&Place, &str)) -> String {
    use super::operation::Target as About;
    let (place, sub_resource) = about;
    if row.target == About::Service {
        return settings.addressing.service_url(&place.region, &settings.rules.app_id);
    }
    let query_string = if row.free_query { params.text("QueryString").unwrap_or_default() } else { "" };
    let key = if row.target == About::Bucket { "" } else { &place.key };
    if let (About::Free, Some(url)) = (row.target, params.text("Url")) {
        return with_resource(url, sub_resource);
    }
    settings.addressing.url(&Target {
        bucket: &place.bucket,
        region: &place.region,
        key,
        sub_resource,
        query_string,
    })
}

fn with_resource(url: &str, resource: &str) -> String {
    let mut url = url.to_owned();
    super::endpoint::append_query(&mut url, resource);
    url
}

fn names_host(row: &Operation, params: &Map, place: &Place) -> bool {
    use super::operation::Target as About;
    let own_url = row.target == About::Service || (row.target == About::Free && params.text("Url").is_some());
    own_url || (!place.bucket.is_empty() && !place.region.is_empty())
}

fn query(row: &Operation, params: &Map) -> Map {
    let mut query = Map::new();
    if row.listing {
        query.insert("prefix", params.get("Prefix").cloned().unwrap_or(Value::Text(String::new())));
    }
    if let (true, Some(Value::Map(given))) = (row.free_query, params.get("Query")) {
        query = given.clone();
    }
    for (param, name) in row.query {
        if let Some(value) = params.get(param) {
            query.insert(*name, value.clone());
        }
    }
    query.retain(|_, value| *value != Value::Null);
    query
}

fn scope(row: &Operation, params: &Map, settings: &Settings, place: &Place) -> Result<Vec<Permission>> {
    let prefix = if row.listing { text(params, "Prefix") } else { place.key.clone() };
    let own = |action: &str, prefix: String| Permission {
        action: if action.is_empty() { String::new() } else { ["name/cos:", action].concat() },
        bucket: place.bucket.clone(),
        region: place.region.clone(),
        prefix,
    };
    Ok(match row.scope {
        Scope::Own => vec![own(row.action, prefix)],
        Scope::Unnamed => vec![own("", prefix)],
        Scope::Copy => {
            let source = copy_source(params, settings)?;
            vec![read_permission(source), own(row.action, prefix)]
        }
        Scope::Objects => {
            let objects = params.get("Objects").cloned().map_or_else(Vec::new, Value::into_list);
            let keys = objects.iter().filter_map(Value::as_map).map(|object| text(object, "Key"));
            keys.map(|key| own(row.action, key)).collect()
        }
    })
}

fn read_permission(source: CopySource) -> Permission {
    let CopySource { bucket, region, key, .. } = source;
    Permission { action: "name/cos:GetObject".into(), bucket, region, prefix: key }
}

fn copy_source(params: &Map, settings: &Settings) -> Result<CopySource> {
    let source = match &settings.parsed_source {
        Some(parsed) => parsed.as_map().and_then(own_source),
        None => params.text("CopySource").and_then(CopySource::parse),
    };
    source.ok_or_else(|| {
        Error::param(
            "CopySource format error",
            "Give it as test-1250000000.cos.ap-guangzhou.myqcloud.com/key, without scheme, the key percent-encoded.",
        )
    })
}

fn own_source(parsed: &Map) -> Option<CopySource> {
    Some(CopySource {
        bucket: text(parsed, "Bucket"),
        region: text(parsed, "Region"),
        key: encode::decode_uri_component(parsed.text("Key")?)?,
        version_id: None,
    })
}

fn location(row: &Operation, settings: &Settings, place: &Place) -> String {
    let mut addressing = settings.addressing.clone();
    match row.location {
        Location::None => return String::new(),
        Location::Regional => addressing.use_accelerate = false,
        Location::Sent => {}
    }
    let target =
        Target { bucket: &place.bucket, region: &place.region, key: &place.key, ..Target::default() };
    location_of(&addressing.url(&target)).to_owned()
}

fn raw(row: &Operation, params: &Map) -> Option<String> {
    let is_raw = match row.answer {
        Answer::Raw => true,
        Answer::AsAsked => params.truthy("RawBody").is_some(),
        _ => false,
    };
    is_raw.then(|| params.text("DataType").unwrap_or("text").to_owned())
}

fn add_blank_headers(request: &mut Request, body: Option<&BodyFacts>) {
    for name in request.row.blank_headers {
        if headers::find(&request.headers, name).is_none() {
            let own = body.filter(|_| *name == "Content-Type").map(|body| body.content_type.clone());
            request.headers.insert(*name, own.unwrap_or_default());
        }
    }
    if let Payload::File(upload) = request.row.body
        && let (true, Some(size)) = (upload.sized, body.and_then(|body| body.size))
    {
        request.headers.retain(|name, _| !name.eq_ignore_ascii_case("content-length"));
        request.headers.insert("Content-Length", Value::Integer(i64::try_from(size).unwrap_or(i64::MAX)));
    }
}

fn add_document(request: &mut Request) -> Result<()> {
    match request.row.body {
        Payload::Document(make) => {
            let document = xml::write(&make(&request.params)?);
            request.headers.insert("Content-Type", "application/xml");
            request.headers.insert("Content-MD5", md5_base64(document.as_bytes()));
            request.document = Some(document);
        }
        Payload::Plain(make) => {
            request.document =
                Some(make(&request.params).map(|document| xml::write(&document)).unwrap_or_default());
        }
        Payload::None | Payload::Untouched | Payload::File(_) => {}
    }
    Ok(())
}

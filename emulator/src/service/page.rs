//! One page of a listing with prefix, delimiter and marker.

use crate::call::Call;
use crate::encode::percent_encode;
use crate::failure::Failure;

const PAGE_LIMIT: usize = 1000;

/// What a listing asks for.
#[derive(Debug, Clone)]
pub(crate) struct PageRequest {
    pub(crate) prefix: String,
    pub(crate) delimiter: String,
    pub(crate) limit: usize,
    pub(crate) encode: bool,
}

impl PageRequest {
    /// Reads the common parameters; `limit_name` is `max-keys` or one of its sisters.
    pub(crate) fn read(call: &Call<'_>, limit_name: &str) -> Result<Self, Failure> {
        let encoding = call.query.get_or_empty("encoding-type");
        if !matches!(encoding, "" | "url") {
            return Err(Failure::invalid_argument("Invalid Encoding Method specified in Request"));
        }
        Ok(Self {
            prefix: call.query.get_or_empty("prefix").to_owned(),
            delimiter: call.query.get_or_empty("delimiter").to_owned(),
            limit: limit(call, limit_name)?,
            encode: encoding == "url",
        })
    }

    /// A key as it stands in the answer.
    pub(crate) fn shown(&self, key: &str) -> String {
        if self.encode { percent_encode(key) } else { key.to_owned() }
    }

    /// The common prefix that stands for this key, when the delimiter occurs behind the prefix.
    fn folded<'a>(&self, key: &'a str) -> Option<&'a str> {
        if self.delimiter.is_empty() {
            return None;
        }
        let rest = key.strip_prefix(self.prefix.as_str())?;
        let end = rest.find(&self.delimiter)? + self.delimiter.len();
        key.get(..self.prefix.len() + end)
    }
}

pub(crate) fn limit(call: &Call<'_>, name: &str) -> Result<usize, Failure> {
    match call.query.get(name) {
        None | Some("") => Ok(PAGE_LIMIT),
        Some(text) => {
            let number: usize =
                text.parse().map_err(|_| Failure::invalid_argument(format!("{name} is not a number.")))?;
            Ok(number.min(PAGE_LIMIT))
        }
    }
}

/// One page: entries, common prefixes, and where the next page begins when there is one.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) entries: Vec<T>,
    pub(crate) common_prefixes: Vec<String>,
    /// Set when more follows: the last entry or common prefix of this page.
    pub(crate) last: Option<Last<T>>,
}

#[derive(Debug, Clone)]
pub(crate) enum Last<T> {
    Entry(T),
    CommonPrefix(String),
}

/// Takes a page from entries in order. `is_after` tells whether an entry or common prefix lies behind the marker.
pub(crate) fn page<T: Clone>(
    request: &PageRequest,
    entries: impl Iterator<Item = T>,
    key_of: impl Fn(&T) -> &str,
    is_after: impl Fn(&str, Option<&T>) -> bool,
) -> Page<T> {
    let mut page = Page { entries: Vec::new(), common_prefixes: Vec::new(), last: None };
    let mut last = None;
    for entry in entries {
        let key = key_of(&entry);
        let folded = key.starts_with(&request.prefix).then(|| request.folded(key));
        let Some(folded) = folded else { continue };
        let seen =
            folded.is_some_and(|prefix| page.common_prefixes.last().is_some_and(|last| last == prefix));
        let behind = folded.map_or_else(|| is_after(key, Some(&entry)), |prefix| is_after(prefix, None));
        if seen || !behind {
            continue;
        }
        if page.entries.len() + page.common_prefixes.len() >= request.limit {
            page.last = last;
            return page;
        }
        if let Some(prefix) = folded {
            last = Some(Last::CommonPrefix(prefix.to_owned()));
            page.common_prefixes.push(prefix.to_owned());
        } else {
            last = Some(Last::Entry(entry.clone()));
            page.entries.push(entry);
        }
    }
    page
}

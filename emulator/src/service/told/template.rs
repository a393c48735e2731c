//! Texts with `${variables}` that stand for facts about an object.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::{Map, Value};

use crate::call::Call;
use crate::encode::percent_encode;
use crate::failure::Failure;
use crate::store::Object;

static VARIABLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"("?)\$\{([^{}]*)\}"#).ok());
/// What only data processing could tell.
const PROCESSED: &[&str] = &["exif", "imageInfo", "videoInfo"];

/// A text with variables.
#[derive(Debug)]
pub(crate) struct Template {
    text: String,
    is_json: bool,
    /// The sender's own variables, by their names with `x:`.
    variables: Map<String, Value>,
}

/// What variables stand for.
#[derive(Debug)]
pub(super) struct Facts(Map<String, Value>);

impl Facts {
    pub(super) fn of(call: &Call<'_>, object: &Object, region: String) -> Self {
        let headers = object.attributes.headers.iter();
        let content_type =
            headers.filter(|(name, _)| name == "content-type").map(|(_, value)| value.clone()).next();
        let facts = [
            ("bucket", call.address.bucket.clone().into()),
            ("object", call.address.key.clone().into()),
            ("region", region.into()),
            ("etag", object.etag.trim_matches('"').into()),
            ("size", object.content.length().into()),
            ("mimeType", content_type.unwrap_or_default().into()),
            ("crc64", object.sums.crc64.to_string().into()),
        ];
        Self(facts.into_iter().map(|(name, value): (&str, Value)| (name.to_owned(), value)).collect())
    }
}

impl Template {
    /// A template of JSON.
    pub(super) fn json(text: String) -> Self {
        Self { text, is_json: true, variables: Map::new() }
    }

    pub(super) fn new(text: &str, is_json: bool, variables: Map<String, Value>) -> Self {
        Self { text: text.to_owned(), is_json, variables }
    }

    /// The text with its variables filled in; what is unknown becomes nothing.
    pub(super) fn fill(&self, facts: &Facts) -> String {
        let Some(pattern) = VARIABLE.as_ref() else { return self.text.clone() };
        let value = |found: &Captures<'_>| {
            let (quote, name) = (group(found, 1), group(found, 2));
            let value = facts.0.get(name).or_else(|| self.variables.get(name));
            format!(
                "{quote}{}",
                self.shown(value.unwrap_or(&Value::String(String::new())), !quote.is_empty())
            )
        };
        pattern.replace_all(&self.text, value).into_owned()
    }

    fn shown(&self, value: &Value, is_quoted: bool) -> String {
        let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match (self.is_json, is_quoted) {
            (false, _) => percent_encode(&plain),
            (true, false) => value.to_string(),
            (true, true) => {
                let text = Value::String(plain).to_string();
                // The quotes are those of the template.
                text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(&text).to_owned()
            }
        }
    }

    /// As [`fill`](Self::fill), for an answer that has to be JSON.
    pub(super) fn json_text(&self, facts: &Facts) -> Result<String, Failure> {
        let refused = |message: &str| Failure::new(203, "InvalidReturnBody", message);
        if PROCESSED.iter().any(|name| self.text.contains(&["${", name].concat())) {
            return Err(refused("The emulator does not process data."));
        }
        let text = self.fill(facts);
        match serde_json::from_str::<Value>(&text) {
            Ok(_) => Ok(text),
            Err(_) => Err(refused("The return body is not JSON.")),
        }
    }
}

fn group<'a>(found: &'a Captures<'_>, index: usize) -> &'a str {
    found.get(index).map_or("", |group| group.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn facts() -> Facts {
        Facts(json!({ "object": "a&\"b\"", "size": 5 }).as_object().unwrap().clone())
    }

    #[test]
    fn variables_are_filled_in_as_their_place_needs_it() {
        let variables = json!({ "x:mine": "ü" }).as_object().unwrap().clone();
        let cases = [
            (true, r#"{"k":${object},"s":${size},"m":${x:mine}}"#, r#"{"k":"a&\"b\"","s":5,"m":"ü"}"#),
            (true, r#"{"k":"${object}","s":"${size}","n":"${none}"}"#, r#"{"k":"a&\"b\"","s":"5","n":""}"#),
            (false, "k=${object}&s=${size}&m=${x:mine}&n=${none}", "k=a%26%22b%22&s=5&m=%C3%BC&n="),
        ];
        for (is_json, text, expected) in cases {
            assert_eq!(Template::new(text, is_json, variables.clone()).fill(&facts()), expected);
        }
    }

    #[test]
    fn an_answer_has_to_be_json() {
        assert_eq!(Template::json("{\"s\":${size}}".to_owned()).json_text(&facts()).unwrap(), "{\"s\":5}");
        for text in ["s=${size}", "{\"w\":${imageInfo.width}}"] {
            let failure = Template::json(text.to_owned()).json_text(&facts()).unwrap_err();
            assert_eq!((failure.status.as_u16(), failure.code.as_str()), (203, "InvalidReturnBody"));
        }
    }
}

//! What an upload's sender wants to be told in the answer: what another server says about the object (a callback), or
//! a text about the object of his own making (a return body).

mod callback;
mod template;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::store::Object;
use crate::wire::Reply;
use crate::xml::Element;

use callback::Callback;
use template::{Facts, Template};

const CALLBACK: &str = "x-cos-callback";
const CALLBACK_VARIABLES: &str = "x-cos-callback-var";
const RETURN_BODY: &str = "x-cos-return-body";

/// A wish that was read from the headers of an upload.
#[derive(Debug)]
pub(crate) enum Wish {
    Nothing,
    Callback(Callback),
    ReturnBody(Template),
}

/// What came of a wish.
#[derive(Debug)]
pub(crate) struct Told {
    kind: Kind,
    result: Result<Vec<u8>, Failure>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Callback,
    ReturnBody,
}

impl Wish {
    /// Reads the wish of an upload before it is carried out. A callback goes before a return body.
    pub(crate) fn read(call: &Call<'_>) -> Result<Self, Failure> {
        if let Some(header) = call.header(CALLBACK) {
            let variables = call.header(CALLBACK_VARIABLES).map(|header| json(&header, CALLBACK_VARIABLES));
            let callback = Callback::read(&json(&header, CALLBACK)?, variables.transpose()?);
            return Ok(callback.map_or(Self::Nothing, Self::Callback));
        }
        match call.header(RETURN_BODY) {
            Some(header) => Ok(Self::ReturnBody(Template::json(decoded(&header, RETURN_BODY)?))),
            None => Ok(Self::Nothing),
        }
    }

    /// Carries the wish out, once the object is stored.
    pub(crate) fn carry_out(&self, call: &Call<'_>, object: &Object) -> Result<Option<Told>, Failure> {
        let region = call.bucket(|bucket| Ok(bucket.settings().region.clone()))?;
        let facts = Facts::of(call, object, region);
        Ok(match self {
            Self::Nothing => None,
            Self::Callback(callback) => Some(Told { kind: Kind::Callback, result: callback.call(&facts) }),
            Self::ReturnBody(template) => {
                let result = template.json_text(&facts).map(String::into_bytes);
                Some(Told { kind: Kind::ReturnBody, result })
            }
        })
    }
}

fn decoded(header: &str, name: &str) -> Result<String, Failure> {
    let bytes = STANDARD.decode(header).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| Failure::invalid_argument(format!("{name} is not base64.")))
}

fn json(header: &str, name: &str) -> Result<Value, Failure> {
    let value = serde_json::from_str(&decoded(header, name)?);
    value.map_err(|_| Failure::invalid_argument(format!("{name} is not JSON in base64.")))
}

impl Told {
    /// The answer to a simple upload: the text in place of nothing, or 203 and why there is none.
    pub(crate) fn answer(self, stored: Reply) -> Outcome {
        match self.result {
            Ok(body) => {
                Ok(stored.header("content-type", "application/json").without_length().with_body(body))
            }
            Err(failure) => Err(failure.headers_of(&stored)),
        }
    }

    /// The element in the answer to an upload in parts.
    pub(crate) fn element(&self) -> Element {
        let (name, body) = match self.kind {
            Kind::Callback => ("CallbackResult", "CallbackBody"),
            Kind::ReturnBody => ("ReturnBodyResult", "ReturnBody"),
        };
        let mut element = Element::new(name);
        match &self.result {
            Ok(bytes) => {
                element.text("Status", "200").text(body, STANDARD.encode(bytes));
            }
            Err(failure) => {
                element.text("Status", failure.status.as_str());
                let mut error = Element::new("Error");
                let target = if self.kind == Kind::Callback { &mut error } else { &mut element };
                target.text("Code", &failure.code).text("Message", &failure.message);
                if self.kind == Kind::Callback {
                    element.child(&error);
                }
            }
        }
        element
    }
}

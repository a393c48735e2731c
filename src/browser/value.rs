//! JavaScript values read as plain data, and written back.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::js;
use crate::error::{Error, Result};
use crate::protocol::value::{Map, Value};

const DEPTH_LIMIT: u32 = 32;
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

#[wasm_bindgen]
extern "C" {
    /// The kind of a value, also of one from another frame: `[object Blob]`.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn kind(value: &JsValue) -> String;

    #[wasm_bindgen(js_name = String, catch)]
    fn string(value: &JsValue) -> std::result::Result<String, JsValue>;

    #[wasm_bindgen(js_name = Number, catch)]
    fn number(value: &JsValue) -> std::result::Result<f64, JsValue>;
}

/// The kind of a value, also of one from another frame: `[object Blob]`.
#[must_use]
pub fn kind_of(value: &JsValue) -> String {
    kind(value)
}

/// Reads plain data. Nothing for what is none: functions, files, buffers, symbols, undefined.
///
/// # Errors
/// When the data is nested too deeply, as data is that contains itself.
pub fn read(value: &JsValue) -> Result<Option<Value>> {
    read_level(value, 0)
}

/// Reads an object as [`read`] does; an empty map for anything else.
///
/// # Errors
/// As [`read`].
pub fn read_map(value: &JsValue) -> Result<Map> {
    match read(value)? {
        Some(Value::Map(map)) => Ok(map),
        _ => Ok(Map::new()),
    }
}

fn read_level(value: &JsValue, depth: u32) -> Result<Option<Value>> {
    if depth > DEPTH_LIMIT {
        return Err(Error::param(
            "a param contains itself or is nested too deeply",
            "Pass plain, finite data.",
        ));
    }
    if let Some(text) = value.as_string() {
        return Ok(Some(Value::Text(text)));
    }
    if let Some(number) = value.as_f64() {
        return Ok(Some(read_number(number, value)));
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Some(Value::Bool(flag)));
    }
    Ok(Some(match kind(value).as_str() {
        "[object Null]" => Value::Null,
        "[object Object]" => Value::Map(read_properties(value, depth)?),
        "[object Array]" => Value::List(read_items(value, depth)?),
        "[object BigInt]" | "[object Date]" | "[object String]" => Value::Text(spelling(value)),
        _ => return Ok(None),
    }))
}

fn read_number(number: f64, value: &JsValue) -> Value {
    if number.fract() == 0.0 && number.abs() <= LARGEST_EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
        return Value::Integer(number as i64);
    }
    Value::Decimal(spelling(value))
}

fn read_properties(object: &JsValue, depth: u32) -> Result<Map> {
    let mut map = Map::new();
    for key in Object::keys(object.unchecked_ref::<Object>()) {
        // A getter that throws has no value.
        let property = Reflect::get(object, &key).unwrap_or_default();
        if let Some(value) = read_level(&property, depth + 1)? {
            map.push(key.as_string().unwrap_or_default(), value);
        }
    }
    Ok(map)
}

fn read_items(array: &JsValue, depth: u32) -> Result<Vec<Value>> {
    let mut items = Vec::new();
    for item in array.unchecked_ref::<Array>().iter() {
        items.push(read_level(&item, depth + 1)?.unwrap_or(Value::Null));
    }
    Ok(items)
}

/// What JavaScript's `String(value)` gives; nothing where that throws.
#[must_use]
pub fn spelling(value: &JsValue) -> String {
    string(value).unwrap_or_default()
}

/// What JavaScript's `Number(value)` gives; not a number where that throws.
#[must_use]
pub fn to_number(value: &JsValue) -> f64 {
    number(value).unwrap_or(f64::NAN)
}

/// Writes plain data.
#[must_use]
pub fn write(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(flag) => JsValue::from_bool(*flag),
        #[expect(clippy::cast_precision_loss, reason = "an integer is exact in JavaScript by its definition")]
        Value::Integer(number) => JsValue::from_f64(*number as f64),
        Value::Decimal(text) => JsValue::from_f64(to_number(&text.as_str().into())),
        Value::Text(text) => JsValue::from_str(text),
        Value::List(items) => items.iter().map(write).collect::<Array>().into(),
        Value::Map(map) => write_map(map),
    }
}

/// Writes a map as an object.
#[must_use]
pub fn write_map(map: &Map) -> JsValue {
    let object = Object::new();
    for (name, value) in map.iter() {
        js::set(&object, name, &write(value));
    }
    object.into()
}

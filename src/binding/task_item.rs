//! A task as lists show it.

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::progress::to_js;
use crate::browser::js;
use crate::transfer::progress::number;
use crate::transfer::queue::Task;

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "Bucket")]
    bucket: &'a str,
    #[serde(rename = "Region")]
    region: &'a str,
    #[serde(rename = "Key")]
    key: &'a str,
    #[serde(rename = "FilePath")]
    file_path: &'a str,
    state: &'a str,
    loaded: f64,
    size: f64,
    speed: f64,
    percent: f64,
    #[serde(rename = "hashPercent")]
    hash_percent: f64,
}

/// A fresh object: changing it changes nothing here.
pub fn to_item(task: &Task, error: &JsValue, custom: &JsValue) -> JsValue {
    let item = to_js(&Item {
        id: &task.upload.id,
        bucket: &task.upload.bucket,
        region: &task.upload.region,
        key: &task.upload.key,
        file_path: &task.upload.file_path,
        state: task.state.as_str(),
        loaded: number(task.loaded),
        size: number(task.upload.size),
        speed: task.speed,
        percent: task.percent,
        hash_percent: task.hash_percent,
    });
    js::set(&item, "error", error);
    if !custom.is_undefined() {
        js::set(&item, "_custom", custom);
    }
    item
}

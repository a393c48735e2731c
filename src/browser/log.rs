//! The option `EnableLog`: steps told to listeners, to the caller's logger and to the console.

use js_sys::{Date, JSON};
use wasm_bindgen::JsValue;

use super::{Browser, js};
use crate::platform::Level;

const VERSION: &str = concat!("cos-wasm-sdk-", env!("CARGO_PKG_VERSION"));

/// Reports one step; the text is made only when somebody listens.
pub fn log(browser: &Browser, level: Level, text: &dyn Fn() -> String) {
    if browser.option("EnableLog").is_falsy() || level < threshold(browser) {
        return;
    }
    let logger = browser.option("ClsLogger");
    let listens = browser.listens("log-message");
    let prints = !browser.option("EnableLogcat").is_falsy();
    if logger.is_falsy() && !listens && !prints {
        return;
    }
    let message = message(browser, level, &text());
    if listens {
        browser.emit("log-message", &message);
    }
    if !logger.is_falsy()
        && let Err(thrown) = js::call(&logger, "log", &[&message, &JsValue::FALSE])
    {
        js::rethrow_later(&thrown);
    }
    if prints {
        let _ = js::call(&js::global("console"), console_method(level), &[&line(&message)]);
    }
}

fn threshold(browser: &Browser) -> Level {
    match browser.option("LogLevel").as_string().as_deref() {
        Some("DEBUG") => Level::Debug,
        Some("INFO") => Level::Info,
        Some("WARN") => Level::Warn,
        Some("ERROR") => Level::Error,
        _ => Level::Verbose,
    }
}

fn message(browser: &Browser, level: Level, text: &str) -> JsValue {
    let category = match level {
        Level::Error | Level::Warn => "[ERROR]",
        Level::Info => "[RESULT]",
        Level::Debug | Level::Verbose => "[PROCESS]",
    };
    let timestamp = String::from(Date::new_0().to_iso_string());
    let texts = [
        ("version", VERSION),
        ("timestamp", &timestamp),
        ("cate", category),
        ("tag", "[NETWORK]"),
        ("msg", text),
    ];
    let message = js::object(&texts);
    js::set(&message, "extras", &browser.option("LogExtras"));
    message
}

fn line(message: &JsValue) -> JsValue {
    let extras = JSON::stringify(&js::get(message, "extras")).map(String::from).unwrap_or_default();
    let mut line = ["[", VERSION, "]"].concat();
    for name in ["timestamp", "cate", "tag", "msg"] {
        line = [line, js::text(message, name)].join(" ");
    }
    [line, extras].join(" ").into()
}

fn console_method(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warn",
        Level::Info => "info",
        Level::Debug | Level::Verbose => "debug",
    }
}

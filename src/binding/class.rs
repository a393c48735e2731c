//! The engine behind one `COS` instance.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// The engine behind one `COS` instance.
#[wasm_bindgen]
pub struct Core {
    #[expect(dead_code)]
    cos: JsValue,
}

#[wasm_bindgen]
impl Core {
    /// Makes the engine and sets `cos.options`.
    ///
    /// # Errors
    /// When the options cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(cos: JsValue, options: JsValue) -> Result<Core, JsValue> {
        Reflect::set(&cos, &"options".into(), &Object::assign(&Object::new(), &options.into()))?;
        Ok(Core { cos })
    }

    /// Calls an operation by its number in the catalog.
    pub fn call(&self, operation: usize, params: JsValue, callback: JsValue) -> JsValue {
        let _ = (operation, params, callback);
        JsValue::UNDEFINED
    }
}

/// `COS.getAuthorization(options)`.
///
/// # Errors
/// When `SecretId` or `SecretKey` is missing.
#[wasm_bindgen(js_name = getAuthorization)]
pub fn get_authorization(options: JsValue) -> Result<String, JsValue> {
    let _ = options;
    Err(js_sys::Error::new("missing param SecretId").into())
}

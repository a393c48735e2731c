//! Archived objects: restore before reading. And what the emulator leaves out.

use http::StatusCode;

use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::service::documents::parse;
use crate::store::Object;
use crate::wire::Reply;

fn is_archived(object: &Object) -> bool {
    object.attributes.storage_class.ends_with("ARCHIVE")
}

/// Refuses to hand out the bytes of an archived object that was not restored.
pub(crate) fn check_readable(object: &Object) -> Result<(), Failure> {
    if is_archived(object) && !object.restored {
        let message = "The operation is not valid for the object's storage class.";
        return Err(Failure::new(403, "InvalidObjectState", message));
    }
    Ok(())
}

pub(crate) fn restore_header(object: &Object) -> Option<&'static str> {
    (is_archived(object) && object.restored).then_some("ongoing-request=\"false\"")
}

/// POST ?restore. The emulator restores at once: 202 for the first time, 200 afterwards.
pub(crate) fn restore(call: &mut Call<'_>) -> Outcome {
    let document = call.document()?;
    parse(&document, "RestoreRequest")?;
    call.bucket(|bucket| {
        let object = bucket.object_mut(&call.address.key, call.version_id())?;
        if !is_archived(object) {
            let message = "Restore is not allowed, because the object's storage class is not an archive.";
            return Err(Failure::new(403, "InvalidObjectState", message));
        }
        let status = if object.restored { StatusCode::OK } else { StatusCode::ACCEPTED };
        object.restored = true;
        Ok(Reply::new(status))
    })
}

pub(crate) fn select(_: &mut Call<'_>) -> Outcome {
    Err(Failure::not_implemented("The emulator does not select from objects."))
}

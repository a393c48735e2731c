//! Moves of files: what they are told of the call, and what the caller is told of them.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::class::Instance;
use super::door::read_map;
use super::progress::{Progress, tell_hashed};
use super::tasks::Work;
use crate::client::Reply;
use crate::error::Result;
use crate::host::Host;
use crate::platform::Watch;
use crate::protocol::operation::Role;
use crate::protocol::params::check;
use crate::transfer::begin::File;
use crate::transfer::session::{Hooks, Session};

impl Work {
    /// What a move of this work's file works with.
    pub fn session(&self, instance: &Instance, progress: &Rc<Progress>) -> Result<Session<Host>> {
        let options = self.caller.current_options(&instance.options, false)?;
        let params = read_map(&self.params);
        let place = check(self.row, &params, &options)?;
        let begins = progress.clone();
        let is_upload = self.body.is_some();
        Ok(Session {
            client: instance.client.clone(),
            options,
            params,
            lessons: instance.experience.of(&place.bucket),
            place,
            hooks: Hooks {
                on_begin: Box::new(move |loaded| {
                    if is_upload {
                        begins.begin(loaded);
                    }
                }),
                on_progress: progress.watch(),
                on_hash: self.on_hash(),
            },
            traces: self.traces.clone(),
        })
    }

    /// Tells the caller how much of a file is hashed, where he listens.
    pub fn on_hash(&self) -> Option<Watch> {
        self.caller.hears("onHashProgress").then(|| {
            let caller = self.caller.clone();
            let watch: Watch = Rc::new(move |loaded, total| tell_hashed(&caller, loaded, total));
            watch
        })
    }

    async fn put(&self, instance: &Instance, progress: &Rc<Progress>) -> Result<Reply<JsValue>> {
        let mut call = self.prepare(instance)?;
        call.on_upload = Some(progress.watch());
        // While a file is hashed, nothing of it is on its way.
        if !call.hashes() {
            progress.report();
        }
        instance.client.call(&mut call).await
    }
}

/// Makes the move to its end and tells how far it came.
pub async fn carry_out(instance: &Instance, work: &Work, progress: &Rc<Progress>) -> Result<Reply<JsValue>> {
    let result = if work.row.role == Role::Put {
        work.put(instance, progress).await
    } else {
        match work.session(instance, progress) {
            Ok(session) => {
                let file = work.body.as_ref().zip(work.facts.as_ref());
                let file =
                    file.map(|(blob, facts)| File { blob, size: facts.size.unwrap_or_default(), facts });
                session.make(work.row.role, file.as_ref()).await
            }
            Err(error) => Err(error),
        }
    };
    if result.is_ok() {
        progress.finish();
    } else {
        progress.report();
        // What is left of its target is of no use.
        work.traces.found.take();
    }
    result
}

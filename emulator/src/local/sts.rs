//! `/sts`: temporary keys, as a page's own server would fetch them for it.

use std::io::Read;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use crate::Emulator;
use crate::auth::Policy;
use crate::clock::{iso_time, unix_seconds};
use crate::encode::Query;
use crate::failure::{Failure, Outcome};
use crate::local::{json, not_found};
use crate::store::sub_account;
use crate::wire::Body;

const DEFAULT_SECONDS: u64 = 1800;
const LONGEST_SECONDS: u64 = 7200;

/// What may be asked for, in the query or as a JSON body; lists are separated by commas in the query.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wish {
    bucket: Option<String>,
    region: Option<String>,
    prefix: Vec<String>,
    actions: Vec<String>,
    duration: Option<u64>,
    /// The sub-account that holds the keys.
    uin: Option<String>,
}

pub(crate) fn answer(emulator: &Emulator, method: &str, query: &Query, mut body: Body) -> Outcome {
    let wish = match method {
        "GET" => from_query(query)?,
        "POST" => {
            let mut text = String::new();
            body.read_to_string(&mut text)?;
            serde_json::from_str(&text).map_err(|error| Failure::invalid_argument(error.to_string()))?
        }
        _ => return Err(not_found("/sts")),
    };
    let seconds = wish.duration.unwrap_or(DEFAULT_SECONDS);
    if seconds > LONGEST_SECONDS {
        return Err(Failure::invalid_argument(format!("duration is at most {LONGEST_SECONDS} seconds.")));
    }
    let policy = Policy {
        actions: wish.actions,
        bucket: wish.bucket,
        region: wish.region,
        prefixes: wish.prefix,
        account: wish.uin.as_deref().map(sub_account),
    };
    let keys = emulator.tokens.issue(policy, emulator.now(), Duration::from_secs(seconds));
    let (start, end) = (unix_seconds(keys.started), unix_seconds(keys.expires));
    json(&json!({
        "TmpSecretId": keys.secret_id,
        "TmpSecretKey": keys.secret_key,
        "SecurityToken": keys.token,
        "StartTime": start,
        "ExpiredTime": end,
        "credentials": {
            "tmpSecretId": keys.secret_id,
            "tmpSecretKey": keys.secret_key,
            "sessionToken": keys.token,
        },
        "startTime": start,
        "expiredTime": end,
        "expiration": iso_time(keys.expires),
        "requestId": format!("{:032x}", fastrand::u128(..)),
    }))
}

fn from_query(query: &Query) -> Result<Wish, Failure> {
    let one = |name: &str| query.get(name).filter(|text| !text.is_empty()).map(str::to_owned);
    let list = |name: &str| {
        let values = query.iter().filter(|(candidate, _)| *candidate == name).map(|(_, value)| value);
        values
            .flat_map(|value| value.split(','))
            .filter(|piece| !piece.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let duration = one("duration").map(|text| text.parse()).transpose();
    Ok(Wish {
        bucket: one("bucket"),
        region: one("region"),
        uin: one("uin"),
        prefix: list("prefix"),
        actions: list("actions"),
        duration: duration.map_err(|_| Failure::invalid_argument("duration is not a number of seconds."))?,
    })
}

//! Tasks as lists show them, as JSON.

use super::queue::Queue;
use super::task::Task;
use crate::protocol::json;
use crate::protocol::params::Place;
use crate::text::push_integer;
use crate::value::{Map, Value};

/// The tasks that have changed, each as its number and what changes in it; those that were removed have the number alone.
#[must_use]
pub fn changes(queue: &mut Queue) -> String {
    let mut changes = Vec::new();
    queue.tell(&mut |ticket, task| {
        let mut change = vec![whole(ticket.0.into())];
        change.extend(task.map(fields));
        changes.push(Value::from(change));
    });
    json::write(&Value::from(changes))
}

/// What a call is about where its params say otherwise, as JSON.
#[must_use]
pub fn correction(params: &Map, place: &Place) -> Option<String> {
    let mut fields = Map::new();
    for &(name, meant) in &[("Bucket", &place.bucket), ("Key", &place.key)] {
        if params.own_text(name) != meant {
            fields.set_text(name, meant);
        }
    }
    (!fields.is_empty()).then(|| json::write_map(fields))
}

fn fields(task: &Task) -> Value {
    let mut fields = Map::of("state", task.state.as_str().into());
    fields.set("loaded", whole(task.loaded));
    fields.set("size", whole(task.upload.size));
    fields.set("speed", decimal(task.speed, 2));
    fields.set("percent", decimal(task.percent, 2));
    Value::Map(fields)
}

fn whole(count: u64) -> Value {
    Value::from(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A number cut to some decimals; the standard library's own writer of decimals weighs seven kilobytes.
#[expect(clippy::cast_possible_truncation, reason = "a speed or a share, saturating")]
fn decimal(number: f64, places: u32) -> Value {
    let scale = 10_i64.pow(places);
    let scaled = (number * f64::from(10_i32.pow(places)) + 0.5) as i64;
    let mut text = String::new();
    push_integer(&mut text, scaled / scale);
    text.push('.');
    let mut place = scale;
    while place > 1 {
        place /= 10;
        push_integer(&mut text, scaled / place % 10);
    }
    Value::Decimal(text.into())
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use crate::value::Value;

    #[test]
    fn decimals_are_written_as_javascript_reads_them() {
        for (number, places, text) in [
            (0.0, 2, "0.00"),
            (0.07, 2, "0.07"),
            (1.0, 2, "1.00"),
            (375.5, 2, "375.50"),
            (0.1234, 4, "0.1234"),
        ] {
            assert_eq!(decimal(number, places), Value::Decimal(text.into()), "{number}");
        }
    }
}

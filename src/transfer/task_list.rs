//! Tasks as lists show them, as JSON.

use super::queue::Queue;
use super::task::{State, Task, Upload};
use crate::protocol::json;
use crate::protocol::params::Place;
use crate::text::push_integer;
use crate::value::{Map, Value};

/// The tasks that have changed, with what changes in them; of those that were removed the id alone.
#[must_use]
pub fn changes(queue: &mut Queue) -> String {
    let mut changes = Vec::new();
    queue.tell(&mut |id, task| {
        let mut fields = Map::of("id", id.into());
        if let Some(task) = task {
            add_change(&mut fields, task);
        }
        changes.push(Value::Map(fields));
    });
    json::write(&Value::List(changes))
}

/// A task that is added.
#[must_use]
pub fn item(upload: &Upload, place: &Place, file_path: &str) -> String {
    let mut fields = Map::of("id", upload.id.as_str().into());
    fields.set_text("Bucket", &place.bucket);
    fields.set_text("Region", &place.region);
    fields.set_text("Key", &place.key);
    fields.set_text("FilePath", file_path);
    fields.set_text("state", State::Waiting.as_str());
    for name in ["loaded", "size", "speed", "percent", "hashPercent"] {
        fields.set(name, Value::Integer(0));
    }
    fields.set("size", whole(upload.size));
    json::write(&Value::Map(fields))
}

fn add_change(fields: &mut Map, task: &Task) {
    fields.set_text("state", task.state.as_str());
    fields.set("loaded", whole(task.loaded));
    fields.set("size", whole(task.upload.size));
    fields.set("speed", decimal(task.speed, 2));
    fields.set("percent", decimal(task.percent, 2));
    fields.set("hashPercent", decimal(task.hash_percent, 4));
}

fn whole(count: u64) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
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
    Value::Decimal(text)
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

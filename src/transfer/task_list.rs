//! Tasks as lists show them, as JSON.

use super::queue::Task;
use crate::protocol::json;
use crate::text::push_integer;
use crate::value::{Map, Value};

/// A list of tasks.
#[must_use]
pub fn text<'a>(tasks: impl Iterator<Item = &'a Task>) -> String {
    let mut list = String::from("[");
    for task in tasks {
        if list.len() > 1 {
            list.push(',');
        }
        list.push_str(&item(task));
    }
    list.push(']');
    list
}

/// One task.
#[must_use]
pub fn item(task: &Task) -> String {
    let mut fields = Map::new();
    fields.set_text("id", &task.upload.id);
    fields.set_text("Bucket", &task.upload.bucket);
    fields.set_text("Region", &task.upload.region);
    fields.set_text("Key", &task.upload.key);
    fields.set_text("FilePath", &task.upload.file_path);
    fields.set_text("state", task.state.as_str());
    fields.set("loaded", whole(task.loaded));
    fields.set("size", whole(task.upload.size));
    fields.set("speed", decimal(task.speed, 2));
    fields.set("percent", decimal(task.percent, 2));
    fields.set("hashPercent", decimal(task.hash_percent, 4));
    json::write(&Value::Map(fields))
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

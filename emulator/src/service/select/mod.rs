//! POST ?select: records of CSV and JSON objects, chosen by SQL, answered as a stream of events.

mod expression;
mod frames;
mod function;
mod input;
mod output;
mod query;
mod request;
mod term;
mod total;

use std::io::Read;
use std::thread;

use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};

use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::service::archive;
use crate::service::attributes::check_customer_key;
use crate::wire::Reply;

use frames::Counts;
use input::{Record, Records};
use query::{Columns, Query};
use request::{Input, SelectRequest};
use term::Step;
use total::Totals;

/// How much of the answer goes into one message.
const MESSAGE: usize = 64 * 1024;

/// The stack for an expression, which may nest deeply.
const STACK: usize = 64 * 1024 * 1024;

pub(crate) fn select(call: &mut Call<'_>) -> Outcome {
    if call.query.get("select-type") != Some("2") {
        return Err(Failure::invalid_argument("select-type must be 2."));
    }
    let request = SelectRequest::read(&call.document()?)?;
    let object = call.object()?;
    check_customer_key(&object.attributes, &call.headers)?;
    archive::check_readable(&object, call.now)?;
    let mut stored = Vec::new();
    object.content.reader().read_to_end(&mut stored)?;
    let events = thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK);
        let worker = worker.spawn_scoped(scope, || events(&request, &stored))?;
        worker.join().unwrap_or_else(|_| Err(Failure::new(500, "InternalError", "The selection broke down.")))
    })?;
    Ok(Reply::ok().header("content-type", "application/octet-stream").with_body(events))
}

fn events(request: &SelectRequest, stored: &[u8]) -> Result<Vec<u8>, Failure> {
    let query = Query::parse(&request.expression)?;
    let text = text_of(request, stored)?;
    let counts = Counts { scanned: stored.len(), processed: text.len(), returned: 0 };
    Selection { request, query: &query, counts, body: Vec::new(), pending: String::new() }.run(&text)
}

fn text_of(request: &SelectRequest, stored: &[u8]) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if request.is_gzip {
        MultiGzDecoder::new(stored).read_to_end(&mut bytes).map_err(|_| {
            Failure::new(400, "GzipDecompressError", "GZIP is not applicable to the queried object.")
        })?;
    } else {
        stored.clone_into(&mut bytes);
    }
    let message = "UTF-8 encoding is required. Please check the file and try again.";
    String::from_utf8(bytes).map_err(|_| Failure::new(400, "InvalidTextEncoding", message))
}

/// A selection on its way to its answer.
struct Selection<'a> {
    request: &'a SelectRequest,
    query: &'a Query,
    counts: Counts,
    body: Vec<u8>,
    /// Records that are not yet in a message.
    pending: String,
}

impl Selection<'_> {
    /// The stream of events. What fails before the first record is a plain error, what fails later an event.
    fn run(mut self, text: &str) -> Result<Vec<u8>, Failure> {
        let outcome = self.select(text);
        if let Err(failure) = &outcome
            && self.pending.is_empty()
            && self.body.is_empty()
        {
            return Err(failure.clone());
        }
        self.send();
        if self.request.wants_progress {
            self.body.extend(frames::progress(self.counts));
        }
        match outcome {
            Ok(()) => {
                self.body.extend(frames::stats(self.counts));
                self.body.extend(frames::end());
            }
            Err(failure) => self.body.extend(frames::error(&failure)),
        }
        Ok(self.body)
    }

    fn select(&mut self, text: &str) -> Result<(), Failure> {
        let records: Records<'_> = match &self.request.input {
            Input::Json => input::json(text),
            Input::Csv(format) => input::csv(text, format),
        };
        let path = self.query.path.as_slice();
        let mut totals = Totals::of(&self.query.columns);
        let mut left = self.query.limit.unwrap_or(usize::MAX);
        for record in records.flat_map(|record| spread(path, record)) {
            if left == 0 {
                break;
            }
            let record = record?;
            if self.wants(&record)? {
                left -= 1;
                self.take(record, &mut totals)?;
            }
        }
        if let Columns::Total(columns) = &self.query.columns {
            self.write(&totals.row(columns));
        }
        Ok(())
    }

    fn wants(&self, record: &Record) -> Result<bool, Failure> {
        match &self.query.condition {
            Some(condition) => Ok(condition.truth(record)? == Some(true)),
            None => Ok(true),
        }
    }

    fn take(&mut self, record: Record, totals: &mut Totals) -> Result<(), Failure> {
        let columns = match &self.query.columns {
            Columns::All => {
                self.write(&record.into_object());
                return Ok(());
            }
            Columns::Total(columns) => return totals.add(columns, &record),
            Columns::Each(columns) => columns,
        };
        let is_csv = matches!(self.request.output, request::Output::Csv(_));
        let mut row = Map::new();
        for column in columns {
            let value = column.content.value(&record)?;
            // A column of CSV has its place also where the record has nothing.
            if let Some(value) = value.or(is_csv.then_some(Value::Null)) {
                row.insert(unused(&row, &column.name), value);
            }
        }
        self.write(&row);
        Ok(())
    }

    fn write(&mut self, row: &Map<String, Value>) {
        self.request.output.write(row, &mut self.pending);
        if self.pending.len() >= MESSAGE {
            self.send();
        }
    }

    fn send(&mut self) {
        let records = std::mem::take(&mut self.pending);
        if !records.is_empty() {
            self.counts.returned += records.len();
            self.body.extend(frames::records(records.as_bytes()));
        }
    }
}

/// The records that the path of the source finds in one value.
fn spread(path: &[Step], record: Result<Record, Failure>) -> Vec<Result<Record, Failure>> {
    let value = match record {
        Ok(Record::Json(value)) if !path.is_empty() => value,
        other => return vec![other],
    };
    let mut found = vec![value];
    for step in path {
        found = found.into_iter().flat_map(|value| follow(step, value)).collect();
    }
    found.into_iter().map(|value| Ok(Record::Json(value))).collect()
}

fn follow(step: &Step, value: Value) -> Vec<Value> {
    match (step, value) {
        (Step::All, Value::Array(values)) => values,
        (Step::All, other) => vec![other],
        (step, value) => step.of(&value).cloned().into_iter().collect(),
    }
}

/// The name itself, or with a number behind it when another column has it already.
fn unused(row: &Map<String, Value>, name: &str) -> String {
    let numbered = (1..).map(|number| if number == 1 { name.to_owned() } else { format!("{name}_{number}") });
    numbered.into_iter().find(|name| !row.contains_key(name)).unwrap_or_default()
}

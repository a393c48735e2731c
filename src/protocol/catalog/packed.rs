//! The rows as the module carries them: their texts are one text with a line for each, because the addresses and
//! lengths of texts do not compress.

#![expect(clippy::indexing_slicing, reason = "the compiler evaluates it, and refuses what would panic")]

use super::super::operation::{
    About, Answer, Location, Operation, Payload, ROW, Refused, Role, Scope, Shape, Target,
};
use super::FAMILIES;
use crate::text;

/// All rows.
pub fn unpack() -> Vec<Operation> {
    let mut lines = Lines(LINES);
    let mut rows = Vec::with_capacity(COUNT);
    for bare in &BARE {
        rows.push(bare.with(&mut lines));
    }
    rows
}

struct Lines(&'static str);

impl Lines {
    // Where it is called is a third of what it is.
    #[inline(never)]
    fn next(&mut self) -> &'static str {
        let (line, others) = text::next(self.0, "\n");
        self.0 = others;
        line
    }
}

/// What of a row is no text.
struct Bare {
    about: About,
    target: Target,
    free_query: bool,
    listing: bool,
    body: Payload,
    content_md5: bool,
    meta_md5: bool,
    scope: Scope,
    answer: Answer,
    etag: bool,
    location: Location,
    shape: Option<Shape>,
    refused: Option<Refused>,
    repeatable: bool,
    role: Role,
}

impl Bare {
    const fn of(row: &Operation) -> Self {
        Bare {
            about: row.about,
            target: row.target,
            free_query: row.free_query,
            listing: row.listing,
            body: match row.body {
                Payload::Param(_) => Payload::Param(""),
                Payload::List { .. } => Payload::List { path: "", from: "" },
                other => other,
            },
            content_md5: row.content_md5,
            meta_md5: row.meta_md5,
            scope: row.scope,
            answer: match row.answer {
                Answer::Document { .. } => Answer::Document { root: "" },
                Answer::Inside { .. } => Answer::Inside { root: "", lists: "" },
                other => other,
            },
            etag: row.etag,
            location: row.location,
            shape: row.shape,
            refused: row.refused,
            repeatable: row.repeatable,
            role: row.role,
        }
    }

    /// The row, with its texts in the order of [`texts`].
    fn with(&self, lines: &mut Lines) -> Operation {
        Operation {
            about: self.about,
            method: lines.next(),
            resource: lines.next(),
            resource_param: lines.next(),
            action: lines.next(),
            target: self.target,
            required: lines.next(),
            query: lines.next(),
            free_query: self.free_query,
            listing: self.listing,
            blank_headers: lines.next(),
            body: match self.body {
                Payload::Param(_) => Payload::Param(lines.next()),
                Payload::List { .. } => Payload::List { path: lines.next(), from: lines.next() },
                other => other,
            },
            names: lines.next(),
            content_md5: self.content_md5,
            meta_md5: self.meta_md5,
            scope: self.scope,
            answer: match self.answer {
                Answer::Document { .. } => Answer::Document { root: lines.next() },
                Answer::Inside { .. } => Answer::Inside { root: lines.next(), lists: lines.next() },
                other => other,
            },
            fields: lines.next(),
            etag: self.etag,
            location: self.location,
            instead: lines.next(),
            shape: self.shape,
            refused: self.refused,
            repeatable: self.repeatable,
            role: self.role,
        }
    }
}

/// The texts of a row, as far as it has them.
const fn texts(row: &Operation) -> [Option<&'static str>; 14] {
    let body = match row.body {
        Payload::Param(name) => [Some(name), None],
        Payload::List { path, from } => [Some(path), Some(from)],
        _ => [None, None],
    };
    let answer = match row.answer {
        Answer::Document { root } => [Some(root), None],
        Answer::Inside { root, lists } => [Some(root), Some(lists)],
        _ => [None, None],
    };
    [
        Some(row.method),
        Some(row.resource),
        Some(row.resource_param),
        Some(row.action),
        Some(row.required),
        Some(row.query),
        Some(row.blank_headers),
        body[0],
        body[1],
        Some(row.names),
        answer[0],
        answer[1],
        Some(row.fields),
        Some(row.instead),
    ]
}

const COUNT: usize = {
    let (mut count, mut family) = (0, 0);
    while family < FAMILIES.len() {
        count += FAMILIES[family].len();
        family += 1;
    }
    count
};

/// The row with this number, counted through all families.
const fn row(number: usize) -> Operation {
    let (mut number, mut family) = (number, 0);
    while number >= FAMILIES[family].len() {
        number -= FAMILIES[family].len();
        family += 1;
    }
    FAMILIES[family][number]
}

static BARE: [Bare; COUNT] = {
    let mut bare = [const { Bare::of(&ROW) }; COUNT];
    let mut number = 0;
    while number < COUNT {
        bare[number] = Bare::of(&row(number));
        number += 1;
    }
    bare
};

/// Writes the lines of all rows as far as there is room, and says how long they are.
const fn write_lines(to: &mut [u8]) -> usize {
    let (mut length, mut number) = (0, 0);
    while number < COUNT {
        let texts = texts(&row(number));
        let mut text = 0;
        while text < texts.len() {
            if let Some(line) = texts[text] {
                length = write_line(to, length, line.as_bytes());
            }
            text += 1;
        }
        number += 1;
    }
    length
}

const fn write_line(to: &mut [u8], start: usize, line: &[u8]) -> usize {
    let mut at = 0;
    while at <= line.len() && start + at < to.len() {
        to[start + at] = if at < line.len() { line[at] } else { b'\n' };
        at += 1;
    }
    start + line.len() + 1
}

const LENGTH: usize = write_lines(&mut []);

const BYTES: [u8; LENGTH] = {
    let mut bytes = [0; LENGTH];
    write_lines(&mut bytes);
    bytes
};

static LINES: &str = match str::from_utf8(&BYTES) {
    Ok(lines) => lines,
    Err(_) => "",
};

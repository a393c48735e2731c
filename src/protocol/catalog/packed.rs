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
        // Calls one after the other would weigh more.
        rows.push(bare.with(std::array::from_fn(|_| lines.next())));
    }
    rows
}

struct Lines(&'static str);

impl Lines {
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

    /// The row with its texts, which [`texts`] gives in this order.
    fn with(
        &self,
        [
            method,
            resource,
            resource_param,
            action,
            required,
            query,
            blank_headers,
            path,
            from,
            names,
            root,
            lists,
            fields,
            instead,
        ]: Texts,
    ) -> Operation {
        Operation {
            about: self.about,
            method,
            resource,
            resource_param,
            action,
            target: self.target,
            required,
            query,
            free_query: self.free_query,
            listing: self.listing,
            blank_headers,
            body: match self.body {
                Payload::Param(_) => Payload::Param(path),
                Payload::List { .. } => Payload::List { path, from },
                other => other,
            },
            names,
            content_md5: self.content_md5,
            meta_md5: self.meta_md5,
            scope: self.scope,
            answer: match self.answer {
                Answer::Document { .. } => Answer::Document { root },
                Answer::Inside { .. } => Answer::Inside { root, lists },
                other => other,
            },
            fields,
            etag: self.etag,
            location: self.location,
            instead,
            shape: self.shape,
            refused: self.refused,
            repeatable: self.repeatable,
            role: self.role,
        }
    }
}

type Texts = [&'static str; 14];

/// The texts of a row.
const fn texts(row: &Operation) -> Texts {
    let (path, from) = match row.body {
        Payload::Param(name) => (name, ""),
        Payload::List { path, from } => (path, from),
        _ => ("", ""),
    };
    let (root, lists) = match row.answer {
        Answer::Document { root } => (root, ""),
        Answer::Inside { root, lists } => (root, lists),
        _ => ("", ""),
    };
    [
        row.method,
        row.resource,
        row.resource_param,
        row.action,
        row.required,
        row.query,
        row.blank_headers,
        path,
        from,
        row.names,
        root,
        lists,
        row.fields,
        row.instead,
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
            length = write_line(to, length, texts[text].as_bytes());
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

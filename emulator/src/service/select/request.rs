//! What a selection asks for: `SelectRequest`.

use roxmltree::Node;

use crate::failure::Failure;
use crate::service::documents::parse;
use crate::xml::{child, child_text};

#[derive(Debug)]
pub(super) struct SelectRequest {
    pub(super) expression: String,
    pub(super) is_gzip: bool,
    pub(super) input: Input,
    pub(super) output: Output,
    pub(super) wants_progress: bool,
}

#[derive(Debug)]
pub(super) enum Input {
    Csv(CsvInput),
    Json,
}

#[derive(Debug)]
pub(super) struct CsvInput {
    pub(super) header: Header,
    pub(super) record_end: String,
    pub(super) separator: char,
    pub(super) quote: char,
    pub(super) escape: char,
    pub(super) comment: char,
    /// Whether a record's end may stand between quotes.
    pub(super) quotes_ends: bool,
}

/// What the first line of CSV is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// A record as any other.
    None,
    /// The names of the columns.
    Use,
    Ignore,
}

#[derive(Debug)]
pub(super) enum Output {
    Csv(CsvOutput),
    Json { record_end: String },
}

#[derive(Debug)]
pub(super) struct CsvOutput {
    pub(super) quotes_always: bool,
    pub(super) record_end: String,
    pub(super) separator: char,
    pub(super) quote: char,
    pub(super) escape: char,
}

fn refused(code: &str, message: impl Into<String>) -> Failure {
    Failure::new(400, code, message)
}

fn text(node: Node<'_, '_>, name: &str) -> Option<String> {
    child_text(node, name).filter(|text| !text.is_empty())
}

/// A switch, which is off when it is not there.
fn switch(node: Node<'_, '_>, name: &str) -> Option<bool> {
    match text(node, name).unwrap_or_default().trim().to_ascii_uppercase().as_str() {
        "" | "FALSE" => Some(false),
        "TRUE" => Some(true),
        _ => None,
    }
}

impl SelectRequest {
    pub(super) fn read(document: &str) -> Result<Self, Failure> {
        let document = parse(document, "SelectRequest")?;
        let root = document.root_element();
        let expression = text(root, "Expression")
            .ok_or_else(|| refused("MissingExpectedExpression", "The SQL expression is missing."))?;
        if text(root, "ExpressionType").is_none_or(|kind| kind.trim() != "SQL") {
            let message =
                "The SelectRequest entity is missing a required parameter: ExpressionType must be SQL.";
            return Err(refused("MissingRequiredParameter", message));
        }
        let input = child(root, "InputSerialization")
            .ok_or_else(|| refused("MissingInputSerialization", "The input serialization is missing."))?;
        let output = child(root, "OutputSerialization")
            .ok_or_else(|| refused("MissingOutputSerialization", "The output serialization is missing."))?;
        let progress = child(root, "RequestProgress").and_then(|node| switch(node, "Enabled"));
        Ok(Self {
            expression,
            is_gzip: is_gzip(input)?,
            input: Input::read(input)?,
            output: Output::read(output)?,
            wants_progress: progress.unwrap_or(false),
        })
    }
}

fn is_gzip(input: Node<'_, '_>) -> Result<bool, Failure> {
    match text(input, "CompressionType").unwrap_or_default().trim().to_ascii_uppercase().as_str() {
        "" | "NONE" => Ok(false),
        "GZIP" => Ok(true),
        "BZIP2" => Err(Failure::not_implemented("The emulator does not read BZIP2.")),
        _ => {
            let message =
                "The file is not in a supported compression format. Only GZIP and BZIP2 are supported.";
            Err(refused("InvalidCompressionFormat", message))
        }
    }
}

impl Input {
    fn read(node: Node<'_, '_>) -> Result<Self, Failure> {
        if let Some(json) = child(node, "JSON") {
            let kind = text(json, "Type").unwrap_or_default();
            if !["DOCUMENT", "LINES"].contains(&kind.trim()) {
                let message = "The JsonType is invalid. Only DOCUMENT and LINES are supported.";
                return Err(refused("InvalidJsonType", message));
            }
            return Ok(Self::Json);
        }
        if child(node, "Parquet").or_else(|| child(node, "PARQUET")).is_some() {
            return Err(Failure::not_implemented("The emulator does not read Parquet."));
        }
        let csv = child(node, "CSV")
            .ok_or_else(|| refused("MissingInputFormat", "The input format is missing."))?;
        CsvInput::read(csv).map(Self::Csv)
    }
}

impl CsvInput {
    fn read(csv: Node<'_, '_>) -> Result<Self, Failure> {
        let header =
            match text(csv, "FileHeaderInfo").unwrap_or_default().trim().to_ascii_uppercase().as_str() {
                "" | "NONE" => Header::None,
                "USE" => Header::Use,
                "IGNORE" => Header::Ignore,
                _ => {
                    let message =
                        "The input FileHeaderInfo is invalid. Only NONE, USE, and IGNORE are supported.";
                    return Err(refused("InvalidFileHeaderInfo", message));
                }
            };
        let mark = |name: &str, default: char| mark(csv, name, default, "input");
        let quotes_ends = switch(csv, "AllowQuotedRecordDelimiter").ok_or_else(|| {
            let message =
                "The input AllowQuoteRecordDelimiter of csv is invalid. Only TRUE and FALSE are supported.";
            refused("InvalidRequestParameter", message)
        })?;
        Ok(Self {
            header,
            record_end: record_end(csv, "input", "CSV")?,
            separator: mark("FieldDelimiter", ',')?,
            quote: mark("QuoteCharacter", '"')?,
            escape: mark("QuoteEscapeCharacter", '"')?,
            comment: mark("Comments", '#')?,
            quotes_ends,
        })
    }
}

impl Output {
    fn read(node: Node<'_, '_>) -> Result<Self, Failure> {
        if let Some(json) = child(node, "JSON") {
            return Ok(Self::Json { record_end: record_end(json, "output", "JSON")? });
        }
        let csv = child(node, "CSV")
            .ok_or_else(|| refused("MissingOutputFormat", "The output format is missing."))?;
        let quotes_always =
            match text(csv, "QuoteFields").unwrap_or_default().trim().to_ascii_uppercase().as_str() {
                "" | "ASNEEDED" => false,
                "ALWAYS" => true,
                _ => {
                    let message = "The QuoteFields is invalid. Only ALWAYS and ASNEEDED are supported.";
                    return Err(refused("InvalidQuoteFields", message));
                }
            };
        let mark = |name: &str, default: char| mark(csv, name, default, "output");
        Ok(Self::Csv(CsvOutput {
            quotes_always,
            record_end: record_end(csv, "output", "CSV")?,
            separator: mark("FieldDelimiter", ',')?,
            quote: mark("QuoteCharacter", '"')?,
            escape: mark("QuoteEscapeCharacter", '"')?,
        }))
    }
}

/// A mark is one character.
fn mark(node: Node<'_, '_>, name: &str, default: char, side: &str) -> Result<char, Failure> {
    let Some(given) = text(node, name) else { return Ok(default) };
    let given = unescaped(&given);
    let mut characters = given.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(refused("InvalidRequestParameter", format!("The {side} {name} of CSV is invalid."))),
    }
}

/// One or two bytes that end a record.
fn record_end(node: Node<'_, '_>, side: &str, format: &str) -> Result<String, Failure> {
    let Some(given) = text(node, "RecordDelimiter") else { return Ok("\n".to_owned()) };
    let given = unescaped(&given);
    if given.len() <= 2 {
        return Ok(given);
    }
    Err(refused("InvalidRequestParameter", format!("The {side} RecordDelimiter of {format} is invalid.")))
}

/// Delimiters may be written with a backslash: `\n`, `\t`, `\001`.
fn unescaped(text: &str) -> String {
    let Some(name) = text.strip_prefix('\\').filter(|name| !name.is_empty()) else { return text.to_owned() };
    let octal = u8::from_str_radix(name, 8).ok().filter(|_| name.len() == 3);
    if let Some(code) = octal {
        return char::from(code).to_string();
    }
    text.replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\\"", "\"")
        .replace("\\'", "'")
}

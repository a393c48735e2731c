use std::io::Write;

use crate::events::{Event, events};
use crate::support::{Got, Server, outcome};

const CSV: &str = "name,age,city\nAda,36,London\n\"Grace, H.\",85,\"New \"\"York\"\"\"\n李雷,7,\n";
const LINES: &str = "{\"name\":\"Ada\",\"age\":36,\"tags\":[\"a\",\"b\"],\"at\":{\"city\":\"London\"}}\n\
                     {\"name\":\"Grace\",\"age\":85,\"at\":{\"city\":null}}\n{\"name\":\"Lei\",\"age\":7.5}\n";
const CSV_OUT: &str = "<CSV/>";
const JSON_OUT: &str = "<JSON><RecordDelimiter>\\n</RecordDelimiter></JSON>";

/// A selection of an object, in CSV or JSON.
struct Selection<'a> {
    server: &'a Server,
    key: &'a str,
    input: String,
    output: String,
    more: &'a str,
}

impl Selection<'_> {
    fn ask(&self, expression: &str) -> Got {
        let expression = expression.replace('&', "&amp;").replace('<', "&lt;");
        let document = format!(
            "<SelectRequest><Expression>{expression}</Expression><ExpressionType>SQL</ExpressionType>\
             <InputSerialization>{}</InputSerialization><OutputSerialization>{}</OutputSerialization>{}</SelectRequest>",
            self.input, self.output, self.more
        );
        self.server.ask("POST", &format!("/{}?select&select-type=2", self.key)).document(&document).send()
    }

    fn records(&self, expression: &str) -> String {
        let events = events(&self.ask(expression));
        let records = events.iter().filter(|event| event.header(":event-type") == "Records");
        String::from_utf8(records.flat_map(|event| event.payload.clone()).collect()).unwrap()
    }

    fn code(&self, expression: &str) -> String {
        let got = self.ask(expression);
        assert_eq!(got.status, 400, "{expression}");
        got.tag("Code")
    }
}

fn csv<'a>(server: &'a Server, header: &str) -> Selection<'a> {
    server.put("people.csv", CSV);
    let input = format!("<CSV><FileHeaderInfo>{header}</FileHeaderInfo></CSV>");
    Selection { server, key: "people.csv", input, output: CSV_OUT.to_owned(), more: "" }
}

fn json(server: &Server) -> Selection<'_> {
    server.put("people.json", LINES);
    let input = "<JSON><Type>LINES</Type></JSON>".to_owned();
    Selection { server, key: "people.json", input, output: JSON_OUT.to_owned(), more: "" }
}

#[test]
fn a_selection_is_answered_with_records_then_stats_then_the_end() {
    let server = Server::new();
    let selection = csv(&server, "USE");
    let found = events(&selection.ask("SELECT * FROM COSObject"));
    let kinds: Vec<&str> = found.iter().map(|event| event.header(":event-type")).collect();
    assert_eq!(kinds, ["Records", "Stats", "End"]);
    assert!(found.iter().all(|event| event.header(":message-type") == "event"));
    let records = found[0].text();
    assert_eq!(records, "Ada,36,London\n\"Grace, H.\",85,\"New \"\"York\"\"\"\n李雷,7,\n");
    assert_eq!(found[0].header(":content-type"), "application/octet-stream");
    let (scanned, returned) = (CSV.len(), records.len());
    assert!(found[1].text().ends_with(&format!(
        "<Stats><BytesScanned>{scanned}</BytesScanned><BytesProcessed>{scanned}</BytesProcessed>\
         <BytesReturned>{returned}</BytesReturned></Stats>"
    )));
    assert!(found[2].payload.is_empty());
}

#[test]
fn progress_is_told_when_it_is_asked_for() {
    let server = Server::new();
    let more = "<RequestProgress><Enabled>TRUE</Enabled></RequestProgress>";
    let selection = Selection { more, ..csv(&server, "USE") };
    let found = events(&selection.ask("SELECT * FROM COSObject LIMIT 1"));
    let kinds: Vec<&str> = found.iter().map(|event| event.header(":event-type")).collect();
    assert_eq!(kinds, ["Records", "Progress", "Stats", "End"]);
    assert!(found[1].text().contains("<Progress><BytesScanned>"));
}

#[test]
fn columns_of_csv_are_chosen_by_number_and_by_name() {
    let server = Server::new();
    let cases = [
        ("NONE", "SELECT _1 FROM COSObject LIMIT 2", "name\nAda\n"),
        ("IGNORE", "SELECT s._2, s._1 FROM COSObject s LIMIT 1", "36,Ada\n"),
        ("USE", "SELECT s.NAME, s.\"age\" FROM COSObject AS s LIMIT 1", "Ada,36\n"),
        ("USE", "select name from cosobject where age > 30", "Ada\n\"Grace, H.\"\n"),
        ("USE", "select name from cosobject where age >= 36 and city <> 'London'", "\"Grace, H.\"\n"),
        ("USE", "select s._1 from cosobject s where s.name like '%, _.'", "\"Grace, H.\"\n"),
        ("USE", "select name from cosobject where age in (7, 36) or city = 'x'", "Ada\n李雷\n"),
        ("USE", "select name from cosobject where not age between 10 and 90", "李雷\n"),
        ("USE", "select nothing, age from cosobject limit 1", ",36\n"),
        ("USE", "select name from cosobject where age > 90", ""),
        ("USE", "select upper(name) || '!', char_length(name) from cosobject limit 1", "ADA!,3\n"),
        ("USE", "select substring(name, 2, 2), cast(age as int) + 1 from cosobject limit 1", "da,37\n"),
    ];
    for (header, expression, expected) in cases {
        assert_eq!(csv(&server, header).records(expression), expected, "{expression}");
    }
}

#[test]
fn members_of_json_are_chosen_by_path() {
    let server = Server::new();
    let cases = [
        ("SELECT s.name FROM COSObject s LIMIT 1", "{\"name\":\"Ada\"}\n"),
        ("SELECT * FROM COSObject s WHERE s.at.city = 'London'", &LINES[..=LINES.find('\n').unwrap()]),
        ("SELECT s.name AS n FROM COSObject s WHERE s.age < 50", "{\"n\":\"Ada\"}\n{\"n\":\"Lei\"}\n"),
        ("SELECT s.tags[1] FROM COSObject s LIMIT 1", "{\"_1\":\"b\"}\n"),
        ("SELECT s.at.city FROM COSObject s", "{\"city\":\"London\"}\n{\"city\":null}\n{}\n"),
        (
            "SELECT s.name FROM COSObject s WHERE s.at.city IS NULL",
            "{\"name\":\"Grace\"}\n{\"name\":\"Lei\"}\n",
        ),
        ("SELECT s.name FROM COSObject s WHERE s.tags IS NOT NULL", "{\"name\":\"Ada\"}\n"),
        ("SELECT s.city FROM COSObject.at s", "{\"city\":\"London\"}\n{\"city\":null}\n"),
        ("SELECT * FROM COSObject.tags[*]", "{\"_1\":\"a\"}\n{\"_1\":\"b\"}\n"),
        ("SELECT age * 2, -age FROM COSObject WHERE name = 'Lei'", "{\"_1\":15.0,\"_2\":-7.5}\n"),
        (
            "SELECT coalesce(at.city, 'none') AS city FROM COSObject",
            "{\"city\":\"London\"}\n{\"city\":\"none\"}\n{\"city\":\"none\"}\n",
        ),
    ];
    for (expression, expected) in cases {
        assert_eq!(json(&server).records(expression), expected, "{expression}");
    }
}

#[test]
fn totals_are_one_record() {
    let server = Server::new();
    let expression = "SELECT count(*), sum(age), avg(age), min(name), max(age) AS oldest FROM COSObject";
    assert_eq!(
        json(&server).records(expression),
        "{\"_1\":3,\"_2\":128.5,\"_3\":42.833333333333336,\"_4\":\"Ada\",\"oldest\":85}\n"
    );
    assert_eq!(csv(&server, "USE").records("SELECT count(city) FROM COSObject WHERE age > 100"), "0\n");
}

#[test]
fn a_whole_document_comes_back_as_it_was() {
    let server = Server::new();
    let content = "{\"b\":123,\"a\":\"中文\",\"c\":{\"d\":456}}";
    server.put("1.json", content);
    let input = "<JSON><Type>DOCUMENT</Type></JSON>".to_owned();
    let output = "<JSON><RecordDelimiter>\n</RecordDelimiter></JSON>".to_owned();
    let selection = Selection { server: &server, key: "1.json", input, output, more: "" };
    assert_eq!(selection.records("Select * from COSObject"), format!("{content}\n"));
}

#[test]
fn delimiters_and_quotes_are_those_of_the_request() {
    let server = Server::new();
    server.put("a", "'x|y'|2;// note;3|'it''s';");
    let input = "<CSV><FieldDelimiter>|</FieldDelimiter><RecordDelimiter>;</RecordDelimiter><QuoteCharacter>'</QuoteCharacter>\
                 <QuoteEscapeCharacter>'</QuoteEscapeCharacter><Comments>/</Comments></CSV>";
    let output = "<CSV><FieldDelimiter>\\t</FieldDelimiter><RecordDelimiter>\\r\\n</RecordDelimiter>\
                  <QuoteFields>ALWAYS</QuoteFields></CSV>";
    let (input, output) = (input.to_owned(), output.to_owned());
    let selection = Selection { server: &server, key: "a", input, output, more: "" };
    assert_eq!(selection.records("SELECT * FROM COSObject"), "\"x|y\"\t\"2\"\r\n\"3\"\t\"it's\"\r\n");
}

#[test]
fn a_compressed_object_is_read_through() {
    let server = Server::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(CSV.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    server.ask("PUT", "/a.gz").body(packed.clone()).send();
    let input = "<CompressionType>GZIP</CompressionType><CSV><FileHeaderInfo>USE</FileHeaderInfo></CSV>";
    let of = |key| Selection {
        server: &server,
        key,
        input: input.to_owned(),
        output: CSV_OUT.to_owned(),
        more: "",
    };
    let found = events(&of("a.gz").ask("SELECT name FROM COSObject LIMIT 1"));
    assert_eq!(found[0].text(), "Ada\n");
    let counts = format!(
        "<BytesScanned>{}</BytesScanned><BytesProcessed>{}</BytesProcessed>",
        packed.len(),
        CSV.len()
    );
    assert!(found[1].text().contains(&counts));
    server.put("plain", CSV);
    assert_eq!(of("plain").code("SELECT name FROM COSObject"), "GzipDecompressError");
}

#[test]
fn what_fails_at_once_is_an_error_and_what_fails_later_an_event() {
    let server = Server::new();
    let selection = Selection { key: "broken", ..json(&server) };
    server.put("broken", "{\"a\":1");
    assert_eq!(selection.code("SELECT * FROM COSObject"), "JSONParsingError");
    server.put("broken", "{\"a\":1}\n{\"a\":");
    let found = events(&selection.ask("SELECT * FROM COSObject"));
    assert_eq!(found.len(), 2, "no end follows an error");
    assert_eq!((found[0].text(), found[1].header(":message-type")), ("{\"a\":1}\n", "error"));
    assert_eq!(found[1].header(":error-code"), "JSONParsingError");
    assert!(!found[1].header(":error-message").is_empty());
}

#[test]
fn long_answers_come_in_several_messages() {
    let server = Server::new();
    server.put("people.csv", "");
    let selection = csv(&server, "NONE");
    let line = format!("{}\n", "x".repeat(999));
    server.ask("PUT", "/people.csv").body(line.repeat(200)).send();
    let found = events(&selection.ask("SELECT * FROM COSObject"));
    let records: Vec<&Event> =
        found.iter().filter(|event| event.header(":event-type") == "Records").collect();
    assert!(records.len() > 2);
    assert_eq!(records.iter().map(|event| event.payload.len()).sum::<usize>(), 200_000);
}

#[test]
fn expressions_that_cannot_be_are_refused() {
    let server = Server::new();
    let selection = csv(&server, "USE");
    for expression in [
        "SELEC * FROM COSObject",
        "SELECT * FROM Somewhere",
        "SELECT 1",
        "SELECT *, name FROM COSObject",
        "SELECT name FROM COSObject ORDER BY name",
        "SELECT name FROM COSObject GROUP BY name",
        "SELECT name FROM COSObject UNION SELECT name FROM COSObject",
        "SELECT a.name FROM COSObject a, COSObject b",
        "SELECT a.name FROM COSObject a JOIN COSObject b ON a.x = b.x",
        "SELECT name, count(*) FROM COSObject",
        "SELECT _0 FROM COSObject",
        "SELECT reverse(name) FROM COSObject",
        "SELECT (SELECT 1) FROM COSObject",
        "SELECT name FROM COSObject LIMIT many",
        "DELETE FROM COSObject",
        "SELECT name FROM COSObject; SELECT name FROM COSObject",
    ] {
        assert_eq!(selection.code(expression), "SQLParsingError", "{expression}");
    }
    assert_eq!(selection.code("SELECT cast(name as int) FROM COSObject"), "CastFailed");
    assert_eq!(selection.code("SELECT sum(name) FROM COSObject"), "CastFailed");
}

const WHOLE: &str = "<SelectRequest><Expression>SELECT * FROM COSObject</Expression>\
    <ExpressionType>SQL</ExpressionType><InputSerialization><CSV><FileHeaderInfo>USE</FileHeaderInfo></CSV>\
    </InputSerialization><OutputSerialization><CSV><QuoteFields>ALWAYS</QuoteFields></CSV></OutputSerialization>\
    </SelectRequest>";
const INPUT: &str = "<CSV><FileHeaderInfo>USE</FileHeaderInfo></CSV>";

/// What to put in place of what, and the code.
const SPOILT: &[(&str, &str, &str)] = &[
    ("<Expression>SELECT * FROM COSObject</Expression>", "", "MissingExpectedExpression"),
    ("<ExpressionType>SQL</ExpressionType>", "", "MissingRequiredParameter"),
    (INPUT, "", "MissingInputFormat"),
    ("InputSerialization>", "Input>", "MissingInputSerialization"),
    ("OutputSerialization>", "Output>", "MissingOutputSerialization"),
    ("<CSV><QuoteFields>ALWAYS</QuoteFields></CSV>", "", "MissingOutputFormat"),
    ("ALWAYS", "SOMETIMES", "InvalidQuoteFields"),
    ("USE", "PERHAPS", "InvalidFileHeaderInfo"),
    (INPUT, "<CSV><FieldDelimiter>ab</FieldDelimiter></CSV>", "InvalidRequestParameter"),
    (INPUT, "<CSV><RecordDelimiter>abc</RecordDelimiter></CSV>", "InvalidRequestParameter"),
    (INPUT, "<JSON><Type>TREE</Type></JSON>", "InvalidJsonType"),
    ("<CSV><F", "<CompressionType>ZIP</CompressionType><CSV><F", "InvalidCompressionFormat"),
    ("SelectRequest>", "Select>", "MalformedXML"),
];

#[test]
fn requests_without_what_they_need_are_refused() {
    let server = Server::new();
    server.put("a", "x");
    for (from, to, code) in SPOILT {
        let document = WHOLE.replace(from, to);
        assert_ne!(document, WHOLE);
        let got = server.ask("POST", "/a?select&select-type=2").document(&document).send();
        assert_eq!(got.outcome(), outcome(400, code), "{document}");
    }
    let no_type = server.ask("POST", "/a?select").document(WHOLE).send();
    assert_eq!(no_type.outcome(), outcome(400, "InvalidArgument"));
}

#[test]
fn an_object_that_cannot_be_read_cannot_be_selected_from() {
    let server = Server::new();
    server.put("a", "x");
    server.ask("PUT", "/cold").header("x-cos-storage-class", "ARCHIVE").body("x").send();
    let ask = |key: &str| server.ask("POST", &format!("/{key}?select&select-type=2")).document(WHOLE);
    assert_eq!(ask("none").send().outcome(), outcome(404, "NoSuchKey"));
    assert_eq!(ask("cold").send().outcome(), outcome(403, "InvalidObjectState"));
    assert_eq!(ask("a").unsigned().send().outcome(), outcome(403, "AccessDenied"));
}

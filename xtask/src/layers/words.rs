//! Rust sources as words: enough to see the paths in them.

use std::iter::Peekable;
use std::str::Chars;

/// Names and signs in order, without comments and literals.
pub fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(first) = rest.next() {
        match first {
            '/' if rest.peek() == Some(&'/') => skip_line(&mut rest),
            '/' if rest.peek() == Some(&'*') => skip_block(&mut rest),
            '"' => skip_text(&mut rest),
            '\'' => skip_quote(&mut rest),
            'r' if matches!(rest.peek(), Some('"' | '#')) => skip_raw(&mut rest),
            _ if is_name(first) => words.push(name(first, &mut rest)),
            _ if !first.is_whitespace() => words.push(first.to_string()),
            _ => {}
        }
    }
    words
}

/// The modules at the crate's root that paths in the words begin with. `depth` is how many
/// modules the file is inside of.
pub fn used_from_root(words: &[String], depth: usize) -> Vec<String> {
    let mut used = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let behind = match word.as_str() {
            "crate" => place + 1,
            "super" if climbs(words, place) >= depth => place + 3 * climbs(words, place) - 2,
            _ => continue,
        };
        let tail = words.get(behind..).unwrap_or_default();
        if let [colon, second, rest @ ..] = tail
            && colon == ":"
            && second == ":"
        {
            used.extend(first_names(rest));
        }
    }
    used
}

/// How many `super` stand in a row from `place` on.
fn climbs(words: &[String], place: usize) -> usize {
    words
        .get(place..)
        .unwrap_or_default()
        .chunks(3)
        .take_while(|chunk| chunk.first().is_some_and(|word| word == "super"))
        .count()
}

/// The name at the start, or the names that the items of a list start with.
fn first_names(words: &[String]) -> Vec<String> {
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    if first != "{" {
        return vec![first.clone()];
    }
    let mut names = Vec::new();
    let mut depth = 1_usize;
    let mut starts = true;
    for word in rest {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," => starts = depth == 1,
            _ if starts => {
                names.push(word.clone());
                starts = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn name(first: char, rest: &mut Peekable<Chars>) -> String {
    let mut name = String::from(first);
    while let Some(letter) = rest.next_if(|letter| is_name(*letter)) {
        name.push(letter);
    }
    name
}

fn skip_line(rest: &mut Peekable<Chars>) {
    rest.by_ref().find(|letter| *letter == '\n');
}

fn skip_block(rest: &mut Peekable<Chars>) {
    let mut depth = 0_usize;
    let mut last = '/';
    for letter in rest.by_ref() {
        match (last, letter) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                last = letter;
                continue;
            }
        }
        last = ' ';
        if depth == 0 {
            return;
        }
    }
}

fn skip_text(rest: &mut Peekable<Chars>) {
    while let Some(letter) = rest.next() {
        match letter {
            '\\' => {
                rest.next();
            }
            '"' => return,
            _ => {}
        }
    }
}

/// A character, or the name of a lifetime.
fn skip_quote(rest: &mut Peekable<Chars>) {
    match rest.next() {
        Some('\\') => {
            rest.next();
            rest.by_ref().find(|letter| *letter == '\'');
        }
        Some(_) if rest.next_if_eq(&'\'').is_some() => {}
        Some(_) => while rest.next_if(|letter| is_name(*letter)).is_some() {},
        None => {}
    }
}

fn skip_raw(rest: &mut Peekable<Chars>) {
    let mut hashes = 0_usize;
    while rest.next_if_eq(&'#').is_some() {
        hashes += 1;
    }
    if rest.next_if_eq(&'"').is_none() {
        return;
    }
    while let Some(letter) = rest.next() {
        let mut closing = 0;
        while letter == '"' && closing < hashes && rest.next_if_eq(&'#').is_some() {
            closing += 1;
        }
        if letter == '"' && closing == hashes {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{split, used_from_root};

    #[test]
    fn literals_and_comments_are_no_words() {
        let text = r##"a // b
            /* c /* d */ e */ "f \" g" r#"h " i"# 'j' '\'' 'kind l"##;
        assert_eq!(split(text), ["a", "l"]);
    }

    #[test]
    fn paths_from_the_root_are_seen() {
        let cases = [
            ("use crate::a::b;", 1, vec!["a"]),
            ("use crate::{a::{b, c}, d, e::f};", 1, vec!["a", "d", "e"]),
            ("use super::super::a::b;", 2, vec!["a"]),
            ("use super::a::b;", 2, vec![]),
        ];
        for (text, depth, expected) in cases {
            assert_eq!(used_from_root(&split(text), depth), expected, "{text}");
        }
    }
}

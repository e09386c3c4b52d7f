//! Records of JSON lines.

use super::broken::Why;
use super::columns;
use super::records::of_values;
use model::customers::{CustomerText, Field};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use std::fmt;

/// The record of a line that is a JSON object, whose names are those of records, each written exactly so.
pub fn of_object(line: &str) -> Result<CustomerText, Why> {
    let text = line.trim();
    match text.as_bytes().first() {
        Some(b'{') => {}
        Some(b'[') => return Err(Why::Array),
        _ => return Err(Why::NotAnObject),
    }
    let before = line.len() - line.trim_start().len();
    // The parser counts bytes; people count letters.
    let column =
        |error: &serde_json::Error| line.char_indices().take_while(|(at, _)| *at < before + error.column()).count();
    let mut why = None;
    let mut json = serde_json::Deserializer::from_str(text);
    match (Object { why: &mut why }).deserialize(&mut json) {
        Ok(values) => match json.end() {
            Ok(()) => Ok(of_values(values)),
            Err(error) => Err(Why::AfterObject { column: column(&error) }),
        },
        Err(error) if error.is_eof() => Err(Why::BrokenOff),
        Err(error) => {
            let not_json = || Why::NotJson { column: column(&error), says: words(&error) };
            // A name or value that is none stands in an object that may break off further on.
            Err(why.filter(|_| error.is_data()).unwrap_or_else(not_json))
        }
    }
}

/// What a parser says, without the place.
fn words(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.as_str(), |(words, _)| words).to_owned()
}

/// An object, and why it is no record.
struct Object<'a> {
    why: &'a mut Option<Why>,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Vec<(Field, String)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Vec<(Field, String)>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an object of names and texts")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut values: Vec<(Field, String)> = Vec::with_capacity(Field::OF_TEXT.len());
        while let Some(name) = map.next_key::<String>()? {
            let Some(field) = columns::of_name(&name) else {
                let meant = columns::of_head(&name).or_else(|| columns::of_loose_head(&name)).map(columns::name);
                *self.why = Some(Why::UnknownName { name, meant });
                return Err(M::Error::custom("unknown name"));
            };
            if values.iter().any(|(other, _)| *other == field) {
                *self.why = Some(Why::RepeatedName(name));
                return Err(M::Error::custom("repeated name"));
            }
            // What has no value is left out.
            let value = map.next_value::<Option<String>>();
            if value.is_err() {
                *self.why = Some(Why::NotText(name));
            }
            values.push((field, value?.unwrap_or_default()));
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_that_is_no_record_says_why() {
        let unknown = |name: &str, meant| Why::UnknownName { name: name.to_owned(), meant };
        for (text, why) in [
            (r#"{"contry":"TR"}"#, unknown("contry", None)),
            (r#"{"taxID":"1"}"#, unknown("taxID", Some("taxId"))),
            (r#"{"country":"TR","postcode":"1"}"#, unknown("postcode", Some("postalCode"))),
            (r#"{"city":"a","city":"b"}"#, Why::RepeatedName("city".into())),
            (r#"{"city":1}"#, Why::NotText("city".into())),
            (r#"{"city":["a"]}"#, Why::NotText("city".into())),
            (r#"{"mobile":"1"}"#, unknown("mobile", Some("phone"))),
            (r#"{"city":"a"#, Why::BrokenOff),
            ("{", Why::BrokenOff),
            (r#"{"city":"a"}{}"#, Why::AfterObject { column: 13 }),
            (r#" {"city":"Şı"},"#, Why::AfterObject { column: 15 }),
            ("[]", Why::Array),
            ("[{\"city\":\"a\"}]", Why::Array),
            ("[", Why::Array),
            ("1", Why::NotAnObject),
            ("\"city\": \"a\",", Why::NotAnObject),
            ("country,city", Why::NotAnObject),
            ("", Why::NotAnObject),
        ] {
            assert_eq!(of_object(text), Err(why), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_json_is_said_with_its_column() {
        for (text, at, words) in [
            (r#"{"city":"\ud800"}"#, 10..17, "hex escape"),
            ("{\"city\":\"a\tb\"}", 10..12, "control character"),
            (r#"{"city":"a",}"#, 13..14, "trailing comma"),
            (r#"  {"city":"Şı",}"#, 16..17, "trailing comma"),
            (r#"{"city" "a"}"#, 9..10, "expected `:`"),
            (r#"{city:"a"}"#, 2..3, "key must be a string"),
            (r#"{"city":'a'}"#, 9..10, "expected value"),
            (r#"{"city":"\x"}"#, 10..13, "invalid escape"),
        ] {
            let refused = of_object(text);
            assert!(
                matches!(&refused, Err(Why::NotJson { column, says }) if at.contains(column) && says.contains(words)),
                "{text}: {refused:?}"
            );
        }
    }
}

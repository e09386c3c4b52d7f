//! Records of JSON lines.

use super::broken::Why;
use super::columns;
use super::records::of_values;
use app::customers::{CustomerText, Field};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use std::fmt;

/// The record of a JSON object whose names are those of records, each written exactly so.
pub fn of_object(text: &str) -> Result<CustomerText, Why> {
    if text.trim_start().starts_with('[') {
        return Err(Why::Array);
    }
    let mut why = None;
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Object { why: &mut why }.deserialize(&mut json);
    match read.and_then(|values| json.end().map(|()| values)) {
        Ok(values) => Ok(of_values(values)),
        // A name or value that is none stands in an object that may break off further on.
        Err(error) if error.is_data() => Err(why.unwrap_or(Why::NotJson)),
        Err(_) => Err(Why::NotJson),
    }
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
        let mut values: Vec<(Field, String)> = Vec::with_capacity(Field::ALL.len());
        while let Some(name) = map.next_key::<String>()? {
            let Some(field) = columns::of_name(&name) else {
                let meant = columns::of_head(&name).map(columns::name);
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
            (r#"{"city":"a"#, Why::NotJson),
            (r#"{"city":"a"}{}"#, Why::NotJson),
            ("[]", Why::Array),
            ("[{\"city\":\"a\"}]", Why::Array),
            ("[", Why::Array),
            ("1", Why::NotJson),
            ("", Why::NotJson),
        ] {
            assert_eq!(of_object(text), Err(why), "{text}");
        }
    }
}

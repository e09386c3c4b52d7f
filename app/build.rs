//! Turns `locales/*.json` into Rust, so that a missing sentence does not compile.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::format_collect,
    reason = "a build script has nobody to answer but the person who builds"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// One sentence in one language: plain, or by number.
enum Sentence {
    Plain(String),
    Counted { one: String, other: String },
}

fn main() {
    println!("cargo::rerun-if-changed=locales");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("texts.rs"), texts()).expect("OUT_DIR is writable");
}

/// The functions of `Texts`, one a key, each with both languages.
fn texts() -> String {
    let english = sentences("locales/en.json");
    let turkish = sentences("locales/tr.json");
    let keys = |of: &BTreeMap<String, Sentence>| of.keys().cloned().collect::<Vec<_>>();
    let (in_english, in_turkish) = (keys(&english), keys(&turkish));
    for key in &in_english {
        assert!(turkish.contains_key(key), "locales/tr.json lacks {key}");
    }
    for key in &in_turkish {
        assert!(english.contains_key(key), "locales/en.json lacks {key}");
    }
    let mut code = String::from("impl Texts {\n");
    for (key, en) in &english {
        write_function(&mut code, key, en, &turkish[key]);
    }
    code.push_str("}\n");
    code
}

fn sentences(file: &str) -> BTreeMap<String, Sentence> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let json: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    json.into_iter()
        .map(|(key, value)| {
            let sentence = match value {
                serde_json::Value::String(text) => Sentence::Plain(text),
                serde_json::Value::Object(forms) => {
                    let form = |name: &str| {
                        let text = forms.get(name).and_then(|form| form.as_str());
                        text.unwrap_or_else(|| panic!("{file}: {key} lacks the form {name}")).to_owned()
                    };
                    Sentence::Counted { one: form("one"), other: form("other") }
                }
                _ => panic!("{file}: {key} is neither a sentence nor one and other"),
            };
            (key, sentence)
        })
        .collect()
}

/// The names in braces, in order of first appearance.
fn placeholders(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn write_function(code: &mut String, key: &str, en: &Sentence, tr: &Sentence) {
    let name = key.replace('.', "_");
    match (en, tr) {
        (Sentence::Plain(en), Sentence::Plain(tr)) => {
            // As English names them, in order: a call reads like the sentence.
            let given = placeholders(en);
            let in_order = |text: &str| {
                let mut names = placeholders(text);
                names.sort();
                names
            };
            assert_eq!(in_order(en), in_order(tr), "the languages disagree on what stands in {key}");
            if given.is_empty() {
                writeln!(code, "/// `{key}`\n#[must_use] pub fn {name}(self) -> &'static str {{ self.choose({en:?}, {tr:?}) }}")
            } else {
                let arguments: String = given.iter().map(|name| format!(", {name}: &str")).collect();
                let pairs: String = given.iter().map(|name| format!("(\"{name}\", {name}),")).collect();
                writeln!(
                    code,
                    "/// `{key}`\n#[must_use] pub fn {name}(self{arguments}) -> String {{ fill(self.choose({en:?}, {tr:?}), &[{pairs}]) }}"
                )
            }
        }
        (Sentence::Counted { one, other }, Sentence::Counted { one: tr_one, other: tr_other }) => writeln!(
            code,
            "/// `{key}`\n#[must_use] pub fn {name}(self, count: u64) -> String {{ \
             let text = if count == 1 {{ self.choose({one:?}, {tr_one:?}) }} else {{ self.choose({other:?}, {tr_other:?}) }}; \
             fill(text, &[(\"count\", &self.number(count))]) }}"
        ),
        _ => panic!("the languages disagree on whether {key} depends on a number"),
    }
    .expect("writing to a String");
}

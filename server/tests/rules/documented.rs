//! `docs/rules.md` and the code say the same.

use std::collections::BTreeSet;

const DOC: &str = include_str!("../../../docs/rules.md");
const CODES: &str = include_str!("../../../app/model/src/fields/problem.rs");

/// The codes of the table: the first cell of each row of the section.
fn documented() -> BTreeSet<String> {
    let section = DOC.split("## Codes").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
    section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).map(str::to_owned).collect()
}

/// The codes of the enum, as serde names them.
fn coded() -> BTreeSet<String> {
    let body = CODES.split("pub enum Problem {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap_or_default();
    let variants = body.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?.trim_end_matches([',', '{', ' ']);
        let is_variant = name.chars().next().is_some_and(char::is_uppercase) && name.chars().all(char::is_alphanumeric);
        is_variant.then_some(name)
    });
    variants
        .map(|name| {
            let mut code = String::new();
            for letter in name.chars() {
                if letter.is_uppercase() && !code.is_empty() {
                    code.push('_');
                }
                code.extend(letter.to_lowercase());
            }
            code
        })
        .collect()
}

#[test]
fn every_code_is_documented_and_nothing_else_is() {
    assert!(coded().len() > 30, "{:?}", coded());
    assert_eq!(documented(), coded());
}

#[test]
fn every_difference_that_a_test_excuses_is_documented() {
    let excused = include_str!("numbers.rs")
        .split("fn is_explained")
        .nth(1)
        .and_then(|rest| rest.split("\n}").next())
        .unwrap_or_default();
    let kinds = excused.lines().filter(|line| line.contains("=>") && line.contains('"')).flat_map(|line| {
        line.split("=>").next().unwrap_or_default().split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    });
    let kinds: Vec<String> = kinds.collect();
    assert!(kinds.len() > 5);
    for kind in kinds {
        let is_named = DOC.contains(&format!("`{kind}`")) || (kind.starts_with("sg_uen") && DOC.contains("`sg_uen_*`"));
        assert!(is_named, "{kind} is excused and not documented");
    }
}

//! The two languages of the pages.

use serde::{Deserialize, Serialize};

/// A language that every page is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// BCP 47 `en`.
    #[default]
    #[serde(rename = "en")]
    English,
    /// BCP 47 `tr`.
    #[serde(rename = "tr")]
    Turkish,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::English, Self::Turkish];

    /// The BCP 47 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Turkish => "tr",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Turkish => "Türkçe",
        }
    }

    /// The language of a BCP 47 code, a region after it or not.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The best language of an `Accept-Language` header (RFC 9110, 12.5.4).
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let Some(language) = Self::of_code(parts.next().unwrap_or_default().trim()) else {
                continue;
            };
            let weight =
                parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(_, highest)| weight > highest) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_language_with_the_highest_weight() {
        assert_eq!(Language::accepted("de, en;q=0.5, tr-TR;q=0.9"), Some(Language::Turkish));
        assert_eq!(Language::accepted("en-GB,en;q=0.9,tr;q=0.8"), Some(Language::English));
        assert_eq!(Language::accepted("tr;q=0, en;q=x"), None);
        assert_eq!(Language::accepted(""), None);
    }
}

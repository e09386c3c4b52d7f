//! What a wrong number would be: with what was left out, with other check characters.

use super::kind::{CheckAt, Kind};

/// The most zeros at the beginning that a number is completed with: spreadsheets drop them, and with every further one it
/// is less likely that a number was meant.
const MAX_LOST_ZEROS: usize = 3;

impl Kind {
    /// A number that is too short with what was left out: zeros at its beginning (a spreadsheet takes them for nothing),
    /// or what the tax office adds. Only where more than the shape speaks for it.
    pub(super) fn completed(&self, body: &str) -> Option<String> {
        let chars = body.chars().count();
        if !self.is_verified() || chars == 0 {
            return None;
        }
        let lengths = self.patterns.iter().map(|pattern| pattern.chars().count());
        let zeros = lengths
            .filter(|length| (chars + 1..=chars + MAX_LOST_ZEROS).contains(length))
            .map(|length| format!("{}{body}", "0".repeat(length - chars)));
        let (before, after) = self.left_out;
        let added = format!("{before}{body}{after}");
        let is_whole = |whole: &String| {
            let is_nothing = whole.chars().all(|sign| sign == '0');
            self.has_shape(whole) && !is_nothing && self.has_parts(whole)
        };
        let whole = zeros.chain([added]).find(|whole| is_whole(whole) && self.has_sum(whole));
        whole.or_else(|| self.with_zero(body).filter(is_whole))
    }

    /// A person's number with the century of birth, as Sweden's registers write it, with what the tax office adds in its place.
    pub(super) fn without_century(&self, body: &str) -> Option<String> {
        const CENTURIES: [&str; 3] = ["18", "19", "20"];
        let (_, after) = self.left_out;
        let short = CENTURIES.iter().find_map(|century| body.strip_prefix(century)).filter(|_| !after.is_empty())?;
        let whole = format!("{short}{after}");
        (self.has_shape(&whole) && self.has_parts(&whole) && self.has_sum(&whole)).then_some(whole)
    }

    /// With one zero before it, where the office does not keep its sum: the parts alone have to speak for it.
    fn with_zero(&self, body: &str) -> Option<String> {
        let is_digits = self.patterns.iter().all(|pattern| pattern.chars().all(|sign| sign == 'd'));
        (!self.keeps_sum && self.part.is_some() && is_digits).then(|| format!("0{body}"))
    }

    /// A number of the kind's shape with the check digit that was not typed, where that is what it rather lacks.
    pub(super) fn checked(&self, body: &str) -> Option<String> {
        self.is_without_check.filter(|is_without| is_without(body))?;
        let mut all = ('0'..='9').chain(['K']).map(|sign| format!("{body}{sign}"));
        all.find(|whole| self.has_shape(whole) && self.has_parts(whole) && self.has_sum(whole))
    }

    /// The number with its check characters where the letters of its state stand in their place: France's SIREN behind FR.
    pub(super) fn behind_letters(&self, body: &str) -> Option<String> {
        let has_letters = !self.stored_prefix.is_empty() && body.starts_with(self.stored_prefix);
        has_letters.then(|| self.corrected(body)).flatten().map(|(number, _)| number)
    }

    /// The number with the check characters that would be right for the rest of it, and those characters.
    #[must_use]
    pub fn corrected(&self, body: &str) -> Option<(String, String)> {
        self.all_corrected(body).next()
    }

    /// The same with every check that would be right: where an office has two sums, there are two.
    pub(super) fn all_corrected(&self, body: &str) -> impl Iterator<Item = (String, String)> {
        let chars: Vec<char> = body.chars().collect();
        let place = match self.check_at {
            CheckAt::Last(count) => chars.len().checked_sub(count).map(|at| (at, count)),
            CheckAt::LastSign => chars.len().checked_sub(1).map(|at| (at, 1)),
            CheckAt::At(at) => Some((at, 1)),
            CheckAt::Two(at) => Some((at, 2)),
        };
        let (at, count) = place.filter(|(at, count)| at + count <= chars.len()).unwrap_or_default();
        let tries: Vec<String> = match self.check_at {
            _ if count == 0 => Vec::new(),
            CheckAt::LastSign => ('0'..='9').chain('A'..='Z').map(String::from).collect(),
            _ => {
                let all = 10_usize.saturating_pow(u32::try_from(count).unwrap_or(1));
                (0..all).map(|value| format!("{value:0count$}")).collect()
            }
        };
        tries.into_iter().filter_map(move |right| {
            let tried: String =
                chars[..at].iter().copied().chain(right.chars()).chain(chars[at + count..].iter().copied()).collect();
            let is_right = self.has_shape(&tried) && self.has_parts(&tried) && self.has_sum(&tried);
            is_right.then_some((tried, right))
        })
    }
}

//! Chance that begins at a number and is the same ever after, on every machine and with every version of every crate.

/// `SplitMix64` (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Chance that begins at a number.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below another, which is at least 1.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Whether something happens that happens once in so many times.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of several, which are not none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(of.len() as u64)).ok()?;
        of.get(at)
    }

    /// A pattern's text: `#` becomes a digit, `@` a capital letter that postal codes use.
    pub fn fill(&mut self, pattern: &str) -> String {
        const LETTERS: &[u8] = b"AEHNPRTXY";
        let mut letter = |sign| match sign {
            '#' => char::from(b'0' + u8::try_from(self.below(10)).unwrap_or_default()),
            '@' => self.pick(LETTERS).map_or('A', |letter| char::from(*letter)),
            other => other,
        };
        pattern.chars().map(&mut letter).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_published_sequence() {
        let mut chance = Chance::new(1_234_567);
        assert_eq!([chance.next(), chance.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn fills_patterns() {
        let text = Chance::new(1).fill("D02 @###");
        assert!(text.starts_with("D02 ") && text.len() == 8 && !text.contains(['#', '@']), "{text}");
    }
}

//! Which of a text's readings is taken for a number, and what is said where none is.

use super::around::{Inner, among_others, beside_country, inner};
use super::judge::Fault;
use super::kind::{Kind, Place};
use super::names::unnamed;
use super::readings::Reading;
use super::telling::{Asked, Right, unchecked};
use super::{PLACEHOLDERS, foreign, kinds_at, kinds_of, sample};
use model::fields::{Found, Problem};

/// A number as stored, and what was found.
pub type Taken = (String, Option<Found>);
/// The kind that a text comes nearest to, and its first fault there.
type Nearest = Option<(&'static Kind, Fault)>;

/// The tax number that a text is: what the office prescribes where there is none, a right one of the country, a doubted
/// one, one with another number behind it, a right one of another country, one with words around it.
pub fn tax_number(asked: &Asked, readings: &[Reading], behind_filler: &[Reading]) -> Result<Taken, Option<Found>> {
    let country = asked.country;
    if let Some(taken) = own(asked, readings).or_else(|| with_another(country, readings)) {
        return Ok(taken);
    }
    let inner = inner(country, asked.typed, asked.compact);
    let others = among_others(country, asked.typed, asked.compact);
    let is_known = |inner: &&Inner| inner.unknown.is_empty();
    let known: Vec<_> = inner.iter().filter(is_known).map(|inner| Reading::new(inner.text, false)).collect();
    let is_for_abroad = readings.iter().filter(|reading| reading.is_for_abroad);
    let abroad: Vec<_> = is_for_abroad.filter_map(|reading| foreign::recognised(country, reading.text)).collect();
    let right_abroad = abroad.iter().find_map(|(kind, found)| Some((*kind, found.clone().ok()?)));
    let right_abroad = right_abroad.or_else(|| abroad_beside_its_country(asked));
    let taken = right_abroad
        .map(|(kind, stored)| {
            let said = Found::warn(Problem::ForeignNumber).hint(format!("{}: {}", kind.country, kind.name));
            (stored, Some(said))
        })
        .or_else(|| own(asked, &known))
        .or_else(|| own(asked, behind_filler))
        .or_else(|| with_words(country, &inner))
        .or_else(|| with_words(country, &others));
    taken.ok_or_else(|| {
        let wrong_abroad = abroad.into_iter().find_map(|(kind, found)| Some((kind, found.err()?)));
        let wrong = wrong_abroad
            .or_else(|| nearest_of(country, readings.iter().chain(behind_filler).chain(&known)))
            .map(|wrong| {
                let slip = slip_with_words(country, &inner).or_else(|| slip_with_words(country, &others));
                slip.filter(|(_, slip)| rank(slip) > rank(&wrong.1)).unwrap_or(wrong)
            });
        let wrong = wrong.map(|wrong| with_letters(asked, with_digit_too_many(asked, wrong)));
        wrong.map(|(kind, fault)| found_at(kind, fault, Place::Tax))
    })
}

/// A right number of another country with words that name that country around it: "UK VAT GB980780684".
fn abroad_beside_its_country(asked: &Asked) -> Option<(&'static Kind, String)> {
    beside_country(asked.typed, asked.compact).into_iter().find_map(|(of, text)| {
        let mut texts = std::iter::once(text).chain(unnamed(asked.country, text));
        let (kind, found) = texts.find_map(|text| foreign::recognised(asked.country, text))?;
        if kind.country == of { Some((kind, found.ok()?)) } else { None }
    })
}

/// A number of the right digits is not too long for the letters beside them: letters stand where its kind has none.
fn with_letters(asked: &Asked, (kind, fault): (&'static Kind, Fault)) -> (&'static Kind, Fault) {
    let is_digits = kind.patterns.iter().all(|pattern| pattern.bytes().all(|sign| sign == b'd'));
    if !matches!(fault, Fault::Length) || !is_digits {
        return (kind, fault);
    }
    let digits: String = asked.compact.chars().filter(char::is_ascii_digit).collect();
    let has_letters = digits.len() < asked.compact.len();
    (kind, if has_letters && kind.has_shape(&digits) { Fault::Shape } else { fault })
}

/// A number that breaks a sum is rather one of another kind with a digit too many, if that is right without its first or last
/// digit, or one of two alike in a row: no check digit of the longer kind is named then, which is another holder's.
fn with_digit_too_many(asked: &Asked, wrong: (&'static Kind, Fault)) -> (&'static Kind, Fault) {
    let (kind, fault) = wrong;
    if !matches!(fault, Fault::Check(_)) || !asked.compact.bytes().all(|sign| sign.is_ascii_digit()) {
        return (kind, fault);
    }
    let digits = asked.compact.as_bytes();
    let is_extra = |at: &usize| *at == 0 || *at + 1 == digits.len() || digits.get(at - 1) == digits.get(*at);
    let mut shorter = (0..digits.len()).filter(is_extra).filter_map(|at| {
        let (before, behind) = (asked.compact.get(..at)?, asked.compact.get(at + 1..)?);
        Some(format!("{before}{behind}"))
    });
    let others = || kinds_at(asked.country, Place::Tax).filter(|other| other.id != kind.id && !other.is_doubted);
    let meant = shorter.find_map(|shorter| {
        others().find(|other| other.sum.is_some() && other.has_shape(&shorter) && other.check(&shorter).is_ok())
    });
    meant.map_or((kind, fault), |other| (other, Fault::Length))
}

/// The registration number that a text is. Behind a name it has to be right: what its register prints may belong to it. One
/// of another shape is taken as it was typed: registers give more kinds of number than anybody lists.
pub fn registration_number(country: &str, readings: &[Reading]) -> Result<Taken, Option<Found>> {
    let whole = &readings[..readings.len().min(1)];
    let right = |readings| right(country, Place::Registration, readings).map(|right| (right.stored, None));
    right(whole).or_else(|| doubted(country, Place::Registration, whole)).or_else(|| right(readings)).ok_or_else(|| {
        let (kind, fault) = nearest(country, Place::Registration, whole.first()?.text)?;
        let is_known = matches!(fault, Fault::Part | Fault::Check(_));
        is_known.then(|| found_at(kind, fault, Place::Registration))
    })
}

/// The country's own: what the office prescribes where there is none, a right number, a doubted one.
fn own(asked: &Asked, readings: &[Reading]) -> Option<Taken> {
    placeholder(asked.country, readings)
        .or_else(|| right(asked.country, Place::Tax, readings).map(|right| asked.judged(right)))
        .or_else(|| {
            let taken = |reading| unchecked(asked, reading).or_else(|| unkept(asked.country, Place::Tax, reading));
            readings.iter().find_map(taken)
        })
}

fn placeholder(country: &str, readings: &[Reading]) -> Option<Taken> {
    let known = readings.iter().find(|reading| PLACEHOLDERS.contains(&(country, reading.text)))?;
    Some((known.text.to_owned(), Some(Found::warn(Problem::PlaceholderNumber))))
}

/// A right number of the country. A reading that begins with letters and would be right by a kind that takes any letters is
/// looked at last: the letters are rather a word before another number ("CPF 31053342705").
fn right<'a>(country: &str, place: Place, readings: &[Reading<'a>]) -> Option<Right<'a>> {
    let by = |reading: &Reading<'a>, is_open: bool| {
        let is_lettered = reading.text.starts_with(char::is_alphabetic);
        let certain = kinds_at(country, place).filter(|kind| !kind.is_doubted);
        certain
            .filter(|kind| (is_lettered && kind.is_open_at_start()) == is_open)
            .find_map(|kind| Some(Right { kind, stored: kind.check(reading.text).ok()?, text: reading.text }))
    };
    // Words that nobody has listed, too: who leaves out the country's letters gives no number that begins with any.
    let behind_word = |reading: &Reading<'a>| {
        let text = reading.text.trim_start_matches(char::is_alphabetic);
        let is_word = text.len() < reading.text.len() && !reading.text.starts_with(country);
        let whole = by(reading, true).filter(|_| is_word)?;
        // Letters that a kind always begins with, and its sum speaks for, are no word.
        let is_its_own = whole.kind.sum.is_some() && whole.kind.patterns.iter().all(|pattern| pattern.starts_with('A'));
        let bare = if is_its_own { None } else { by(&Reading { text, ..*reading }, false) };
        // Nor are letters that one kind has before some of its numbers.
        bare.filter(|bare| bare.kind.name != whole.kind.name)
    };
    let plain = readings.iter().find_map(|reading| by(reading, false));
    plain.or_else(|| readings.iter().find_map(behind_word)).or_else(|| {
        let mut from_barest = readings.iter().rev();
        // A barer reading that only breaks its sum is a slip in that number.
        let is_slip = |reading: &Reading| {
            nearest(country, place, reading.text).is_some_and(|(_, fault)| matches!(fault, Fault::Check(_)))
        };
        from_barest
            .find_map(|reading| by(reading, true).map(Some).or_else(|| is_slip(reading).then_some(None)))
            .flatten()
    })
}

/// A number of the country that nothing tells from a slip, or that breaks the sum of an office that does not keep to it.
fn doubted(country: &str, place: Place, readings: &[Reading]) -> Option<Taken> {
    readings.iter().find_map(|reading| {
        let mut doubted = kinds_at(country, place).filter(|kind| kind.is_doubted);
        let unchecked = doubted.find_map(|kind| {
            Some((kind.check(reading.text).ok()?, Some(Found::warn(Problem::NumberUnchecked).hint(kind.name))))
        });
        unchecked.or_else(|| unkept(country, place, reading))
    })
}

fn unkept(country: &str, place: Place, reading: &Reading) -> Option<Taken> {
    match nearest(country, place, reading.text)? {
        (kind, Fault::Unkept(stored)) => Some((stored, Some(Found::warn(Problem::CheckDigitUnkept).hint(kind.name)))),
        _ => None,
    }
}

/// A number that another one of the holder stands behind or before, which is left out and said. Behind its name any digits
/// are one; before it, the other has to be right.
fn with_another(country: &str, readings: &[Reading]) -> Option<Taken> {
    let said = |other: &str| Some(Found::warn(Problem::NumberLeftOut).hint(other));
    readings.iter().find_map(|reading| {
        kinds_of(country).iter().filter(|kind| !kind.is_doubted).find_map(|kind| {
            let (first, another) = kind.before_another(reading.text)?;
            let others = kinds_of(country).iter().filter(|other| !other.is_doubted);
            let mut right = others.filter_map(|other| Some((*other, other.check(another.text).ok()?)));
            if kind.place != Place::Registration {
                return match right.next() {
                    Some((_, second)) if second == first => Some((first, None)),
                    Some((_, second)) if first.starts_with(second.as_str()) && kind.has_vat_mark(&first) => {
                        Some((first, None))
                    }
                    // The same with what says "registered for VAT", and the usual kind of the country, are asked for first.
                    Some((other, second))
                        if second.ends_with(first.as_str()) && other.vat_letters(&second).is_some() =>
                    {
                        Some((second, None))
                    }
                    Some((other, second)) if is_more_usual(other, kind) => Some((second, said(&first))),
                    second => {
                        let is_number = second.is_some() || another.text.bytes().all(|sign| sign.is_ascii_digit());
                        (another.is_usual || is_number).then(|| (first, said(another.text)))
                    }
                };
            }
            let (_, tax) = right.find(|(other, _)| other.place != Place::Registration && other.sum.is_some())?;
            Some((tax, said(&first)))
        })
    })
}

/// Whether a kind stands before another in the table of its country.
fn is_more_usual(kind: &Kind, other: &Kind) -> bool {
    let place = |kind: &Kind| kinds_of(kind.country).iter().position(|known| known.id == kind.id);
    place(kind) < place(other)
}

/// A right number among words that nobody has listed: they are left out and said.
fn with_words(country: &str, inner: &[Inner]) -> Option<Taken> {
    inner.iter().filter(|inner| !inner.unknown.is_empty()).find_map(|inner| {
        let mut certain = kinds_at(country, Place::Tax).filter(|kind| !kind.is_doubted && kind.sum.is_some());
        let stored = certain.find_map(|kind| kind.check(inner.text).ok())?;
        Some((stored, Some(Found::warn(Problem::NumberLeftOut).hint(inner.unknown.as_str()))))
    })
}

/// The same where no more than its sum is broken.
fn slip_with_words(country: &str, inner: &[Inner]) -> Nearest {
    let mut nearest_ones = inner.iter().filter_map(|inner| nearest(country, Place::Tax, inner.text));
    nearest_ones.find(|(_, fault)| matches!(fault, Fault::Check(_)))
}

/// The kind of the country that a reading comes nearest to: the first where several are as near.
fn nearest(country: &str, place: Place, text: &str) -> Nearest {
    let faults = kinds_at(country, place).filter_map(|kind| Some((kind, kind.check(text).err()?)));
    let (kind, fault) = faults.fold(None, |known, further| nearer(known, Some(further)))?;
    // A register's number is none that has lost its zeros.
    let is_a_registers = matches!(fault, Fault::Incomplete(_)) && place == Place::Tax && is_registered(country, text);
    Some((kind, if is_a_registers { Fault::Length } else { fault }))
}

/// The kind that one of several readings comes nearest to: of two as near, the barer one is the number. What has another
/// length or shape is only said of the barest: the words before a number have both.
fn nearest_of<'a>(country: &str, readings: impl Iterator<Item = &'a Reading<'a>>) -> Nearest {
    let mut readings = readings.peekable();
    let mut known = None;
    while let Some(reading) = readings.next() {
        let is_barest = readings.peek().is_none();
        let further = nearest(country, Place::Tax, reading.text);
        known = nearer(further.filter(|(_, fault)| is_barest || rank(fault) > rank(&Fault::Shape)), known);
    }
    known
}

fn is_registered(country: &str, text: &str) -> bool {
    let mut registers = kinds_of(country).iter().filter(|kind| kind.place == Place::Registration);
    registers.any(|kind| kind.sum.is_some() && kind.check(text).is_ok())
}

/// Which of two is nearer to a number: the first where both are as near.
fn nearer(known: Nearest, further: Nearest) -> Nearest {
    let rank_of = |nearest: &Nearest| nearest.as_ref().map(|(_, fault)| rank(fault));
    if rank_of(&further) > rank_of(&known) { further } else { known }
}

/// How near a text came to being a number of a kind.
const fn rank(fault: &Fault) -> u8 {
    match fault {
        Fault::Length => 0,
        Fault::Shape => 1,
        Fault::Beginning(_) | Fault::Ending(_) => 2,
        Fault::Part => 3,
        Fault::Incomplete(_) => 4,
        Fault::Check(_) => 5,
        Fault::Unkept(_) => 6,
    }
}

fn found_at(kind: &Kind, fault: Fault, place: Place) -> Found {
    let (problem, hint) = match fault {
        Fault::Length => (Problem::NumberLength, sample(kind)),
        Fault::Shape => (Problem::NumberShape, sample(kind)),
        Fault::Beginning(right) => (Problem::NumberBeginning, right),
        Fault::Ending(right) => (Problem::NumberEnding, right),
        Fault::Part => (Problem::NumberPart, sample(kind)),
        Fault::Incomplete(whole) => (Problem::NumberIncomplete, whole),
        Fault::Check(right) => (Problem::CheckDigit, right),
        Fault::Unkept(_) => (Problem::CheckDigitUnkept, kind.name.to_owned()),
    };
    let found = if place == Place::Registration { Found::warn(problem) } else { Found::block(problem) };
    found.hint(hint)
}

//! Three versions of an account meet: what somebody began from, what is stored now, and what they want. Field by field:
//! what only one side changed is taken, what both made the same is the same, and the rest is asked.

use crate::customers::FieldChange;

/// A field that somebody wants to be otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The field, what it was when they began (`old`), and what they want (`new`).
    pub change: FieldChange,
    /// Whether a person touched it; else the rules tidied it, which gives way to whatever others made of it.
    pub is_touched: bool,
}

/// What came of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// What changes from what is stored now.
    pub changes: Vec<FieldChange>,
    /// What both sides changed, differently: `old` is what is stored now, `new` what is wanted.
    pub conflicts: Vec<Conflict>,
}

/// A field that two people made different things of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The field.
    pub field: String,
    /// What both began from.
    pub base: String,
    /// What is stored now.
    pub theirs: String,
    /// What is wanted.
    pub mine: String,
}

/// Merges wishes into what is stored. `stored` answers a field's text as it is, `same` whether two texts of a field are
/// one value (spaces, letter case of codes and formats of phones are no difference).
pub fn merge<'a>(wishes: &[Wish], stored: impl Fn(&str) -> &'a str, same: impl Fn(&str, &str, &str) -> bool) -> Merged {
    let mut merged = Merged::default();
    for Wish { change, is_touched } in wishes {
        let theirs = stored(&change.field);
        if theirs == change.new || (theirs != change.old && same(&change.field, theirs, &change.new)) {
            continue;
        }
        if theirs == change.old || same(&change.field, theirs, &change.old) {
            merged.changes.push(FieldChange {
                field: change.field.clone(),
                old: theirs.to_owned(),
                new: change.new.clone(),
            });
        } else if *is_touched {
            merged.conflicts.push(Conflict {
                field: change.field.clone(),
                base: change.old.clone(),
                theirs: theirs.to_owned(),
                mine: change.new.clone(),
            });
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(old: &str, new: &str, is_touched: bool) -> Wish {
        Wish { change: FieldChange { field: "f".into(), old: old.into(), new: new.into() }, is_touched }
    }

    fn meet(old: &str, theirs: &'static str, new: &str, is_touched: bool) -> (Vec<String>, usize) {
        let same = |_: &str, one: &str, other: &str| one.replace(' ', "") == other.replace(' ', "");
        let merged = merge(&[wish(old, new, is_touched)], |_| theirs, same);
        (merged.changes.into_iter().map(|change| change.new).collect(), merged.conflicts.len())
    }

    #[test]
    fn takes_what_only_one_side_changed() {
        assert_eq!(meet("a", "a", "b", true), (vec!["b".into()], 0));
    }

    #[test]
    fn asks_where_both_changed_and_differ() {
        assert_eq!(meet("a", "c", "b", true), (vec![], 1));
        assert_eq!(meet("a", "", "b", true), (vec![], 1));
        assert_eq!(meet("a", "c", "", true), (vec![], 1));
    }

    #[test]
    fn is_content_where_both_made_the_same_of_it() {
        assert_eq!(meet("a", "b", "b", true), (vec![], 0));
        assert_eq!(meet("a", "b b", "bb", true), (vec![], 0));
    }

    #[test]
    fn a_difference_that_is_none_is_no_conflict() {
        assert_eq!(meet("a a", "aa", "b", true), (vec!["b".into()], 0));
        // Only the spaces were meant: that is a change like any other.
        assert_eq!(meet("a a", "a a", "aa", true), (vec!["aa".into()], 0));
    }

    #[test]
    fn what_nobody_touched_gives_way() {
        assert_eq!(meet("a", "c", "A", false), (vec![], 0));
        assert_eq!(meet("a", "a", "A", false), (vec!["A".into()], 0));
    }
}

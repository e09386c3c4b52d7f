//! The fences of docs/architecture.md that neither crates nor privacy draw.

use crate::support::TestResult;
use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) -> TestResult {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Production lines of every file under a folder, with the file's path from the repository.
fn sources(folder: &str) -> Result<Vec<(String, String)>, Box<dyn std::error::Error + Send + Sync>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    rust_files(&root.join(folder), &mut files)?;
    let mut sources = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        let production = text.split("\nmod tests {").next().unwrap_or_default().to_owned();
        sources.push((file.strip_prefix(&root)?.display().to_string(), production));
    }
    Ok(sources)
}

fn refuse(folder: &str, word: &str, except: &[&str]) -> TestResult {
    let found: Vec<String> = sources(folder)?
        .into_iter()
        .filter(|(path, text)| !except.iter().any(|allowed| path.ends_with(allowed)) && text.contains(word))
        .map(|(path, _)| path)
        .collect();
    if found.is_empty() { Ok(()) } else { Err(format!("{word} stands in {found:?}").into()) }
}

#[test]
fn rules_know_neither_leptos_nor_the_database() -> TestResult {
    for word in ["leptos", "sea_orm", "crate::texts::Texts"] {
        refuse("app/model/src/fields", word, &[])?;
    }
    refuse("app/model/src/countries", "leptos", &[])?;
    refuse("app/model/src/countries", "sea_orm", &[])
}

#[test]
fn migrations_do_not_know_the_app() -> TestResult {
    refuse("migrations/src", "app::", &[])
}

#[test]
fn components_ask_no_database_and_the_server_asks_no_table() -> TestResult {
    refuse("app/src/ui", "sea_orm", &[])?;
    refuse("server/src", "sea_orm::Entity", &[])?;
    refuse("server/src", "query_all", &[])
}

#[test]
fn there_is_one_text_area() -> TestResult {
    refuse("app/src", "<textarea", &["ui/field.rs"])
}

#[test]
fn the_title_has_one_formatter() -> TestResult {
    refuse("app/src", "<Title formatter", &["shell.rs"])
}

/// What acts for somebody, or in somebody's name, without a permit: where, which, and why it needs none.
const WITHOUT_PERMIT: &[(&str, &[&str], &str)] = &[
    ("post.rs", &["answer"], "the door: each page's own part asks"),
    ("ask_first.rs", &["ask_first"], "the door: each page's own question asks"),
    ("profile/store.rs", &["update", "set_language", "change_password"], "about oneself"),
    ("session/attempts.rs", &["begin_try", "forget"], "before anybody is signed in"),
    ("session/browser.rs", &["mark_of", "known_browser"], "before anybody is signed in"),
    ("session/sign_in_here.rs", &["mark_cookie", "sign_in_here"], "about one's own session"),
    (
        "session/store.rs",
        &["sign_in", "begin_session", "still_signed_in", "still_permits", "end_session"],
        "about one's own session",
    ),
    ("changes/undo.rs", &["preview", "undo"], "what is undone says which permit it takes"),
    ("changes/unit.rs", &["commit"], "stores what was proven by whoever put it in"),
    ("changes/landing.rs", &["land_next"], "the program itself: the author's rights are asked anew"),
    ("changes/ruling.rs", &["author_now"], "reads for whoever holds a permit"),
    ("changes/store.rs", &["open_of", "shown"], "reads for whoever holds a permit"),
    ("history/as_of.rs", &["setters"], "reads for whoever holds a permit"),
    ("registry/store.rs", &["shown"], "reads for whoever holds a permit"),
    ("people/store.rs", &["insert"], "the command line owns the database"),
    ("people/change.rs", &["disable_by_email"], "the command line owns the database"),
    ("people/passwords.rs", &["set_password_by_email"], "the command line owns the database"),
    ("partner.rs", &["set_partner"], "the command line owns the database"),
    ("setup/link.rs", &["make_link"], "the command line owns the database"),
    ("setup/store.rs", &["find", "set_up"], "before anybody is there: who has the link may"),
];

/// What writes rows and demands no proof of who may: where, which, and why it needs none.
const WRITES_WITHOUT_PROOF: &[(&str, &[&str], &str)] = &[
    ("audit/adopt.rs", &["adopt_history"], "the program itself, once after an upgrade"),
    ("audit/append.rs", &["append_all"], "the log: what is told was proven by whoever did it"),
    ("changes/unit.rs", &["put_sets"], "what was put into it was proven"),
    ("changes/found.rs", &["see"], "what its author has seen is their own"),
    (
        "customers/rows.rs",
        &["write", "put_asked", "drop_asked"],
        "a version with the entry that tells of it, an empty row within a submission, and its end with its request: all are proven before anything is stored",
    ),
    (
        "erase/copies.rs",
        &["erase_copies"],
        "the command line owns the database, or a permit was confirmed for all of it",
    ),
    ("customers/adding.rs", &["add_customers"], "the command line owns the database"),
    ("customers/refold.rs", &["refold_search"], "the program itself, once after an upgrade"),
    ("mails/store.rs", &["take_due", "write_outcome", "write_sent", "wait_no_longer", "erase"], "the program itself"),
    ("mails/write.rs", &["tell_contacts"], "follows from a change that was proven"),
    ("partner.rs", &["put"], "the command line owns the database, or who has a set-up link"),
    ("people/passwords.rs", &["end_passwords_in_time"], "the command line owns the database"),
    (
        "people/sessions.rs",
        &["end_all_sessions"],
        "follows from a change that was proven, or the command line owns the database",
    ),
    ("people/store.rs", &["erase"], "the command line owns the database"),
    ("registry/store.rs", &["replace", "put"], "follows from a change that was proven"),
    ("registry/queue.rs", &["wait_no_longer", "take_due", "write_outcome"], "the program itself"),
    (
        "session/attempts.rs",
        &["count_try", "forget_now", "forget_old", "erase_tries"],
        "before anybody is signed in, the program itself, or the command line owns the database",
    ),
    ("setup/link.rs", &["put_link", "use_up"], "the command line owns the database, or who has the link"),
    ("session/browser.rs", &["make_shared_key"], "before anybody is signed in"),
    (
        "session/store.rs",
        &["open_session", "begin_session", "find_viewer", "end_ahead", "end_session"],
        "about one's own session, or the command line owns the database",
    ),
];

/// The values that only somebody's held row makes.
const PROOFS: [&str; 6] = ["Permitted<", "Oneself<", "Covered<", "Entitled<", "Removal<", "SetsPasswords"];

/// A function that waits for something, as it is written.
struct Function<'a> {
    name: &'a str,
    /// Whether others can call it.
    is_public: bool,
    parameters: &'a str,
    body: &'a str,
}

fn functions(text: &str) -> impl Iterator<Item = Function<'_>> {
    const WORD: &str = "async fn ";
    let begins: Vec<usize> = text.match_indices(WORD).map(|(at, _)| at).collect();
    let ends: Vec<usize> = begins.iter().skip(1).copied().chain([text.len()]).collect();
    begins.into_iter().zip(ends).filter_map(move |(begin, end)| {
        let before = text[..begin].rsplit('\n').next().unwrap_or_default();
        let (signature, body) = text[begin + WORD.len()..end].split_once(" {\n")?;
        let name = signature.split(['(', '<']).next()?;
        let parameters = signature[name.len()..].rsplit_once("->").map_or(&signature[name.len()..], |(those, _)| those);
        Some(Function { name, is_public: ["pub", "pub(crate)"].contains(&before.trim()), parameters, body })
    })
}

/// A rule about functions: whom it concerns, what it demands of them, and who need not, with the reason.
struct Rule {
    demands: &'static str,
    concerns: fn(&str, &Function<'_>) -> bool,
    is_met: fn(&Function<'_>) -> bool,
    exceptions: &'static [(&'static str, &'static [&'static str], &'static str)],
    /// Fewer that meet it, and the rule does not see them.
    at_least: usize,
}

impl Rule {
    /// Walks every function of the app.
    fn holds(&self) -> TestResult {
        let named = |(file, names, _): &(&'static str, &'static [&'static str], _)| {
            names.iter().map(|name| (*file, *name)).collect::<Vec<_>>()
        };
        let mut unused: Vec<(&str, &str)> = self.exceptions.iter().flat_map(named).collect();
        let (mut met, mut bare) = (0, Vec::new());
        for (path, text) in [sources("app/desk/src")?, sources("app/src")?].concat() {
            for function in functions(&text).filter(|function| (self.concerns)(&path, function)) {
                let before = unused.len();
                unused.retain(|(file, name)| !(path.ends_with(&format!("src/{file}")) && *name == function.name));
                if (self.is_met)(&function) {
                    met += 1;
                } else if unused.len() == before {
                    bare.push(format!("{} in {path}", function.name));
                }
            }
        }
        assert!(bare.is_empty(), "these are without {}: {bare:?}", self.demands);
        assert!(unused.is_empty(), "these need no exception any more: {unused:?}");
        assert!(met >= self.at_least, "{met} functions show {}: the rule does not see them", self.demands);
        Ok(())
    }
}

/// Whoever acts for somebody shows that they may: whatever is given a request, or a source for the log, demands a permit.
/// Parts of a transaction are behind whoever began it, and the doors (`posted.rs`) ask for the permits.
fn acts_for_somebody(path: &str, function: &Function<'_>) -> bool {
    let is_given = |word: &str| function.parameters.contains(word);
    function.is_public
        && (is_given("RequestContext") || is_given("source: Source"))
        && !is_given("transaction: &")
        && !is_given("unit: &")
        && !path.ends_with("posted.rs")
}

#[test]
fn what_acts_for_somebody_demands_a_permit() -> TestResult {
    Rule {
        demands: "a permit",
        concerns: acts_for_somebody,
        is_met: |function| ["&Permit<", "&Authority"].iter().any(|word| function.parameters.contains(word)),
        exceptions: WITHOUT_PERMIT,
        at_least: 20,
    }
    .holds()
}

fn writes(body: &str) -> bool {
    let ways = [".exec(", ".exec_without_returning(", ".execute_raw(", ".execute_unprepared(", ".insert("];
    let on = ["transaction", "&transaction", "connection", "database"];
    // What is put into a unit of work is written when it ends.
    body.contains("unit.tell(")
        || ways.iter().any(|way| {
            on.iter().any(|on| body.contains(&format!("{way}{on}")))
                || body
                    .split(way)
                    .skip(1)
                    .any(|rest| rest.split([';', '\n']).next().is_some_and(|on| on.contains(".writer()")))
        })
}

/// A permit, or an authority, is of when the request began: within the transaction it is confirmed.
fn is_proven(function: &Function<'_>) -> bool {
    let is_confirmed = ["confirm(", ".still(", "Present::"].iter().any(|word| function.body.contains(word));
    let is_given = |word: &&str| function.parameters.contains(*word);
    PROOFS.iter().any(is_given) || (is_confirmed && ["Permit<", "&Authority"].iter().any(is_given))
}

#[test]
fn what_writes_demands_the_proof_of_who_may() -> TestResult {
    Rule {
        demands: "a proof of who may",
        concerns: |_, function| writes(function.body),
        is_met: is_proven,
        exceptions: WRITES_WITHOUT_PROOF,
        at_least: 11,
    }
    .holds()
}

/// Where a unit of work is tried again in another way.
const TRIED_AGAIN_OTHERWISE: [(&str, &str); 1] = [("changes/landing.rs", "land_due")];

/// Whatever somebody's request writes is one unit of work that is tried once more as a whole where the database was busy.
#[test]
fn what_a_request_writes_is_tried_once_more() -> TestResult {
    let sources = [sources("app/desk/src")?, sources("app/src")?].concat();
    let all: String = sources.iter().map(|(_, text)| text.as_str()).collect();
    let (mut met, mut bare) = (0, Vec::new());
    for (path, text) in &sources {
        let of_requests = functions(text).filter(|function| {
            let is_somebodys = ["RequestContext", "Permit<"].iter().any(|word| function.parameters.contains(word));
            is_somebodys && function.body.contains(".begin_write()")
        });
        for function in of_requests {
            let is_excepted =
                TRIED_AGAIN_OTHERWISE.iter().any(|(file, name)| path.ends_with(file) && *name == function.name);
            let is_begun_so = all.contains(&format!("once_more(|| {}(", function.name));
            if is_begun_so || function.body.contains("once_more(") {
                met += 1;
            } else if !is_excepted {
                bare.push(format!("{} in {path}", function.name));
            }
        }
    }
    assert!(bare.is_empty(), "these are tried only once: {bare:?}");
    assert!(met >= 12, "{met} are tried once more: the rule does not see them");
    Ok(())
}

#[test]
fn no_file_is_longer_than_400_lines() -> TestResult {
    for folder in ["app/src", "app/desk/src", "app/model/src", "server/src", "migrations/src", "frontend/src"] {
        for (path, text) in sources(folder)? {
            let lines = text.lines().count();
            assert!(lines <= 400, "{path} has {lines} production lines");
        }
    }
    Ok(())
}

/// The writers of customers' rows: a unit of work, which writes what a plan says; what puts down and gives up the empty row of one
/// who is to be added; seeds, and what folds names anew.
const WRITES_CUSTOMERS: [(&str, &[&str]); 3] = [
    ("changes/unit.rs", &[".next.write("]),
    ("changes/submit.rs", &["rows::put_asked("]),
    ("changes/commit.rs", &["NextVersion::of("]),
];

/// A second writer of customers would leave the log without an entry, or the policy without its say. The table's entity is private to
/// its folder, a row is only written with an entry that the log made (`audit::Written`), and the ways there are used once.
#[test]
fn customers_have_one_writer() -> TestResult {
    let all = sources("app/desk/src")?;
    let outside = all.iter().filter(|(path, _)| !path.contains("src/customers/"));
    for (path, text) in outside {
        for word in
            ["customers::Entity", "customers::ActiveModel", "customers::entity", "UPDATE customers", "INTO customers"]
        {
            assert!(!text.contains(word), "{path} names {word}");
        }
        for way in WRITES_CUSTOMERS.iter().flat_map(|(_, ways)| *ways) {
            let is_its = WRITES_CUSTOMERS.iter().any(|(file, ways)| path.ends_with(file) && ways.contains(way));
            assert!(is_its || !text.contains(way), "{path} writes customers by {way}");
        }
    }
    for (file, ways) in WRITES_CUSTOMERS {
        let times = |way: &str| {
            all.iter()
                .filter(|(path, _)| path.ends_with(file))
                .map(|(_, text)| text.matches(way).count())
                .sum::<usize>()
        };
        assert!(ways.iter().all(|way| times(way) == 1), "{file} writes customers in another way than this test knows");
    }
    let entity = all.iter().find(|(path, _)| path.ends_with("customers/mod.rs")).map(|(_, text)| text.as_str());
    assert!(entity.is_some_and(|text| text.contains("mod entity;")
        && !text.contains("pub mod entity")
        && !text.contains("ActiveModel")));
    Ok(())
}

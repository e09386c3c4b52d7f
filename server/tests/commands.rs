//! The command line: what it makes is its owner's, what it would spoil it refuses.

use crate::support::{Program, TestResult, defter, request, sign_in};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

/// A folder, and a database in it that is not there yet.
fn place() -> Result<(TempDir, String), std::io::Error> {
    let folder = TempDir::new()?;
    let url = format!("sqlite:{}", folder.path().join("desk.db").display());
    Ok((folder, url))
}

#[test]
fn a_new_database_is_read_by_its_owner_only() -> TestResult {
    let (folder, url) = place()?;
    assert!(defter(&url, &["migrate"], "")?.0);
    let mode = std::fs::metadata(folder.path().join("desk.db"))?.permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    Ok(())
}

#[test]
fn the_command_line_keeps_staff_and_refuses_mistakes() -> TestResult {
    let (_folder, url) = place()?;
    let run = |arguments: &[&str], input: &str| defter(&url, arguments, input);
    let add = ["user", "add", "--email", "ada@staff.example", "--name", "Ada", "--role", "global_admin"];
    assert_eq!(run(&add, "short\n")?, (false, "defter: the password: Use 10 characters or more.\n".into()));
    assert!(run(&add, "long enough\n")?.0);
    assert!(!run(&add, "long enough\n")?.0, "the e-mail is taken");
    assert!(!run(&["user", "add", "--email", "x", "--name", "X", "--role", "global_admin"], "long enough\n")?.0);
    assert!(!run(&["user", "add", "--email", "b@staff.example", "--name", "B", "--role", "owner"], "long enough\n")?.0);
    let (listed, people) = run(&["user", "list"], "")?;
    assert!(listed && people.contains("ada@staff.example\tAda\tglobal_admin\tactive"), "{people}");
    let (disabled, why) = run(&["user", "disable", "--email", "ada@staff.example"], "")?;
    assert!(!disabled && why.contains("last global admin"), "{why}");
    assert!(run(&["user", "set-password", "--email", "ADA@staff.example"], "another one\n")?.0);
    assert!(!run(&["user", "set-password", "--email", "nobody@staff.example"], "another one\n")?.0);
    assert!(!run(&["migrate", "--log", "=,="], "")?.0);
    Ok(())
}

/// The link in what was said.
fn link_in(said: &str) -> Option<&str> {
    said.split_whitespace().find(|word| word.contains("/setup/"))
}

#[test]
fn a_server_on_which_nobody_is_says_a_link_and_the_newest_one_counts() -> TestResult {
    let (_folder, url) = place()?;
    let program = Program::serve(&url)?;
    let begins = format!("http://{}/setup/", program.address);
    // It answers before it says so.
    let said = program.log_with("/setup/")?;
    let first = link_in(&said).ok_or("no link was said")?;
    assert!(first.starts_with(&begins) && first.len() == begins.len() + 43, "{first}");
    let (made, said) = defter(&url, &["setup-link", "--listen", &program.address.to_string()], "")?;
    let second = link_in(&said).ok_or("no link was made")?;
    assert!(made && second.starts_with(&begins) && second != first && said.lines().count() == 1, "{said}");
    let (made, said) = defter(&url, &["setup-link", "--public-url", "https://defter.example"], "")?;
    assert!(made && said.starts_with("https://defter.example/setup/"), "{said}");
    let path = |link: &str| link[begins.len() - "/setup/".len()..].to_owned();
    for over in [first, second] {
        let answer = request(program.address, "GET", &path(over), "", "")?;
        assert!(answer.starts_with("HTTP/1.1 410"), "{answer}");
    }
    let third = said.trim().trim_start_matches("https://defter.example").to_owned();
    let answer = request(program.address, "GET", &third, "", "")?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(program.terminate()?.0);
    Ok(())
}

#[test]
fn a_link_is_refused_where_somebody_is() -> TestResult {
    let (_folder, url) = place()?;
    let add = ["user", "add", "--email", "ada@staff.example", "--name", "Ada", "--role", "global_admin"];
    assert!(defter(&url, &add, "long enough\n")?.0);
    let (made, why) = defter(&url, &["setup-link"], "")?;
    assert!(!made && why.contains("set up already") && link_in(&why).is_none(), "{why}");
    let program = Program::serve(&url)?;
    let (ended_well, said) = program.terminate()?;
    assert!(ended_well && link_in(&said).is_none(), "{said}");
    Ok(())
}

/// What is asked is logged where that is wanted; the link is a secret until it is used.
#[test]
fn the_log_of_requests_holds_no_link() -> TestResult {
    let (_folder, url) = place()?;
    let program = Program::serve_with(&url, &[("DEFTER_ACCESS_LOG", "true")])?;
    assert!(request(program.address, "GET", "/setup/abcdefgh", "", "")?.starts_with("HTTP/1.1 404"));
    let (_, said) = program.terminate()?;
    assert!(said.contains("/setup/…") && !said.contains("abcdefgh"), "{said}");
    Ok(())
}

/// Who reads the log may be gone, and its disk full: what people do is stored all the same.
#[test]
fn a_log_that_cannot_be_written_stops_nothing() -> TestResult {
    let (_folder, url) = place()?;
    assert!(defter(&url, &["seed", "--demo"], "")?.0);
    let program = Program::serve_unheard(&url)?;
    let cookie = sign_in(program.address, "sales.agent@demo.example", server::seed::DEMO_PASSWORD)?;
    assert!(!cookie.is_empty());
    // What is said of it at most is a warning, and a warning has nowhere to go.
    let wrong = r#"{"email":"sales.agent@demo.example","password":"not this one"}"#;
    for _ in 0..12 {
        let answer = request(program.address, "POST", "/api/session/sign_in", "", wrong)?;
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    assert!(request(program.address, "GET", "/readyz", "", "")?.starts_with("HTTP/1.1 204"));
    let (ended_well, _) = program.terminate()?;
    assert!(ended_well);
    Ok(())
}

/// A pager that stands, a collector that hangs: the pipe is full, and everybody is answered all the same, the end too.
#[test]
fn a_log_that_nobody_reads_stops_nothing() -> TestResult {
    let path = format!("/pkg/{}", "x".repeat(60_000));
    for is_read in [true, false] {
        let (folder, url) = place()?;
        let pipe = folder.path().join("log.pipe");
        let program = Program::serve_unread(&url, &pipe)?;
        // More than the pipe takes and than waits.
        for _ in 0..300 {
            let answer = request(program.address, "GET", &path, "", "")?;
            assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        }
        for (asked, due) in [("/healthz", 204), ("/readyz", 204), ("/sign-in", 200)] {
            let answer = request(program.address, "GET", asked, "", "")?;
            assert!(answer.starts_with(&format!("HTTP/1.1 {due}")), "{asked}: {answer}");
        }
        if is_read {
            let mut lines = BufReader::new(std::fs::File::open(&pipe)?).lines();
            let said = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains(" lines were left out here")));
            assert!(said.is_some(), "nobody says how much is missing");
        }
        let (ended_well, _) = program.terminate()?;
        assert!(ended_well);
    }
    Ok(())
}

/// A level with a slip in it would log nothing, and say so nowhere.
#[test]
fn a_level_that_is_none_is_refused() -> TestResult {
    let (_folder, url) = place()?;
    for log in ["wran", "info,sqlx=debug,eror", "sqlx=wran"] {
        let (is_done, said) = defter(&url, &["migrate", "--log", log], "")?;
        assert!(!is_done && said.contains("DEFTER_LOG (--log) is malformed"), "{log}: {said}");
    }
    Ok(())
}

/// Off unless it is turned on, whatever the log's filter says; then with nothing of whom or what somebody looks for.
#[test]
fn requests_are_logged_where_that_is_wanted_and_without_what_is_looked_for() -> TestResult {
    let (_folder, url) = place()?;
    for (wanted, is_logged) in [("true", true), ("false", false)] {
        let program = Program::serve_with(&url, &[("DEFTER_ACCESS_LOG", wanted)])?;
        let answer = request(program.address, "GET", "/customers?search=ay%C5%9Fe@lale.example", "", "")?;
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        let (ended_well, log) = program.terminate()?;
        assert!(ended_well, "{log}");
        let line = log.lines().find(|line| line.contains("path=\"/customers\""));
        assert_eq!(line.is_some(), is_logged, "{log}");
        let has = |part: &str| line.is_none_or(|line| line.contains(part));
        assert!(
            ["INFO access:", "method=GET", "status=303", "took_ms=", "request_id="].into_iter().all(has),
            "{line:?}"
        );
        assert!(
            !["lale.example", "search", "127.0.0.1:"]
                .into_iter()
                .any(|part| line.is_some_and(|line| line.contains(part))),
            "{line:?}"
        );
    }
    Ok(())
}

#[test]
fn the_demo_is_not_shown_to_the_world() -> TestResult {
    let (_folder, url) = place()?;
    assert!(defter(&url, &["seed", "--demo"], "")?.0);
    for setting in [["--listen", "0.0.0.0:0"], ["--public-url", "https://defter.example"]] {
        let (served, why) = defter(&url, &[&["serve"], &setting[..]].concat(), "")?;
        assert!(!served && why.contains("demo password") && why.contains(&setting.join(" ")), "{why}");
    }
    Ok(())
}

/// A wrong path makes a new and empty database: where its key was there before it, the start says so.
#[test]
fn a_key_that_was_there_before_its_database_is_said() -> TestResult {
    let (_folder, url) = place()?;
    for is_new in [true, false] {
        let (ended_well, log) = Program::serve(&url)?.terminate()?;
        assert!(ended_well && log.contains("names a wrong place") == is_new, "{log}");
    }
    // Beside the database it is refused.
    let (folder, url) = place()?;
    std::fs::write(folder.path().join("desk.db.log-key"), "a key")?;
    let (served, why) = defter(&url, &["serve", "--listen", "127.0.0.1:0"], "")?;
    assert!(!served && why.contains("no database beside it"), "{why}");
    Ok(())
}

/// A table with no end is not read to its end.
#[test]
fn a_change_policy_that_is_too_long_is_refused() -> TestResult {
    let (folder, url) = place()?;
    assert!(defter(&url, &["migrate"], "")?.0);
    let file = folder.path().join("policy.txt").display().to_string();
    let set = |file: &str| defter(&url, &["policy", "set", "--file", file], "");
    for (table, why) in
        [("domain auto\n".repeat(200_000), "65536 bytes"), ("domain auto\n".repeat(1_001), "1001 rules")]
    {
        std::fs::write(&file, table)?;
        let (is_set, said) = set(&file)?;
        assert!(!is_set && said.contains(why) && said.contains("policy.txt"), "{said}");
    }
    std::fs::write(&file, b"domain auto # caf\xe9\n")?;
    let (is_set, said) = set(&file)?;
    assert!(!is_set && said.contains("no text in UTF-8"), "{said}");
    let (is_set, said) = set("/dev/zero")?;
    assert!(!is_set && said.contains("65536 bytes"), "{said}");
    std::fs::write(&file, "\u{feff}domain auto\n")?;
    assert!(set(&file)?.0);
    Ok(())
}

#[test]
fn the_demo_goes_beside_nobody() -> TestResult {
    let (_folder, url) = place()?;
    let add = ["user", "add", "--email", "ada@partner.example", "--name", "Ada", "--role", "global_admin"];
    let (is_added, said) = defter(&url, &add, "a long password\n")?;
    assert!(is_added && said == "added ada@partner.example\n", "{said}");
    let (is_seeded, said) = defter(&url, &["seed", "--demo"], "")?;
    assert!(!is_seeded && said.contains("already holds staff"), "{said}");
    assert!(defter(&url, &["seed", "--demo", "--if-empty"], "")?.0);
    let (_, people) = defter(&url, &["user", "list"], "")?;
    assert_eq!(people.lines().count(), 1, "{people}");
    // Nor does it take a partner's place.
    let (_folder, url) = place()?;
    assert!(defter(&url, &["partner", "--name", "Lale"], "")?.0);
    let (is_seeded, said) = defter(&url, &["seed", "--demo"], "")?;
    assert!(!is_seeded && said.contains("already holds a partner"), "{said}");
    Ok(())
}

/// A try that was cut short is ended by the next.
#[test]
fn a_demo_that_was_begun_is_ended() -> TestResult {
    let (_folder, url) = place()?;
    let add = ["user", "add", "--email", "auditor@demo.example", "--name", "Aylin", "--role", "auditor"];
    assert!(defter(&url, &add, "a longer one of ours\n")?.0);
    assert!(defter(&url, &["seed", "--demo", "--if-empty"], "")?.1.contains("added the demo"));
    assert_eq!(defter(&url, &["user", "list"], "")?.1.lines().count(), 5);
    Ok(())
}

#[test]
fn the_partner_is_set_bit_by_bit_and_nothing_of_it_where_one_bit_is_wrong() -> TestResult {
    let (_folder, url) = place()?;
    let partner = |arguments: &[&str]| defter(&url, &[&["partner"], arguments].concat(), "");
    assert!(partner(&[])?.1.contains("nothing is set"));
    assert!(partner(&["--time-zone", "Europe/Istanbul"])?.0);
    for (wrong, why) in [
        (["--domain", "no domain"], "--domain no domain"),
        (["--country", "XX"], "no such country"),
        (["--time-zone", "Istanbul"], "no time zone Istanbul"),
    ] {
        let (is_set, said) = partner(&[&["--name", "Lale"], &wrong[..]].concat())?;
        assert!(!is_set && said.contains(why), "{said}");
    }
    let (is_set, said) = partner(&["--name", "Lale Bilişim A.Ş.", "--domain", "LALE.example", "--country", "tr"])?;
    let all = "name\tLale Bilişim A.Ş.\ndomain\tlale.example\ncountry\tTR\ntime zone\tEurope/Istanbul\n";
    assert!(is_set && said.starts_with(all), "{said}");
    Ok(())
}

/// Who reads in the wrong folder hears of it, and leaves nothing there.
#[test]
fn reading_makes_no_database() -> TestResult {
    let (folder, url) = place()?;
    for command in [&["user", "list"][..], &["check", "--stored"], &["audit", "verify"]] {
        let (is_read, said) = defter(&url, command, "")?;
        assert!(!is_read && said.contains("there is no database at"), "{said}");
    }
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 0);
    Ok(())
}

#[test]
fn seeding_only_where_it_is_empty_goes_for_made_up_customers_too() -> TestResult {
    let (_folder, url) = place()?;
    let seed = |seed: &str| defter(&url, &["seed", "--customers", "3", "--seed", seed, "--if-empty"], "");
    assert!(seed("1")?.1.contains("added 3 customers"));
    let (is_done, said) = seed("2")?;
    assert!(is_done && !said.contains("added"), "{said}");
    Ok(())
}

/// The first port, which nobody is given by chance: what a pool says after it tried for a while is no reason.
#[test]
fn a_database_that_refuses_is_said_with_its_reason() -> TestResult {
    let (is_done, why) = defter("postgres://somebody:secret@127.0.0.1:1/desk", &["migrate"], "")?;
    assert!(!is_done && why.contains("refused") && !why.contains("secret"), "{why}");
    Ok(())
}

#[test]
fn an_export_and_a_head_take_no_files_place() -> TestResult {
    let (folder, url) = place()?;
    let kept = folder.path().join("kept.json");
    std::fs::write(&kept, "an older head")?;
    let path = kept.display().to_string();
    defter(&url, &["migrate"], "")?;
    for command in ["sign", "export"] {
        let (is_written, said) = defter(&url, &["audit", command, "--out", &path], "")?;
        assert!(!is_written && said.contains("name a new file"), "{said}");
    }
    assert_eq!(std::fs::read_to_string(&kept)?, "an older head");
    Ok(())
}

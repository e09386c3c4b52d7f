//! The log from the command line: verify, export, sign, erase; and the script that needs none of it.

use crate::support::{Fresh, TestResult, Tried, defter, filled, fresh_sqlite, key_file};
use desk::audit::verify;
use desk::audit::walk::newest;
use sea_orm::ConnectionTrait;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// The 60 lines of docs/ that a third party runs.
fn script(arguments: &[&str]) -> Tried<(bool, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/verify-log.mjs");
    let output = Command::new("node").arg(script).args(arguments).output()?;
    let said = [output.stdout, output.stderr].concat();
    Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

fn exported_and_verified_by_others(fresh: &Fresh) -> TestResult {
    let folder = TempDir::new()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (export, head) = (path("log.jsonl"), path("head.json"));
    let run = |arguments: &[&str]| defter(&fresh.url, arguments, "");
    assert!(run(&["audit", "sign", "--out", &head])?.0);
    assert!(run(&["audit", "export", "--out", &export])?.0);
    let key = run(&["audit", "key"])?.1.trim().to_owned();
    let (is_whole, said) = script(&[&export, &head, &key])?;
    assert!(is_whole && said.starts_with("whole: ") && said.contains(&key), "{said}");
    assert!(!script(&[&export, &head, &"0".repeat(64)])?.0, "somebody else's key");

    let text = std::fs::read_to_string(&export)?;
    let lines: Vec<&str> = text.lines().collect();
    let changed = path("changed.jsonl");
    let refuses = |lines: Vec<String>, why: &str| -> TestResult {
        std::fs::write(&changed, lines.join("\n") + "\n")?;
        let (is_whole, said) = script(&[&changed, &head])?;
        assert!(!is_whole && said.contains(why), "{why}: {said}");
        Ok(())
    };
    let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    refuses(own(&[&lines[..4], &lines[5..]].concat()), "was removed")?;
    let mut edited = own(&lines);
    edited[3] = edited[3].replace("\"new\":\"The ", "\"new\":\"Not ");
    refuses(edited, "entry 3 was changed: its value of name")?;
    let mut later = own(&lines);
    later[6] = later[6].replacen("\"at_us\":", "\"at_us\":1", 1);
    refuses(later, "entry 6 was changed")?;
    refuses(own(&lines[..lines.len() - 2]), "does not end at its own signed head")
}

#[tokio::test]
async fn an_export_is_verified_by_a_script_in_another_language() -> TestResult {
    for fresh in filled().await? {
        tokio::task::spawn_blocking(move || exported_and_verified_by_others(&fresh)).await??;
    }
    Ok(())
}

#[tokio::test]
async fn the_command_line_names_what_is_wrong_and_says_so_by_its_status() -> TestResult {
    for fresh in filled().await? {
        let run = |arguments: &[&str]| defter(&fresh.url, arguments, "");
        let folder = TempDir::new()?;
        let head = folder.path().join("head.json").display().to_string();
        assert!(run(&["audit", "sign", "--out", &head])?.0);
        let (is_whole, said) = run(&["audit", "verify", "--head", &head])?;
        assert!(is_whole && said.starts_with("whole: ") && said.contains("signed by this machine"), "{said}");
        let (is_whole, said) = run(&["audit", "verify"])?;
        assert!(is_whole && said.contains("without a head"), "{said}");
        assert!(!run(&["audit", "verify", "--head", "/nowhere"])?.0);
        let database = &fresh.database;
        let is_sqlite = database.backend() == sea_orm::DatabaseBackend::Sqlite;
        let open = if is_sqlite {
            "DROP TRIGGER audit_entries_kept_update"
        } else {
            "ALTER TABLE audit_entries DISABLE TRIGGER ALL"
        };
        database.writer().execute_unprepared(open).await?;
        database.writer().execute_unprepared("UPDATE audit_entries SET version = 7 WHERE seq = 5").await?;
        let (is_whole, said) = run(&["audit", "verify"])?;
        assert!(!is_whole && said == "NOT WHOLE: entry 5 was changed\n", "{said}");
    }
    Ok(())
}

#[tokio::test]
async fn erasing_a_persons_values_leaves_the_chain_whole_and_says_so() -> TestResult {
    for fresh in filled().await? {
        let run = |arguments: &[&str]| defter(&fresh.url, arguments, "");
        let customer = crate::support::Desk::lale();
        let mut text = crate::support::lale_text();
        text.set(model::customers::Field::ContactLastName, "Yılmaz");
        let desk = crate::support::Desk::of(fresh.beside());
        let change = serde_json::json!({ "id": customer, "version": 1, "text": text, "reason": "Elif Kaya married" });
        desk.call(crate::support::Who::SALES, "account/update", &change).await?.expect(200)?;
        // It cannot be taken back: nobody does it by a slip.
        let (done, said) = run(&["audit", "erase", "--customer", &customer.to_string()])?;
        assert!(!done && said.contains("--yes"), "{said}");
        assert_eq!(desk.history(customer).await?[0]["reason"], "Elif Kaya married");
        let (done, said) = run(&["audit", "erase", "--yes", "--customer", &customer.to_string()])?;
        assert!(done && said.contains("erased 7 values of the log and 1 copies"), "{said}");
        // What is gone is not counted again.
        assert!(
            run(&["audit", "erase", "--yes", "--customer", &customer.to_string()])?
                .1
                .contains("erased 0 values of the log and 0 copies")
        );
        let history = desk.history(customer).await?;
        assert_eq!(history[0]["fields"], serde_json::json!([]));
        assert_eq!(history[0]["erased"], serde_json::json!(["contact_last_name"]));
        assert_eq!(history[0]["reason"], "");
        let found = verify(&fresh.database, None).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!((found.fault, found.erased_values), (None, 7));
        let (is_whole, said) = run(&["audit", "verify"])?;
        assert!(is_whole && said.contains("7 values were erased on request"), "{said}");
        assert!(!run(&["audit", "erase", "--yes", "--customer", "00000000-0000-0000-0000-00000000ffff"])?.0);
        // Somebody of the staff, once they cannot sign in any more: their name is nowhere then.
        let email = "helpdesk_agent@staff.example";
        for more in [&["--yes"][..], &[]] {
            let (done, said) = run(&[&["audit", "erase", "--person", email], more].concat())?;
            assert!(!done && said.contains("disable"), "{said}");
        }
        assert!(run(&["user", "disable", "--email", email])?.0);
        let (done, said) = run(&["audit", "erase", "--person", email])?;
        assert!(!done && said.contains("--yes"), "{said}");
        assert!(run(&["audit", "erase", "--yes", "--person", email])?.0);
        let everything = [run(&["user", "list"])?.1, run(&["audit", "export"])?.1].concat();
        assert!(!everything.contains(email) && !everything.contains("The helpdesk_agent"), "{everything}");
        assert!(run(&["audit", "verify", "--accounts"])?.0);
        desk.ends_well()?;
    }
    Ok(())
}

/// The disk is full when it is needed most: what is wrong is found all the same.
#[tokio::test]
async fn a_check_goes_on_where_nothing_can_be_noted() -> TestResult {
    for fresh in filled().await? {
        let full = if fresh.database.backend() == sea_orm::DatabaseBackend::Sqlite {
            "CREATE TRIGGER no_room BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        } else {
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no room''; END';
             CREATE TRIGGER no_room BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION no_room()"
        };
        fresh.database.writer().execute_unprepared(full).await?;
        let (is_whole, said) = defter(&fresh.url, &["audit", "verify", "--accounts"], "")?;
        assert!(is_whole && said.contains("whole: ") && said.contains("could not be noted"), "{said}");
        assert!(said.contains("every account is as") && said.contains("the staff are as the log says"), "{said}");
        assert!(!defter(&fresh.url, &["audit", "export"], "")?.0, "who takes the log is noted");
    }
    Ok(())
}

/// After one entry of it the log's own key would say that the log is not whole.
#[tokio::test]
async fn a_key_that_sealed_nothing_here_seals_nothing_by_mistake() -> TestResult {
    for fresh in filled().await? {
        let folder = TempDir::new()?;
        let other = folder.path().join("other.log-key").display().to_string();
        // 32 bytes of 9.
        std::fs::write(&other, format!("defter-log-key-1 {}CQk=\n", "CQkJ".repeat(10)))?;
        let by = |arguments: &[&str]| defter(&fresh.url, &[&["--log-key", &other], arguments].concat(), "");
        let before = newest(&fresh.database).await.map_err(|error| format!("{error:?}"))?;
        let (is_whole, said) = by(&["audit", "verify"])?;
        assert!(!is_whole && said.contains("NOT WHOLE: ") && said.contains("could not be noted"), "{said}");
        for refused in [
            &["audit", "sign"][..],
            &["audit", "export"],
            &["check", "--stored"],
            &["migrate"],
            &["serve", "--listen", "127.0.0.1:0"],
            &["user", "disable", "--email", "helpdesk_agent@staff.example"],
        ] {
            let (is_done, said) = by(refused)?;
            assert!(!is_done && said.contains("--new-log-key"), "{refused:?}: {said}");
        }
        assert!(by(&["audit", "key"])?.0 && by(&["user", "list"])?.0);
        let copy = folder.path().join("copy.db").display().to_string();
        if fresh.database.backend() == sea_orm::DatabaseBackend::Sqlite {
            let (is_copied, said) = by(&["backup", &copy])?;
            assert!(is_copied && said.contains("could not be noted"), "{said}");
        }
        assert_eq!(newest(&fresh.database).await.map_err(|error| format!("{error:?}"))?, before);
        let (is_whole, said) = defter(&fresh.url, &["audit", "verify"], "")?;
        assert!(is_whole, "{said}");
        // Who means it says so once: a second server of this database.
        assert!(by(&["--new-log-key", "audit", "sign"])?.0);
        assert!(by(&["audit", "sign"])?.0);
    }
    Ok(())
}

#[tokio::test]
async fn a_key_is_made_at_the_first_start_and_kept_to_its_owner() -> TestResult {
    use std::os::unix::fs::PermissionsExt;
    let fresh = fresh_sqlite().await?;
    let folder = TempDir::new()?;
    let path = folder.path().join("own.log-key");
    let with_key = path.display().to_string();
    let key = |arguments: &[&str]| defter(&fresh.url, &[&["--log-key", &with_key], arguments].concat(), "");
    let (checked, why) = key(&["audit", "verify"])?;
    assert!(!checked && why.contains("there is no key"), "{why}");
    assert!(key(&["migrate"])?.0);
    let (first, public) = key(&["audit", "key"])?;
    assert!(first && public.trim().len() == 64, "{public}");
    assert_eq!(key(&["audit", "key"])?.1, public);
    assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
    std::fs::write(&path, "nonsense")?;
    let (opened, why) = key(&["audit", "key"])?;
    assert!(!opened && why.contains("holds no key"), "{why}");
    assert_ne!(key_file()?, with_key);
    // A log that has entries gets no other key by mistake.
    std::fs::remove_file(&path)?;
    let (began, why) = key(&["migrate"])?;
    assert!(!began && why.contains("--new-log-key") && !path.exists(), "{why}");
    assert!(key(&["--new-log-key", "migrate"])?.0 && path.exists());
    let (is_whole, said) = key(&["audit", "verify"])?;
    assert!(!is_whole, "{said}");
    assert!(key(&["audit", "verify", "--other-key", public.trim()])?.0);
    Ok(())
}

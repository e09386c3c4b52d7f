//! The key that seals the log's entries and signs its head. It is made at the first start and never leaves the machine.

use crate::canonical::{Hash, hex};
use crate::own_file::{FileSystem, TURN, own_file};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use ring::{digest, hmac};
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// How a key's file begins.
const MARK: &str = "defter-log-key-1 ";
const SEED_BYTES: usize = 32;
/// The seal is of the same secret by another name, so that one file is enough.
const SEAL: &[u8] = b"defter-seal-1";
/// Bytes of a key's name: the beginning of its public half's hash.
pub const KEY_ID_BYTES: usize = 8;

/// The key of one machine.
#[derive(Clone)]
pub struct LogKey(Arc<Parts>);

struct Parts {
    pair: Ed25519KeyPair,
    seal: hmac::Key,
    id: [u8; KEY_ID_BYTES],
}

impl fmt::Debug for LogKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "LogKey({})", hex(&self.0.id))
    }
}

fn write_whole(begun: &Path, seed: &[u8; SEED_BYTES]) -> io::Result<()> {
    let mut file = own_file().create_new(true).open(begun)?;
    writeln!(file, "{MARK}{}", STANDARD.encode(seed))?;
    file.sync_all()
}

/// A begun file this old is nobody's any more: writing one takes a moment.
const LEFT: Duration = Duration::from_mins(1);

/// How the names of begun files go on after the key's own without its extension.
const BEGUN: &str = "begun-";

/// Removes what starts before left that were killed, or whose disk was full, while they made a key. What cannot be removed
/// stays: it is no key.
fn remove_left(path: &Path) {
    let (Some(folder), Some(stem)) = (path.parent(), path.file_stem().and_then(OsStr::to_str)) else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let prefix = format!("{stem}.{BEGUN}");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        // A turn that somebody left is the next one's: taken away here, two would have one each.
        let is_begun = |name: &str| name.starts_with(&prefix) && !name.ends_with(TURN);
        let is_begun = entry.file_name().to_str().is_some_and(is_begun);
        let age = entry.metadata().and_then(|known| known.modified()).ok().and_then(|at| at.elapsed().ok());
        if is_begun && age.is_some_and(|age| age >= LEFT) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn random_seed() -> io::Result<[u8; SEED_BYTES]> {
    let mut seed = [0_u8; SEED_BYTES];
    SystemRandom::new().fill(&mut seed).map_err(|_| io::Error::other("the system gives no random numbers"))?;
    Ok(seed)
}

impl LogKey {
    /// The key of a file, which is made if there is none.
    ///
    /// # Errors
    /// A file that cannot be read or made, or that holds no key.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        Self::of_file_in(FileSystem::OF_SYSTEM, path)
    }

    fn of_file_in(system: FileSystem, path: &Path) -> io::Result<Self> {
        remove_left(path);
        match Self::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(system, path),
            read => read,
        }
    }

    fn read(path: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        Self::of_text(&text).ok_or_else(|| io::Error::other("it holds no key of a Defter log"))
    }

    /// A key that is nobody's and is kept nowhere: for looking at a database before its own is known.
    ///
    /// # Errors
    /// A system that gives no random numbers.
    pub fn passing() -> io::Result<Self> {
        Self::of_seed(&random_seed()?).ok_or_else(|| io::Error::other("no key could be made"))
    }

    /// A key from its secret.
    #[must_use]
    pub fn of_seed(seed: &[u8; SEED_BYTES]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
        let seal = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, seed), SEAL);
        let id = key_id(pair.public_key().as_ref());
        Some(Self(Arc::new(Parts { pair, seal: hmac::Key::new(hmac::HMAC_SHA256, seal.as_ref()), id })))
    }

    fn of_text(text: &str) -> Option<Self> {
        let seed = STANDARD.decode(text.strip_prefix(MARK)?.trim()).ok()?;
        Self::of_seed(&seed.try_into().ok()?)
    }

    fn make(system: FileSystem, path: &Path) -> io::Result<Self> {
        let seed = random_seed()?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        // Whole or not at all: whoever is killed leaves no key that is none.
        let begun = path.with_extension(format!("{BEGUN}{}", Uuid::now_v7()));
        let placed = write_whole(&begun, &seed).and_then(|()| system.put_in_place(&begun, path));
        let _ = std::fs::remove_file(&begun);
        match placed {
            // Two programs that begin at once: the second finds the first one's key.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Self::read(path),
            placed => placed?,
        }
        Self::of_seed(&seed).ok_or_else(|| io::Error::other("no key could be made"))
    }

    /// The key's name, which entries carry.
    #[must_use]
    pub fn id(&self) -> [u8; KEY_ID_BYTES] {
        self.0.id
    }

    /// The half of the key that others may know.
    #[must_use]
    pub fn public(&self) -> &[u8] {
        self.0.pair.public_key().as_ref()
    }

    /// Seals an entry's hash: nobody without the key can write an entry that looks like the program's own.
    #[must_use]
    pub fn seal(&self, hash: &Hash) -> Vec<u8> {
        hmac::sign(&self.0.seal, hash).as_ref().to_vec()
    }

    /// Whether a seal is this key's.
    #[must_use]
    pub fn has_sealed(&self, hash: &Hash, seal: &[u8]) -> bool {
        hmac::verify(&self.0.seal, hash, seal).is_ok()
    }

    /// A mark that only this key makes, for a purpose beside the log; no seal of an entry is one, nor one a seal.
    #[must_use]
    pub fn mark(&self, purpose: &str, text: &str) -> Vec<u8> {
        let key = hmac::sign(&self.0.seal, purpose.as_bytes());
        hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_ref()), text.as_bytes()).as_ref().to_vec()
    }

    /// Whether a mark is this key's.
    #[must_use]
    pub fn has_marked(&self, purpose: &str, text: &str, mark: &[u8]) -> bool {
        let key = hmac::sign(&self.0.seal, purpose.as_bytes());
        hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, key.as_ref()), text.as_bytes(), mark).is_ok()
    }

    /// Signs a message for others.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.pair.sign(message).as_ref().to_vec()
    }
}

/// The name of a public key.
#[must_use]
pub fn key_id(public: &[u8]) -> [u8; KEY_ID_BYTES] {
    let mut id = [0; KEY_ID_BYTES];
    id.copy_from_slice(&digest::digest(&digest::SHA256, public).as_ref()[..KEY_ID_BYTES]);
    id
}

/// Whether a signature is a public key's.
#[must_use]
pub fn is_signed_by(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public).verify(message, signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_file::move_onto_own;
    use std::sync::Barrier;

    #[test]
    fn a_file_keeps_its_key_and_another_file_has_another() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("defter-key-{}", Uuid::now_v7()));
        let (one, other) = (folder.join("one.key"), folder.join("other.key"));
        let key = LogKey::of_file(&one)?;
        assert_eq!(LogKey::of_file(&one)?.id(), key.id());
        assert_ne!(LogKey::of_file(&other)?.id(), key.id());
        std::fs::write(&other, "nonsense")?;
        assert!(LogKey::of_file(&other).is_err());
        std::fs::remove_dir_all(&folder)
    }

    /// A file system without hard links, as FAT is.
    const NO_LINKS: FileSystem =
        FileSystem { link: |_, _| Err(io::ErrorKind::PermissionDenied.into()), ..FileSystem::OF_SYSTEM };
    /// One without locks either, as some that a program of its own serves.
    const NO_LOCKS: FileSystem = FileSystem { lock: |_| Err(io::ErrorKind::Unsupported.into()), ..NO_LINKS };

    #[test]
    fn programs_that_begin_at_once_have_one_key_without_hard_links_too() -> io::Result<()> {
        const PROGRAMS: usize = 8;
        for system in [NO_LINKS, FileSystem::OF_SYSTEM] {
            for _ in 0..10 {
                let folder = std::env::temp_dir().join(format!("defter-key-{}", Uuid::now_v7()));
                let (path, start) = (folder.join("log.key"), Barrier::new(PROGRAMS));
                let begin = || {
                    start.wait();
                    LogKey::of_file_in(system, &path).map(|key| key.id())
                };
                let ids: Vec<io::Result<[u8; KEY_ID_BYTES]>> = std::thread::scope(|scope| {
                    let begun: Vec<_> = (0..PROGRAMS).map(|_| scope.spawn(begin)).collect();
                    let joined = begun.into_iter().map(std::thread::ScopedJoinHandle::join);
                    joined.map(|id| id.unwrap_or_else(|_| Err(io::Error::other("a program ended early")))).collect()
                });
                let kept = LogKey::of_file(&path)?.id();
                for id in ids {
                    assert_eq!(id?, kept);
                }
                let left: Vec<_> =
                    std::fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect();
                assert!(left.len() == 1, "{left:?}");
                std::fs::remove_dir_all(&folder)?;
            }
        }
        Ok(())
    }

    #[test]
    fn a_key_that_stands_is_never_moved_over() -> io::Result<()> {
        for system in [FileSystem::OF_SYSTEM, NO_LINKS, NO_LOCKS] {
            let folder = std::env::temp_dir().join(format!("defter-key-{}", Uuid::now_v7()));
            let path = folder.join("log.key");
            let key = LogKey::of_file_in(system, &path)?;
            std::fs::write(folder.join("begun"), "another")?;
            let placed = system.put_in_place(&folder.join("begun"), &path);
            assert!(placed.is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists));
            assert_eq!(LogKey::of_file(&path)?.id(), key.id());
            // Somebody who was killed left their turn: it is nobody's now.
            let other = folder.join("other.key");
            std::fs::write(folder.join("other.begun-turn"), "")?;
            assert_ne!(LogKey::of_file_in(system, &other)?.id(), key.id());
            std::fs::remove_dir_all(&folder)?;
        }
        Ok(())
    }

    /// Some of them may read no key yet, and end; none has another.
    #[test]
    fn programs_that_begin_at_once_have_one_key_without_locks_too() -> io::Result<()> {
        const PROGRAMS: usize = 8;
        for _ in 0..10 {
            let folder = std::env::temp_dir().join(format!("defter-key-{}", Uuid::now_v7()));
            let (path, start) = (folder.join("log.key"), Barrier::new(PROGRAMS));
            let begin = || {
                start.wait();
                LogKey::of_file_in(NO_LOCKS, &path).map(|key| key.id())
            };
            let made = std::thread::scope(|scope| {
                let begun: Vec<_> = (0..PROGRAMS).map(|_| scope.spawn(begin)).collect();
                begun.into_iter().filter_map(|program| program.join().ok()?.ok()).collect::<Vec<_>>()
            });
            let kept = LogKey::of_file(&path)?.id();
            assert!(!made.is_empty() && made.iter().all(|id| *id == kept), "{made:?}");
            assert_eq!(std::fs::read_dir(&folder)?.count(), 1);
            std::fs::remove_dir_all(&folder)?;
        }
        Ok(())
    }

    /// A lock that fails otherwise, or a name that cannot be had: nothing is made, and nothing is left in the way.
    #[test]
    fn where_no_key_can_be_placed_nothing_is_left() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("defter-key-{}", Uuid::now_v7()));
        let path = folder.join("log.key");
        let refuses = FileSystem { lock: |_| Err(io::ErrorKind::PermissionDenied.into()), ..NO_LINKS };
        assert!(LogKey::of_file_in(refuses, &path).is_err());
        assert!(move_onto_own(&folder.join("nothing"), &path).is_err());
        assert!(!path.exists());
        LogKey::of_file_in(NO_LOCKS, &path)?;
        std::fs::remove_dir_all(&folder)
    }

    #[test]
    fn what_starts_before_left_goes_with_the_next_and_nothing_else_does() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("defter-key-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder)?;
        let hour_ago = std::time::SystemTime::now() - Duration::from_hours(1);
        // Of programs of before, of this one, of one that is at it now; a database, another key.
        let (old, kept) =
            (["desk.begun-4711", "desk.begun-019a"], ["desk.begun-new", "desk.begun-turn", "desk.db", "other.begun-1"]);
        for name in old.iter().chain(&kept) {
            std::fs::write(folder.join(name), "")?;
            if *name != "desk.begun-new" {
                std::fs::File::options().append(true).open(folder.join(name))?.set_modified(hour_ago)?;
            }
        }
        let key = LogKey::of_file(&folder.join("desk.log-key"))?;
        assert!(old.iter().all(|name| !folder.join(name).exists()));
        assert!(kept.iter().all(|name| folder.join(name).exists()));
        // Where the key was made long ago too.
        std::fs::File::options().append(true).open(folder.join("desk.begun-new"))?.set_modified(hour_ago)?;
        assert_eq!(LogKey::of_file(&folder.join("desk.log-key"))?.id(), key.id());
        assert!(!folder.join("desk.begun-new").exists());
        std::fs::remove_dir_all(&folder)
    }

    #[test]
    fn tells_its_own_seal_and_signature_from_another_keys() -> io::Result<()> {
        let of = |seed: u8| LogKey::of_seed(&[seed; 32]).ok_or_else(|| io::Error::other("a seed makes a key"));
        let (one, other) = (of(1)?, of(2)?);
        let seal = one.seal(&[9; 32]);
        assert!(one.has_sealed(&[9; 32], &seal));
        assert!(!one.has_sealed(&[8; 32], &seal) && !other.has_sealed(&[9; 32], &seal));
        let signature = one.sign(b"head");
        assert!(is_signed_by(one.public(), b"head", &signature));
        assert!(!is_signed_by(other.public(), b"head", &signature) && !is_signed_by(one.public(), b"tail", &signature));
        Ok(())
    }
}

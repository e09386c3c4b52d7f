//! Writes the program's log from a thread of its own: whoever holds the other end of standard error and reads nothing holds up
//! no request. What finds no room is left out, counted, and the count said as soon as something can be said again.

use std::io::{self, Write};
use std::mem::take;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Text that waits at most; as much again may be on its way.
const ROOM_BYTES: usize = 4 * 1_024 * 1_024;
/// How long the end of the program waits for what is still to be written.
const GOODBYE: Duration = Duration::from_secs(1);

/// Takes lines and never waits. Copies of it are one log.
#[derive(Clone, Debug, Default)]
pub struct LogWriter(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    text: Vec<u8>,
    left_out: u64,
    is_writing: bool,
}

/// Waits for what is still to be written, for a moment, when the program ends in whichever way.
#[derive(Debug)]
pub struct Ending(LogWriter);

impl LogWriter {
    /// Begins to write into `out`.
    ///
    /// # Errors
    /// A system that has no thread left.
    pub fn into(out: impl Write + Send + 'static) -> io::Result<(Self, Ending)> {
        let log = Self::default();
        let writing = log.clone();
        std::thread::Builder::new().name("log".to_owned()).spawn(move || writing.keep_writing(out))?;
        Ok((log.clone(), Ending(log)))
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep_writing(&self, mut out: impl Write) {
        let mut left_out = 0;
        loop {
            let (text, found_no_room) = self.next();
            for line in text.split_inclusive(|byte| *byte == b'\n') {
                left_out = after(&mut out, left_out, line);
            }
            left_out += found_no_room;
            if found_no_room > 0 && say(&mut out, left_out) {
                left_out = 0;
            }
        }
    }

    /// Waits for text, or for a count of what found no room after it.
    fn next(&self) -> (Vec<u8>, u64) {
        let mut queue = self.queue();
        queue.is_writing = false;
        self.0.changed.notify_all();
        let has_nothing = |queue: &mut Queue| queue.text.is_empty() && queue.left_out == 0;
        let mut queue = self.0.changed.wait_while(queue, has_nothing).unwrap_or_else(PoisonError::into_inner);
        queue.is_writing = true;
        (take(&mut queue.text), take(&mut queue.left_out))
    }
}

/// Writes a line, after the count of those before it that could not be written; answers how many could not by then.
fn after(out: &mut impl Write, left_out: u64, line: &[u8]) -> u64 {
    if left_out > 0 && !say(out, left_out) {
        return left_out + 1;
    }
    u64::from(out.write_all(line).is_err())
}

fn say(out: &mut impl Write, left_out: u64) -> bool {
    let said =
        format!("defter: {left_out} lines were left out here: nobody read the log, or it could not be written\n");
    out.write_all(said.as_bytes()).is_ok()
}

/// Each write is one entry, whole.
impl Write for LogWriter {
    fn write(&mut self, entry: &[u8]) -> io::Result<usize> {
        let mut queue = self.queue();
        // Once one found no room those after it wait for the count too: what is written stands in its order.
        if queue.left_out > 0 || queue.text.len() + entry.len() > ROOM_BYTES {
            queue.left_out += 1;
        } else {
            queue.text.extend_from_slice(entry);
        }
        self.0.changed.notify_all();
        Ok(entry.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        let is_due = |queue: &mut Queue| queue.is_writing || !queue.text.is_empty() || queue.left_out > 0;
        // Whether it was all written or not, the program ends.
        drop(self.0.0.changed.wait_timeout_while(self.0.queue(), GOODBYE, is_due));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Instant;

    /// Somebody who reads one line for each word that they are given, and tells what they read.
    struct Reader {
        may: Receiver<bool>,
        read: Sender<String>,
    }

    impl Write for Reader {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            // Whoever gives no word any more reads nothing any more.
            if !self.may.recv().map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))? {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let _ = self.read.send(String::from_utf8_lossy(line).into_owned());
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn reader() -> io::Result<(Sender<bool>, Receiver<String>, LogWriter, Ending)> {
        let ((say, may), (read, heard)) = (channel(), channel());
        let (log, ending) = LogWriter::into(Reader { may, read })?;
        Ok((say, heard, log, ending))
    }

    #[test]
    fn whoever_reads_nothing_holds_up_nobody_and_hears_later_how_much_is_missing()
    -> Result<(), Box<dyn std::error::Error>> {
        let (say, heard, mut log, _ending) = reader()?;
        let line = format!("{}\n", "x".repeat(1_023));
        let (began, sent) = (Instant::now(), 3 * ROOM_BYTES / line.len());
        for _ in 0..sent {
            log.write_all(line.as_bytes())?;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "it waited for somebody");
        // Where the thread began late, the count comes in two parts.
        let (mut whole, mut missing) = (0, 0);
        while whole + missing < sent {
            say.send(true)?;
            let read = heard.recv_timeout(Duration::from_secs(20))?;
            if read == line {
                whole += 1;
            } else {
                assert!(read.contains(" lines were left out here: nobody read the log"), "{read}");
                missing += read.split(' ').nth(1).ok_or("no count")?.parse::<usize>()?;
            }
        }
        assert!(whole + missing == sent && missing > 0, "{whole} and {missing} of {sent}");
        assert!(whole >= ROOM_BYTES / line.len() && whole <= 2 * ROOM_BYTES / line.len() + 1, "{whole}");
        log.write_all(b"and on\n")?;
        say.send(true)?;
        assert_eq!(heard.recv_timeout(Duration::from_secs(20))?, "and on\n");
        Ok(())
    }

    #[test]
    fn what_could_not_be_written_is_counted_with_the_next_that_can() -> Result<(), Box<dyn std::error::Error>> {
        let (say, heard, mut log, ending) = reader()?;
        log.write_all(b"one\ntwo\n")?;
        // Neither is taken: the second not even the count of the first.
        say.send(false)?;
        say.send(false)?;
        log.write_all(b"three\n")?;
        say.send(true)?;
        say.send(true)?;
        assert!(heard.recv_timeout(Duration::from_secs(20))?.starts_with("defter: 2 lines were left out here"));
        assert_eq!(heard.recv_timeout(Duration::from_secs(20))?, "three\n");
        log.write_all(b"the last\n")?;
        say.send(true)?;
        drop(ending);
        assert_eq!(heard.try_recv()?, "the last\n", "the end waits for it");
        Ok(())
    }

    #[test]
    fn the_end_waits_a_moment_and_no_longer() -> io::Result<()> {
        let (_say, _heard, mut log, ending) = reader()?;
        log.write_all(b"nobody reads this\n")?;
        let began = Instant::now();
        drop(ending);
        assert!(began.elapsed() >= GOODBYE && began.elapsed() < 10 * GOODBYE, "{:?}", began.elapsed());
        Ok(())
    }
}

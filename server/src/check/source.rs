//! A file's bytes as UTF-8, whatever encoding they are in; no more of them at once than a part of the file.

use super::encoding::{is_mostly_utf8, plain_utf16};
use super::guess::looks_like;
use super::kinds::{HEAD_BYTES, refusal};
use super::letters::odd_word;
use crate::config::Charset;
use crate::failure::Failure;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{ErrorKind, Read};

/// How much is read at once, and looked at to know letters, in bytes.
const CHUNK_BYTES: usize = 1 << 16;
/// How much is looked at to know UTF-16 without its mark, in bytes.
const PLAIN_BYTES: usize = 256;
/// Stands in UTF-8 where the file's bytes are no letter: never part of UTF-8, so that the line is found to be broken.
const NO_LETTER: u8 = 0xFF;

/// Why a file is read in an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A byte-order mark says so.
    Mark,
    /// A flag says so.
    Asked,
    /// Its bytes look so.
    Guessed,
}

/// The bytes of a file as UTF-8.
pub struct Source {
    input: Box<dyn Read>,
    asked: Option<Charset>,
    guesses: bool,
    state: State,
    charset: Charset,
    reason: Reason,
    odd_word: Option<String>,
    /// What is UTF-8 already; it was taken up to `at`.
    ready: Vec<u8>,
    at: usize,
    /// So many bytes of UTF-8 were taken in all.
    taken: usize,
    /// What is still to be decoded.
    raw: Vec<u8>,
}

enum State {
    Start,
    /// Nothing but ASCII so far: it may be UTF-8, or one of the encodings of Windows.
    Ascii,
    Utf8,
    Other(Decoder),
    Dos,
    End,
}

impl Source {
    /// The bytes of some input. An encoding that was asked for gives way to a byte-order mark only. Where nothing says which
    /// it is and `guesses` is false, it is UTF-8 or plain UTF-16 (JSON is, RFC 8259); otherwise the encodings of Windows too.
    pub fn new(input: Box<dyn Read>, asked: Option<Charset>, guesses: bool) -> Self {
        Self {
            input,
            asked,
            guesses,
            state: State::Start,
            charset: Charset::Standard(UTF_8),
            reason: Reason::Guessed,
            odd_word: None,
            ready: Vec::new(),
            at: 0,
            taken: 0,
            raw: Vec::new(),
        }
    }

    /// The encoding that the file is read in, and why. It may change once, with the first letter that is not ASCII.
    pub fn charset(&self) -> (Charset, Reason) {
        (self.charset, self.reason)
    }

    /// A word that speaks against an encoding which was guessed.
    pub fn odd_word(&self) -> Option<&str> {
        self.odd_word.as_deref()
    }

    /// What was read and not taken yet.
    pub fn rest(&self) -> &[u8] {
        &self.ready[self.at..]
    }

    /// Takes the first bytes of the rest away.
    pub fn take(&mut self, count: usize) {
        let count = count.min(self.ready.len() - self.at);
        self.at += count;
        self.taken += count;
    }

    /// How many bytes of the text were taken.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// Reads on, so that the rest grows; false at the end of the file.
    ///
    /// # Errors
    /// If the input cannot be read on, or is no text.
    pub fn more(&mut self) -> Result<bool, Failure> {
        self.ready.drain(..self.at);
        self.at = 0;
        let before = self.ready.len();
        while self.ready.len() == before {
            match self.state {
                State::Start => self.begin()?,
                State::Ascii => {
                    let is_end = read(&mut *self.input, &mut self.ready)? == 0;
                    if is_end {
                        self.state = State::End;
                    } else {
                        self.judge(before)?;
                    }
                }
                State::Utf8 => {
                    if read(&mut *self.input, &mut self.ready)? == 0 {
                        self.state = State::End;
                    }
                }
                State::Other(_) | State::Dos => {
                    let is_end = read(&mut *self.input, &mut self.raw)? == 0;
                    self.decode(is_end);
                }
                State::End => return Ok(false),
            }
        }
        Ok(true)
    }

    fn begin(&mut self) -> Result<(), Failure> {
        let mut head = Vec::new();
        while head.len() < HEAD_BYTES && read(&mut *self.input, &mut head)? > 0 {}
        if let Some(refusal) = refusal(&head) {
            return Err(refusal.into());
        }
        if let Some((encoding, mark_bytes)) = Encoding::for_bom(&head) {
            head.drain(..mark_bytes);
            self.start(Charset::Standard(encoding), Reason::Mark, head);
            return Ok(());
        }
        if let Some(charset) = self.asked {
            self.start(charset, Reason::Asked, head);
            return Ok(());
        }
        if head.iter().take(4).any(|byte| *byte == 0) {
            while head.len() < PLAIN_BYTES && read(&mut *self.input, &mut head)? > 0 {}
            if let Some(encoding) = plain_utf16(&head[..head.len().min(PLAIN_BYTES)]) {
                self.start(Charset::Standard(encoding), Reason::Guessed, head);
                return Ok(());
            }
        }
        self.start(Charset::Standard(UTF_8), Reason::Guessed, head);
        if self.guesses {
            self.state = State::Ascii;
            self.judge(0)?;
        }
        Ok(())
    }

    fn start(&mut self, charset: Charset, reason: Reason, bytes: Vec<u8>) {
        self.charset = charset;
        self.reason = reason;
        self.state = match charset {
            Charset::Standard(encoding) if encoding == UTF_8 => {
                self.state = State::Utf8;
                self.ready.extend(bytes);
                return;
            }
            Charset::Standard(encoding) => State::Other(encoding.new_decoder_without_bom_handling()),
            Charset::Dos(_) => State::Dos,
        };
        self.raw = bytes;
        self.decode(false);
    }

    /// Looks at what was just read, from a place on, for the first letter that is not ASCII: it says which encoding it is.
    fn judge(&mut self, from: usize) -> Result<(), Failure> {
        let from = from + Encoding::ascii_valid_up_to(&self.ready[from..]);
        if from == self.ready.len() {
            return Ok(());
        }
        // A letter may be cut where the input comes in pieces.
        let is_text = |bytes: &[u8]| match std::str::from_utf8(bytes) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none() && error.valid_up_to() > 0,
        };
        if !is_text(&self.ready[from..]) {
            while self.ready.len() - from < CHUNK_BYTES && read(&mut *self.input, &mut self.ready)? > 0 {}
            if !is_mostly_utf8(&self.ready[from..]) {
                let charset = looks_like(&self.ready);
                self.odd_word = odd_word(&self.ready, charset);
                let raw = self.ready.split_off(from);
                self.start(charset, Reason::Guessed, raw);
                return Ok(());
            }
        }
        self.state = State::Utf8;
        Ok(())
    }

    /// Decodes what is raw; the last of it where the file ends.
    fn decode(&mut self, is_end: bool) {
        if matches!(self.state, State::Dos) {
            self.decode_dos();
        } else {
            self.decode_standard(is_end);
        }
        if is_end {
            self.state = State::End;
        }
    }

    fn decode_dos(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        for (at, letters) in self.charset.decoded(&raw).split(char::REPLACEMENT_CHARACTER).enumerate() {
            self.ready.extend((at > 0).then_some(NO_LETTER));
            self.ready.extend(letters.as_bytes());
        }
    }

    fn decode_standard(&mut self, is_end: bool) {
        let State::Other(decoder) = &mut self.state else { return };
        let is_single_byte = decoder.encoding().is_single_byte();
        let mut piece = [0_u8; 4096];
        let mut from = 0;
        loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(&self.raw[from..], &mut piece, is_end);
            from += read;
            if is_single_byte {
                push_letters(&piece[..written], &mut self.ready);
            } else {
                self.ready.extend_from_slice(&piece[..written]);
            }
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.ready.push(NO_LETTER),
            }
        }
        self.raw.clear();
    }
}

/// Appends letters. What an encoding of one byte a letter leaves empty is decoded to U+0080 to U+009F, which no text has.
fn push_letters(decoded: &[u8], to: &mut Vec<u8>) {
    let mut bytes = decoded.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == 0xC2 && bytes.next_if(|next| (0x80..=0x9F).contains(next)).is_some() {
            to.push(NO_LETTER);
        } else {
            to.push(byte);
        }
    }
}

/// Reads a part of the input to the end of some bytes; answers how many there were.
fn read(input: &mut dyn Read, to: &mut Vec<u8>) -> Result<usize, Failure> {
    let before = to.len();
    to.resize(before + CHUNK_BYTES, 0);
    loop {
        match input.read(&mut to[before..]) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Ok(count) => {
                to.truncate(before + count);
                return Ok(count);
            }
            Err(error) if error.kind() == ErrorKind::IsADirectory => {
                return Err("the input is a directory; name a file in it".into());
            }
            Err(error) => return Err(format!("the input cannot be read on: {error}").into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{WINDOWS_1252, WINDOWS_1254};
    use std::io::Cursor;

    /// Gives a byte at a time: every letter is cut somewhere.
    struct Slow(Cursor<Vec<u8>>);

    impl Read for Slow {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            let end = to.len().min(1);
            self.0.read(&mut to[..end])
        }
    }

    fn whole(input: Box<dyn Read>, asked: Option<&'static Encoding>) -> (Vec<u8>, &'static str) {
        let mut source = Source::new(input, asked.map(Charset::Standard), true);
        while let Ok(true) = source.more() {}
        (source.rest().to_vec(), source.charset().0.name())
    }

    fn both(bytes: &[u8], asked: Option<&'static Encoding>) -> (Vec<u8>, &'static str) {
        let at_once = whole(Box::new(Cursor::new(bytes.to_vec())), asked);
        assert_eq!(whole(Box::new(Slow(Cursor::new(bytes.to_vec()))), asked), at_once, "{bytes:?}");
        at_once
    }

    #[test]
    fn every_encoding_becomes_utf8_however_it_is_cut() {
        let text = "country;city\r\nTR;Şişli Iğdır çöğüş\r\n";
        let sixteen = |mark: bool, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        let ansi = WINDOWS_1254.encode(text).0.into_owned();
        let all = [
            text.as_bytes().to_vec(),
            ["\u{feff}", text].concat().into_bytes(),
            sixteen(true, u16::to_le_bytes),
            sixteen(true, u16::to_be_bytes),
            sixteen(false, u16::to_le_bytes),
            sixteen(false, u16::to_be_bytes),
            ansi.clone(),
        ];
        for bytes in all {
            assert_eq!(String::from_utf8(both(&bytes, None).0).as_deref(), Ok(text), "{bytes:?}");
        }
        assert_eq!(both(&ansi, Some(WINDOWS_1252)).1, "windows-1252");
    }

    #[test]
    fn a_byte_that_is_no_letter_is_marked_and_the_rest_is_read() {
        // 0x81 is none in Windows-1254; a lone surrogate is none in UTF-16.
        let (decoded, encoding) = both(b"country;city\nTR;\xDE\x81i\xFE\n", None);
        assert_eq!((&decoded[..], encoding), (&b"country;city\nTR;\xC5\x9E\xFFi\xC5\x9F\n"[..], "windows-1254"));
        let (decoded, _) = both(b"\xFF\xFEa\0\0\xD8b\0", None);
        assert_eq!(decoded, b"a\xFFb");
        // One broken place does not make Windows of UTF-8.
        assert_eq!(both(b"\xC5\x9E\xC5\x9E\n\xFF\n", None), (b"\xC5\x9E\xC5\x9E\n\xFF\n".to_vec(), "UTF-8"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"PK\x03\x04rest"[..], b"\xD0\xCF\x11\xE0rest", b"\xFF\xFE\0\0a\0\0\0", b"\0\0\xFE\xFF"] {
            let mut source = Source::new(Box::new(Cursor::new(bytes.to_vec())), None, true);
            assert!(source.more().is_err(), "{bytes:?}");
        }
        assert_eq!(both(b"", None).0, b"");
    }
}

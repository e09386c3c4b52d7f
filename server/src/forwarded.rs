//! `X-Forwarded-For`, as proxies write it: by no standard, so in several shapes.

use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

/// The address that the nearest proxy added: the last of all lines of the header (RFC 9110, 5.3: they are one list, in their
/// order). What is empty is none; what cannot be read is the end of it: before it stands what anybody may have written.
pub fn nearest(lines: &[String]) -> Option<IpAddr> {
    address(lines.iter().rev().flat_map(|line| line.rsplit(',')).map(str::trim).find(|part| !part.is_empty())?)
}

/// An address, alone or with a port, which some proxies add (`192.0.2.7:5000`, `[2001:db8::7]:443`); that of version 6 in
/// brackets too, as RFC 7239, 6 has it.
fn address(text: &str) -> Option<IpAddr> {
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().map(IpAddr::V6).ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(with_port).or_else(bracketed)
}

/// Behind a proxy that is not believed everybody is one address, and slowed as one.
pub fn warn_of_unbelieved() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::warn!(
            "requests come with X-Forwarded-For, which is not believed: behind a proxy of your own say --trust-proxy, or all people \
             count as one address and one of them can slow the sign-ins of all"
        );
    });
}

/// So is everybody behind one that is believed and names nobody.
pub fn warn_of_unread(is_there: bool) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let what = if is_there { "an X-Forwarded-For whose last address is none" } else { "no X-Forwarded-For" };
        tracing::warn!(
            "a request came with {what}, though --trust-proxy is set: it counts as the proxy's own address, and whoever comes so can \
             slow the sign-ins of all who do; have the proxy add the address of whoever asks"
        );
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_proxies_write_and_nothing_of_what_came_before() {
        for (lines, read) in [
            (&["192.0.2.7"][..], Some("192.0.2.7")),
            (&["198.51.100.1, 192.0.2.7"], Some("192.0.2.7")),
            (&["198.51.100.1", "192.0.2.7"], Some("192.0.2.7")),
            (&["192.0.2.7:5000"], Some("192.0.2.7")),
            (&["198.51.100.1:1,192.0.2.7:65535"], Some("192.0.2.7")),
            (&["2001:db8::7"], Some("2001:db8::7")),
            (&["[2001:db8::7]:443"], Some("2001:db8::7")),
            (&["[2001:db8::7]"], Some("2001:db8::7")),
            (&["::ffff:192.0.2.7"], Some("::ffff:192.0.2.7")),
            (&["192.0.2.7,"], Some("192.0.2.7")),
            (&["198.51.100.1, 192.0.2.7 , ,"], Some("192.0.2.7")),
            (&["192.0.2.7", ""], Some("192.0.2.7")),
            // None of these is an address, and what stands before them is whoever asks's to write.
            (&[], None),
            (&["", " , "], None),
            (&["unknown"], None),
            (&["198.51.100.1, unknown"], None),
            (&["198.51.100.1", "_hidden"], None),
            (&["desk.example"], None),
            (&["192.0.2.7:"], None),
            (&["192.0.2.7:65536"], None),
            (&["192.0.2.7:port"], None),
            (&["[192.0.2.7]"], None),
            (&["[2001:db8::7"], None),
            (&["[2001:db8::7]443"], None),
            (&["192.0.2.07"], None),
            (&["192.0.2.7 198.51.100.1"], None),
            (&["198.51.100.1, 192.0.2.\u{fffd}"], None),
        ] {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            assert_eq!(nearest(&lines), read.and_then(|read| read.parse().ok()), "{lines:?}");
        }
    }
}

//! A certificate that signs itself (RFC 5280, 4.1), for servers of this machine that encrypt.

use super::Tried;
use rustls::crypto::ring::{default_provider, sign::any_eddsa_type};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, SignatureScheme};
use std::sync::Arc;

/// Ed25519 (RFC 8410, 3); what a name and another name are called (RFC 5280, A); the other name: 127.0.0.1.
const ALGORITHM: &[u8] = &[0x30, 5, 0x06, 3, 0x2b, 0x65, 0x70];
const COMMON_NAME: &[u8] = &[0x06, 3, 0x55, 4, 3];
const ALSO_NAMED: &[u8] = &[0x06, 3, 0x55, 0x1d, 0x11];
const THIS_MACHINE: &[u8] = &[0x87, 4, 127, 0, 0, 1];
/// What stands before the 32 bytes of a private key (RFC 8410, 7).
const PRIVATE: &[u8] = &[0x30, 0x2e, 2, 1, 0, 0x30, 5, 0x06, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// The certificate and what a server needs to show it.
pub struct Certificate {
    pub der: Vec<u8>,
    pub server: Arc<ServerConfig>,
}

/// One thing within another (X.690, 8.1): its tag, its length, its content.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let [.., high, low] = content.len().to_be_bytes();
    let length = match content.len() {
        0..=0x7f => vec![low],
        0x80..=0xff => vec![0x81, low],
        _ => vec![0x82, high, low],
    };
    [vec![tag], length, content].concat()
}

impl Certificate {
    /// A certificate of 127.0.0.1 alone.
    pub fn of_this_machine() -> Tried<Self> {
        let private = [PRIVATE, &[7; 32]].concat();
        let key = any_eddsa_type(&PrivatePkcs8KeyDer::from(private.clone()))?;
        let public = key.public_key().ok_or("no public key")?.to_vec();
        let name = der(0x30, &[&der(0x31, &[&der(0x30, &[COMMON_NAME, &der(0x0c, &[b"mail.example"])])])]);
        let valid = der(0x30, &[&der(0x17, &[b"700101000000Z"]), &der(0x18, &[b"99991231235959Z"])]);
        let named = der(0x30, &[ALSO_NAMED, &der(0x04, &[&der(0x30, &[THIS_MACHINE])])]);
        let (version, serial) = (der(0xa0, &[&[2, 1, 2]]), [2, 1, 1]);
        let further = der(0xa3, &[&der(0x30, &[&named])]);
        let said = der(0x30, &[&version, &serial, ALGORITHM, &name, &valid, &name, &public, &further]);
        let signer = key.choose_scheme(&[SignatureScheme::ED25519]).ok_or("no signature")?;
        let der = der(0x30, &[&said, ALGORITHM, &der(0x03, &[&[0], &signer.sign(&said)?])]);
        let server = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![CertificateDer::from(der.clone())], PrivatePkcs8KeyDer::from(private).into())?;
        Ok(Self { der, server: Arc::new(server) })
    }
}

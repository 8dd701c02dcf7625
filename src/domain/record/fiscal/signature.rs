//! Seals and certificates of the right form that seal nothing, and say so to whoever decodes them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::domain::base::dice::hash;

/// What each of them says.
pub(super) const VOID: &str = "SELLO DE PRUEBA SIN VALIDEZ FISCAL";
/// The bytes of a signature with a key of 2,048 bits.
const SIGNATURE: usize = 256;

/// So many bytes that a text always leads to, after the words that make them void.
fn void(text: &str, count: usize) -> Vec<u8> {
    let blocks = (0..=count as u64 / 32).flat_map(|at| hash(&[text.as_bytes(), &at.to_le_bytes()]));
    VOID.bytes().chain(blocks).take(count).collect()
}

/// A seal, which is a signature.
pub(super) fn signature(text: &str) -> String {
    STANDARD.encode(void(text, SIGNATURE))
}

/// The number of a certificate: those of the treasury's tests begin so.
pub(super) fn certificate_number(rfc: &str) -> String {
    let digest = hash(&[b"certificate", rfc.as_bytes()]);
    let digits = digest.iter().take(9).map(|byte| char::from(b'0' + byte % 10));
    "30001000000".chars().chain(digits).collect()
}

/// A certificate: in DER, a sequence of one text.
pub(super) fn certificate(rfc: &str) -> String {
    let text = void(rfc, 1_400);
    let length = |length: usize| u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes();
    let der =
        [&[0x30, 0x82][..], &length(text.len() + 4), &[0x04, 0x82], &length(text.len()), &text].concat();
    STANDARD.encode(der)
}

//! Numbers, distances and texts in as few bytes as they need.
//!
//! Numbers are written in ASCII characters only, so that the texts between them need no check when they are read.

/// The bit that all characters of a number have but the last. There are six other bits in each.
const MORE: u8 = 0x40;

/// Writes a number in as few characters as it needs, the lowest bits first.
pub fn put_number(encoded: &mut Vec<u8>, mut number: u32) {
    while number >= u32::from(MORE) {
        encoded.push(number as u8 & (MORE - 1) | MORE);
        number >>= 6;
    }
    encoded.push(number as u8);
}

/// Writes the signed distance between two offsets; the lowest bit is the sign.
pub fn put_distance(encoded: &mut Vec<u8>, from: u32, to: u32) {
    // Offsets are below 2³¹ in any file that fits in memory; a larger one is clamped instead of a panic.
    let distance = from.abs_diff(to).min(u32::MAX >> 1);
    put_number(encoded, distance << 1 | u32::from(to < from));
}

/// Writes a text after its length.
pub fn put_text(encoded: &mut Vec<u8>, text: &str) {
    put_number(encoded, text.len() as u32);
    encoded.extend_from_slice(text.as_bytes());
}

/// Reads a number.
pub fn take_number(encoded: &mut &str) -> u32 {
    let (number, length) = match encoded.as_bytes() {
        [] => (0, 0),
        // Most numbers have one or two characters.
        [only, ..] if only & MORE == 0 => (u32::from(*only), 1),
        [first, second, ..] if second & MORE == 0 => {
            (u32::from(first & (MORE - 1)) | u32::from(*second) << 6, 2)
        }
        bytes => long_number(bytes),
    };
    *encoded = encoded.get(length..).unwrap_or_default();
    number
}

/// The number at the start of these bytes, and how many it has.
fn long_number(bytes: &[u8]) -> (u32, usize) {
    let mut number = 0;
    let mut length = 0;
    for (place, byte) in bytes.iter().enumerate().take(6) {
        number |= u32::from(byte & (MORE - 1)) << (6 * place as u32);
        length = place + 1;
        if byte & MORE == 0 {
            break;
        }
    }
    (number, length)
}

/// Reads the offset that is this distance from another one.
pub fn take_distance(encoded: &mut &str, from: u32) -> u32 {
    let number = take_number(encoded);
    if number & 1 == 0 {
        from.saturating_add(number >> 1)
    } else {
        from.saturating_sub(number >> 1)
    }
}

/// Reads a text.
pub fn take_text<'b>(encoded: &mut &'b str) -> &'b str {
    let length = take_number(encoded) as usize;
    let (text, rest) = encoded.split_at_checked(length).unwrap_or_default();
    *encoded = rest;
    text
}

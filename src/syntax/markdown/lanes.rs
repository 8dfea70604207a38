//! Eight bytes of text in one number, a lane of eight bits per byte, so that one operation tests all of them.
//!
//! The first byte is in the lowest lane. A test returns the highest bit of each lane that passes. It is for ASCII: a
//! byte outside ASCII makes the lanes above its own wrong, and those below stay right.

/// The number of lanes.
pub(super) const LANES: usize = 8;

/// A 1 in every lane.
const ONES: u64 = u64::MAX / 0xff;

/// The highest bit of every lane.
pub(super) const HIGH: u64 = ONES << 7;

/// The bytes of `text` from `at` on, which is at most its length; those past the end are 0.
#[inline]
pub(super) fn take(text: &[u8], at: usize) -> u64 {
    let rest = &text[at..];
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest
            .iter()
            .rfold(0, |lanes, byte| lanes << 8 | u64::from(*byte)),
    }
}

/// The lanes that are `low`, `high` or a byte between them.
#[inline]
pub(super) const fn between(lanes: u64, low: u8, high: u8) -> u64 {
    at_least(lanes, low) & !at_least(lanes, high + 1)
}

/// The lanes that are `byte`.
#[inline]
pub(super) const fn equal(lanes: u64, byte: u8) -> u64 {
    !at_least(lanes ^ (byte as u64 * ONES), 1) & HIGH
}

/// The lanes that are `least` or a greater byte; `least` is 1 to 128.
#[inline]
pub(super) const fn at_least(lanes: u64, least: u8) -> u64 {
    lanes.wrapping_add((0x80 - least as u64) * ONES) & HIGH
}

/// The lanes with capitals in lower case.
#[inline]
pub(super) const fn lower(lanes: u64) -> u64 {
    // A letter differs from its capital in the bit 0x20.
    lanes | between(lanes, b'A', b'Z') >> 2
}

/// The lanes with the bit 0x20 set: letters in lower case, digits as they are, and any others as some other character.
#[inline]
pub(super) const fn fold(lanes: u64) -> u64 {
    lanes | (0x20 * ONES)
}

/// The number of lanes below the lowest one in `found`.
#[inline]
pub(super) const fn below(found: u64) -> usize {
    found.trailing_zeros() as usize / 8
}

/// All bits of the lowest `number` lanes.
#[inline]
pub(super) const fn lowest(number: usize) -> u64 {
    match u64::MAX.checked_shl(8 * number as u32) {
        Some(others) => !others,
        None => u64::MAX,
    }
}

/// All bits of each lane in `found`.
#[inline]
pub(super) const fn whole(found: u64) -> u64 {
    (found >> 7) * 0xff
}

/// The number of lanes in `found`.
#[inline]
pub(super) const fn count(found: u64) -> u32 {
    // The highest lane of the product is the sum of all lanes.
    ((found >> 7).wrapping_mul(ONES) >> 56) as u32
}

#[cfg(test)]
mod tests {
    use super::{HIGH, LANES, below, between, count, equal, lower, lowest, take, whole};

    #[test]
    fn bytes_past_the_end_are_zero() {
        let text: Vec<u8> = (1..=20).collect();
        for at in 0..=text.len() {
            let lanes = take(&text, at).to_le_bytes();
            let expected = (at..at + LANES).map(|at| text.get(at).copied().unwrap_or(0));
            assert!(lanes.into_iter().eq(expected), "{at}");
        }
    }

    #[test]
    fn tests_look_at_each_lane_alone() {
        for byte in 0..0x80 {
            for (at, others) in (0..LANES).flat_map(|at| [(at, 0), (at, b' '), (at, 0x7f)]) {
                let mut bytes = [others; LANES];
                bytes[at] = byte;
                let lanes = u64::from_le_bytes(bytes);
                let passes = |found: u64| found.to_le_bytes()[at] == 0x80;
                assert_eq!(passes(equal(lanes, b'`')), byte == b'`', "{byte}");
                assert_eq!(passes(equal(lanes, 0)), byte == 0, "{byte}");
                let digit = byte.is_ascii_digit();
                assert_eq!(passes(between(lanes, b'0', b'9')), digit, "{byte}");
                assert_eq!(passes(between(lanes, 0x60, 0x7f)), byte >= 0x60, "{byte}");
                assert_eq!(between(lanes, 1, 9) & !HIGH, 0);
                assert_eq!(
                    lower(lanes).to_le_bytes(),
                    bytes.map(|b| b.to_ascii_lowercase())
                );
            }
        }
    }

    #[test]
    fn lanes_below_a_byte_outside_ascii_are_right() {
        let lanes = take("Z `é` `A".as_bytes(), 0);
        let found = equal(lanes, b'`');
        assert_eq!(found & lowest(3), 0x80_0000);
        assert_eq!((below(found), below(0)), (2, LANES));
        assert_eq!(lower(lanes) & lowest(3), take(b"z `", 0));
    }

    #[test]
    fn lanes_are_counted_and_filled() {
        assert_eq!((count(0), count(HIGH)), (0, 8));
        assert_eq!((whole(0x80_0080), whole(HIGH)), (0xff_00ff, u64::MAX));
        assert_eq!((lowest(0), lowest(1), lowest(LANES)), (0, 0xff, u64::MAX));
    }
}

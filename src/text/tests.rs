//! Positions and edits, tested for the line table of a closed file and for an open document.

use proptest::prelude::*;

use super::{
    Change, Document, EditError, Encoding, LineSpans, Lines, Position, Span, line_at,
    line_breaks_are_the_protocols,
};

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

#[test]
fn the_rope_breaks_lines_as_the_protocol_does() {
    assert!(line_breaks_are_the_protocols());
    assert_eq!(ropey::Rope::from_str("a\u{2028}b").len_lines(), 1);
}

/// Every char boundary of these texts: its offset, its line, its column in UTF-8, -16 and -32.
#[test]
fn offsets_and_positions() {
    type Row = (u32, u32, [u32; 3]);
    let table: &[(&str, &[Row])] = &[
        ("", &[(0, 0, [0, 0, 0])]),
        (
            "a\nb",
            &[
                (0, 0, [0; 3]),
                (1, 0, [1; 3]),
                (2, 1, [0; 3]),
                (3, 1, [1; 3]),
            ],
        ),
        // A final line break opens an empty line.
        ("a\n", &[(1, 0, [1; 3]), (2, 1, [0; 3])]),
        ("a\r\nb", &[(1, 0, [1; 3]), (3, 1, [0; 3]), (4, 1, [1; 3])]),
        ("a\rb", &[(1, 0, [1; 3]), (2, 1, [0; 3]), (3, 1, [1; 3])]),
        // LF CR is two breaks, CR CR LF is two.
        ("\n\rx", &[(0, 0, [0; 3]), (1, 1, [0; 3]), (2, 2, [0; 3])]),
        ("\r\r\nx", &[(0, 0, [0; 3]), (1, 1, [0; 3]), (3, 2, [0; 3])]),
        (
            "é€😀z\n😀😀",
            &[
                (0, 0, [0, 0, 0]),
                (2, 0, [2, 1, 1]),
                (5, 0, [5, 2, 2]),
                (9, 0, [9, 4, 3]),
                (10, 0, [10, 5, 4]),
                (11, 1, [0, 0, 0]),
                (15, 1, [4, 2, 1]),
                (19, 1, [8, 4, 2]),
            ],
        ),
        // A byte order mark takes a column.
        (
            "\u{feff}---\n",
            &[
                (0, 0, [0; 3]),
                (3, 0, [3, 1, 1]),
                (6, 0, [6, 4, 4]),
                (7, 1, [0; 3]),
            ],
        ),
        // VT, FF, NEL, LS and PS break no line.
        (
            "\u{b}\u{c}\u{85}\u{2028}\u{2029}x",
            &[
                (1, 0, [1, 1, 1]),
                (2, 0, [2, 2, 2]),
                (4, 0, [4, 3, 3]),
                (7, 0, [7, 4, 4]),
                (10, 0, [10, 5, 5]),
                (11, 0, [11, 6, 6]),
            ],
        ),
        // A combining mark counts as one character.
        (
            "e\u{301}x",
            &[(1, 0, [1, 1, 1]), (3, 0, [3, 2, 2]), (4, 0, [4, 3, 3])],
        ),
    ];
    for (text, rows) in table {
        let (lines, document) = (Lines::new(text), Document::new(text, 1));
        for &(offset, line, columns) in *rows {
            for (encoding, column) in ENCODINGS.into_iter().zip(columns) {
                let position = Position::new(line, column);
                let place = format!("{text:?} {offset} {encoding:?}");
                assert_eq!(lines.position(offset, encoding), position, "{place}");
                assert_eq!(lines.offset(position, encoding), offset, "{place}");
                assert_eq!(document.position(offset, encoding), position, "{place}");
                assert_eq!(document.offset(position, encoding), offset, "{place}");
            }
        }
    }
}

/// Positions that do not exist: (line, column) in an encoding, and the offset they move to.
#[test]
fn positions_are_moved_into_the_text() {
    const MAX: u32 = u32::MAX;
    let text = "ab\r\né😀\rz";
    for (encoding, line, column, offset) in [
        // Past the line: before its break, whichever that is.
        (Encoding::Utf8, 0, 3, 2),
        (Encoding::Utf16, 0, 3, 2),
        (Encoding::Utf32, 0, MAX, 2),
        (Encoding::Utf8, 1, MAX, 10),
        (Encoding::Utf16, 1, 4, 10),
        (Encoding::Utf32, 1, 3, 10),
        (Encoding::Utf8, 2, MAX, 12),
        (Encoding::Utf16, 2, MAX, 12),
        (Encoding::Utf32, 2, 2, 12),
        // Past the text.
        (Encoding::Utf16, 3, 0, 12),
        (Encoding::Utf16, MAX, MAX, 12),
        // Inside a character: its start.
        (Encoding::Utf8, 1, 1, 4),
        (Encoding::Utf8, 1, 3, 6),
        (Encoding::Utf8, 1, 5, 6),
        (Encoding::Utf16, 1, 2, 6),
    ] {
        let position = Position::new(line, column);
        let place = format!("{encoding:?} {line}:{column}");
        assert_eq!(
            Lines::new(text).offset(position, encoding),
            offset,
            "{place}"
        );
        assert_eq!(
            Document::new(text, 1).offset(position, encoding),
            offset,
            "{place}"
        );
    }
}

/// Offsets that are not a char boundary, are inside a CRLF or past the end, and the positions they map to.
#[test]
fn offsets_are_moved_to_a_place_a_cursor_can_stand() {
    let text = "ab\r\né😀";
    for (offset, line, column) in [
        (3, 0, 2),
        (5, 1, 0),
        (7, 1, 1),
        (9, 1, 1),
        (11, 1, 3),
        (u32::MAX, 1, 3),
    ] {
        let position = Position::new(line, column);
        assert_eq!(
            Lines::new(text).position(offset, Encoding::Utf16),
            position,
            "{offset}"
        );
        assert_eq!(
            Document::new(text, 1).position(offset, Encoding::Utf16),
            position,
            "{offset}"
        );
    }
}

#[test]
fn line_spans_leave_the_line_break_out() {
    for (text, spans) in [
        ("", &[(0, 0)][..]),
        ("a", &[(0, 1)]),
        ("a\n", &[(0, 1), (2, 2)]),
        ("a\r\n\r\rbc\n", &[(0, 1), (3, 3), (4, 4), (5, 7), (8, 8)]),
    ] {
        let (lines, document) = (Lines::new(text), Document::new(text, 1));
        assert_eq!(
            (lines.len(), document.line_count()),
            (spans.len(), spans.len()),
            "{text:?}"
        );
        for (line, &(start, end)) in (0..).zip(spans) {
            assert_eq!(
                lines.line_span(line),
                Span::new(start, end),
                "{text:?} {line}"
            );
            assert_eq!(
                document.line_span(line),
                Span::new(start, end),
                "{text:?} {line}"
            );
            assert_eq!(lines.line_of(start), line, "{text:?} {line}");
        }
        let past = Span::at(text.len() as u32);
        assert_eq!(lines.line_span(99), past);
        assert_eq!(document.line_span(99), past);
        assert_eq!(lines.line_of(u32::MAX) as usize, spans.len() - 1);
    }
}

fn change(from: (u32, u32), to: (u32, u32), text: &str) -> Change {
    Change {
        range: Some((Position::new(from.0, from.1), Position::new(to.0, to.1))),
        text: text.to_owned(),
    }
}

#[test]
fn changes_are_made_one_on_the_other() {
    let whole = |text: &str| Change {
        range: None,
        text: text.to_owned(),
    };
    for (before, changes, after) in [
        (
            "one\ntwo",
            vec![change((0, 0), (0, 3), "1"), change((0, 1), (1, 0), "-")],
            "1-two",
        ),
        (
            "x",
            vec![whole("a\nb"), change((1, 1), (1, 1), "!")],
            "a\nb!",
        ),
        ("x", vec![change((0, 0), (0, 1), "y"), whole("")], ""),
        // Past the line and past the text.
        ("a\r\nb", vec![change((0, 9), (0, 99), "!")], "a!\r\nb"),
        ("a\r\nb", vec![change((7, 3), (9, 0), "!")], "a\r\nb!"),
        // A CR and a LF that meet become one line break, and come apart again.
        (
            "a\rb",
            vec![change((1, 0), (1, 0), "\n"), change((1, 0), (1, 1), "c")],
            "a\r\nc",
        ),
        (
            "a\r\nb",
            vec![change((0, 0), (1, 0), "\r"), change((1, 0), (1, 1), "c")],
            "\rc",
        ),
        ("\u{feff}a", vec![change((0, 1), (0, 2), "b")], "\u{feff}b"),
        // Inside a surrogate pair, each half counts as one.
        ("😀", vec![change((0, 1), (0, 1), "a")], "\u{fffd}a\u{fffd}"),
        ("😀b", vec![change((0, 1), (0, 2), "")], "\u{fffd}b"),
        ("😀b", vec![change((0, 0), (0, 1), "")], "\u{fffd}b"),
        (
            "a😀b😀c",
            vec![change((0, 2), (0, 5), "-")],
            "a\u{fffd}-\u{fffd}c",
        ),
        ("😀😀", vec![change((0, 1), (0, 3), "")], "\u{fffd}\u{fffd}"),
        (
            "😀b",
            vec![change((0, 1), (0, 2), ""), change((0, 0), (0, 1), "")],
            "b",
        ),
    ] {
        let mut document = Document::new(before, 1);
        document.edit(&changes, Encoding::Utf16, 2).unwrap();
        assert_eq!(&*document.text(), after, "{before:?} {changes:?}");
        assert_eq!(document.version(), 2);
        assert_eq!(document.byte_len() as usize, after.len());
    }
}

#[test]
fn a_backward_change_leaves_the_document_as_it_was() {
    let mut document = Document::new("one\ntwo", 4);
    let changes = [change((0, 0), (0, 1), "1"), change((1, 2), (1, 1), "2")];
    let error = document.edit(&changes, Encoding::Utf16, 5).unwrap_err();
    let (start, end) = (Position::new(1, 2), Position::new(1, 1));
    assert_eq!(
        error,
        EditError {
            change: 1,
            start,
            end
        }
    );
    assert_eq!(
        error.to_string(),
        "change 2 ends at `2:2`, before its start at `2:3`"
    );
    assert_eq!(
        (document.text().as_str(), document.version()),
        ("one\ntwo", 4)
    );
}

#[test]
fn clones_share_the_text_until_one_changes() {
    let mut document = Document::new("one", 1);
    document
        .edit(&[change((0, 3), (0, 3), "!")], Encoding::Utf16, 2)
        .unwrap();
    let clone = document.clone();
    let text = clone.text();
    assert!(std::sync::Arc::ptr_eq(&text, &document.text()));
    document
        .edit(&[change((0, 3), (0, 4), "?")], Encoding::Utf16, 3)
        .unwrap();
    assert_eq!(
        (clone.text().as_str(), document.text().as_str()),
        ("one!", "one?")
    );
    assert_eq!((clone.version(), document.version()), (2, 3));
}

/// The offset of a position, found by walking the text char by char: the model for the rope.
fn walk_to(text: &str, position: Position, encoding: Encoding) -> usize {
    let (mut line, mut column) = (0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let crlf = c == '\r' && matches!(chars.peek(), Some((_, '\n')));
        let ends_line = c == '\n' || c == '\r';
        let width = match encoding {
            Encoding::Utf8 => c.len_utf8() as u32,
            Encoding::Utf16 => c.len_utf16() as u32,
            Encoding::Utf32 => 1,
        };
        if line == position.line && (ends_line || column + width > position.column) {
            return offset;
        }
        column += width;
        if ends_line {
            if crlf {
                chars.next();
            }
            (line, column) = (line + 1, 0);
        }
    }
    text.len()
}

/// A change as made by an editor that stores UTF-16. Halves of surrogate pairs become U+FFFD.
fn in_halves(text: &str, from: Position, to: Position, new: &str) -> String {
    let units = |position: Position| {
        let line = walk_to(text, Position::new(position.line, 0), Encoding::Utf16);
        let end = walk_to(
            text,
            Position::new(position.line, u32::MAX),
            Encoding::Utf16,
        );
        let before = text[..line].encode_utf16().count();
        let length = text[line..end].encode_utf16().count();
        before + length.min(position.column as usize)
    };
    let all: Vec<u16> = text.encode_utf16().collect();
    let (before, after) = (&all[..units(from)], &all[units(to)..]);
    [
        String::from_utf16_lossy(before),
        new.to_owned(),
        String::from_utf16_lossy(after),
    ]
    .concat()
}

/// Text with many of the hard cases: line breaks, near-breaks, wide and combining characters.
fn texts(longest: usize) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "B",
        " ",
        "- question: why?",
        "\n",
        "\r",
        "\r\n",
        "\n",
        "\u{b}",
        "\u{c}",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{feff}",
        "é",
        "e\u{301}",
        "€",
        "漢",
        "😀",
        "👩\u{200d}💻",
    ]);
    prop::collection::vec(piece, 0..longest).prop_map(|pieces| pieces.concat())
}

fn encodings() -> impl Strategy<Value = Encoding> {
    prop::sample::select(ENCODINGS.to_vec())
}

fn changes() -> impl Strategy<Value = Change> {
    let line = || prop_oneof![3 => 0..12u32, 1 => 0..300u32];
    let place = || (line(), 0..14u32).prop_map(|(line, column)| Position::new(line, column));
    let range = prop::option::weighted(0.95, (place(), place()));
    (range, texts(6)).prop_map(|(range, text)| Change {
        range: range.map(|(a, b)| (a.min(b), a.max(b))),
        text,
    })
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn edits_give_the_text_a_plain_string_gives(
        start in prop_oneof![3 => texts(60), 1 => texts(900)],
        rounds in prop::collection::vec((encodings(), prop::collection::vec(changes(), 0..4)), 1..12),
    ) {
        let mut document = Document::new(&start, 0);
        let mut model = start;
        for (version, (encoding, changes)) in (1..).zip(rounds) {
            for Change { range, text } in &changes {
                if let (Some((from, to)), Encoding::Utf16) = (*range, encoding) {
                    model = in_halves(&model, from, to, text);
                    continue;
                }
                let (from, to) = range.map_or((0, model.len()), |(from, to)| {
                    (walk_to(&model, from, encoding), walk_to(&model, to, encoding))
                });
                model.replace_range(from..to, text);
            }
            document.edit(&changes, encoding, version).unwrap();
            prop_assert_eq!(&*document.text(), &*model);
            prop_assert_eq!(document.version(), version);
            prop_assert_eq!(document.line_count(), Lines::new(&model).len());
        }
    }

    #[test]
    fn any_position_gives_the_offset_a_walk_gives(
        text in texts(40),
        line in 0..20u32,
        column in 0..40u32,
        encoding in encodings(),
    ) {
        let position = Position::new(line, column);
        let want = walk_to(&text, position, encoding) as u32;
        prop_assert_eq!(Lines::new(&text).offset(position, encoding), want);
        prop_assert_eq!(Document::new(&text, 0).offset(position, encoding), want);
    }
}

proptest! {
    // Each case checks every offset, so few texts are enough.
    #![proptest_config(crate::cases::cases(24))]

    /// Long enough for several leaves of the rope.
    #[test]
    fn line_table_and_document_agree_on_every_place(text in texts(900), encoding in encodings()) {
        let (lines, document) = (Lines::new(&text), Document::new(&text, 0));
        prop_assert_eq!(lines.len(), document.line_count());
        for line in 0..=lines.len() as u32 {
            prop_assert_eq!(lines.line_span(line), document.line_span(line));
        }
        for offset in 0..=text.len() as u32 + 2 {
            let position = lines.position(offset, encoding);
            prop_assert_eq!(document.position(offset, encoding), position, "{}", offset);
            let back = lines.offset(position, encoding);
            prop_assert_eq!(document.offset(position, encoding), back);
            // A valid cursor position maps back to itself, any other to one before it.
            let at = offset as usize;
            let inside_crlf = at > 0 && text.get(at - 1..at + 1) == Some("\r\n");
            if text.is_char_boundary(at) && !inside_crlf {
                prop_assert_eq!(back, offset);
            } else {
                prop_assert!(back < offset);
            }
        }
    }
}

#[test]
fn every_offset_is_in_its_line() {
    for text in ["", "a", "a\n", "a\r\nb\rc\n\nd", "\r\n\r\n", "a\r\rb"] {
        for line in LineSpans::new(text, 0) {
            for offset in line.start..=line.end {
                assert_eq!(line_at(text, offset), line, "{text:?} {offset}");
            }
        }
        let end = text.len() as u32;
        assert_eq!(line_at(text, end).end, end, "{text:?}");
    }
}

//! What can be said of a page without a browser.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::bank::Bank;
use crate::fixture::Fixture;

fn of(source: &str) -> Stats {
    Stats::of(&Fixture::new(source).bank)
}

#[test]
fn nothing_of_the_bank_is_taken_for_markup() {
    let stats = of(r#"
//- /a&b/'<i>'.md
---
briefTitle: <b>Bold</b> & <script>alert(1)</script>
questions:
  - question: "\"><script>q</script>\e\0"
    answer: </td>.md
    topics: [<script>t</script>, "' onload='x"]
---
//- /a&b/content/<o>&.md
o
"#);
    let page = page(&stats, "</title><script>x</script>");
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("<i>"));
    for shown in [
        "<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; in numbers</title>",
        "&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;",
        "a&amp;b/&#39;&lt;i&gt;&#39;.md",
        "&quot;&gt;&lt;script&gt;q&lt;/script&gt;\u{fffd}\u{fffd}",
        "a&amp;b/content/&lt;/td&gt;.md",
        "&#39; onload=&#39;x",
        "a&amp;b/content/&lt;o&gt;&amp;.md",
    ] {
        assert!(page.contains(shown), "{shown} is not in {page}");
    }
}

#[test]
fn a_page_asks_for_nothing() {
    let page = page(
        &of("//- /a.md\n---\nquestions:\n  - question: a\n---\n"),
        "x",
    );
    for word in [
        "src=", "href", "url(", "@import", "http:", "https:", "<link", " style=",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn sections_without_content_are_left_out() {
    let headings = |stats: &Stats| {
        let page = page(stats, "x");
        let ids = page.split("<h2 id=\"").skip(1);
        ids.map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(headings(&Stats::of(&Bank::default())), "");
    let group = |items: &str| of(&format!("//- /a.md\n---\nquestions:\n{items}---\n"));
    assert_eq!(headings(&group("")), "groups coverage");
    assert_eq!(
        headings(&group("  - {question: a, answer: b, topics: [c]}\n")),
        "groups coverage topics lengths"
    );
    let lacking =
        "  - {question: a}\n//- /content/o.md\no\n//- /a.md\n---\nquestions:\n  - {question: a}\n";
    assert_eq!(
        headings(&group(lacking)),
        "groups coverage unanswered orphans"
    );
}

#[test]
fn long_lists_are_cut_and_say_so() {
    let mut items = String::new();
    for n in 0..600 {
        let shared = n % 150;
        items += &format!("  - {{question: q{n}, topics: [once{n:03}, shared{shared:03}]}}\n");
    }
    let stats = of(&format!("//- /a.md\n---\nquestions:\n{items}---\n"));
    assert_eq!(stats.topics.len(), 750);
    let page = page(&stats, "x");
    assert!(page.contains("The 25 most used of 750 topics."));
    assert!(page.contains("<bdi>shared025</bdi> <small>4</small>"));
    assert!(page.contains("<bdi>once199</bdi>") && !page.contains("<bdi>once200</bdi>"));
    assert!(page.contains("600 questions without an answer"));
    assert_eq!(page.matches("And 400 more.").count(), 2);
}

#[test]
fn a_share_is_whole_only_when_nothing_lacks() {
    for (part, whole, said) in [
        (0, 0, "–"),
        (0, 7, "0 %"),
        (1, 1000, "&lt; 1 %"),
        (999, 1000, "99 %"),
        (7, 7, "100 %"),
    ] {
        assert_eq!(percent(part, whole), said);
    }
}

#[test]
fn levels_go_from_light_to_dark() {
    let shades = |count| {
        (0..count)
            .map(|index| shade(index, count))
            .collect::<Vec<_>>()
    };
    assert_eq!(shades(1), ["s2"]);
    assert_eq!(shades(2), ["s0", "s5"]);
    assert_eq!(shades(3), ["s0", "s3", "s5"]);
    assert_eq!(shades(6), ["s0", "s1", "s2", "s3", "s4", "s5"]);
    assert!(shades(40).is_sorted());
}

#[test]
fn a_bar_is_as_long_as_its_parts() {
    let widths = |parts: &[u32], whole| {
        let parts: Vec<_> = parts.iter().map(|part| ("x", *part)).collect();
        let bar = bar("bar", &parts, whole);
        let rects = bar.split(" x=\"").skip(1);
        let numbers = |rect: &str| {
            let mut quoted = rect.split('"');
            let x: u64 = quoted.next().unwrap().parse().unwrap();
            let width: u64 = quoted.nth(1).unwrap().parse().unwrap();
            (x, width)
        };
        rects.map(numbers).collect::<Vec<_>>()
    };
    assert_eq!(widths(&[1, 0, 3], 4), [(0, 245), (250, 745)]);
    assert_eq!(widths(&[2], 8), [(0, 245)]);
    assert_eq!(widths(&[], 0), []);
    // What is there is seen, and nothing leads out of the bar.
    assert_eq!(
        widths(&[1, 99_999, 1], 100_001),
        [(0, 6), (6, 989), (1000, 0)]
    );
}

/// The colours of the light or the dark page, by name.
fn colours(dark: bool) -> std::collections::BTreeMap<&'static str, [u8; 3]> {
    let at = style::STYLE
        .match_indices(":root {")
        .nth(usize::from(dark))
        .unwrap()
        .0;
    let rules = style::STYLE[at..].split(['{', '}']).nth(1).unwrap();
    let colour = |rule: &'static str| {
        let (name, value) = rule.trim().split_once(": #")?;
        let byte = |at: usize| u8::from_str_radix(&value[at..at + 2], 16).unwrap();
        Some((name.strip_prefix("--")?, [byte(0), byte(2), byte(4)]))
    };
    rules.split(';').filter_map(colour).collect()
}

/// The contrast of two colours as WCAG 2.2 defines it.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let linear = |byte: u8| match f64::from(byte) / 255.0 {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    };
    let luminance =
        |[r, g, b]: [u8; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_and_bars_stand_out() {
    for dark in [false, true] {
        let colours = colours(dark);
        assert_eq!(colours.len(), 13, "{colours:?}");
        for (name, behind, least) in [
            ("ink", "paper", 7.0),
            ("ink", "track", 7.0),
            ("soft", "paper", 4.5),
            ("soft", "track", 4.5),
            ("warn", "paper", 4.5),
            ("none", "paper", 3.0),
        ] {
            let found = contrast(colours[name], colours[behind]);
            assert!(
                found >= least,
                "{name} on {behind}, dark: {dark}: {found:.2}"
            );
        }
        let shades = ["s0", "s1", "s2", "s3", "s4", "s5"];
        let found = shades.map(|shade| contrast(colours[shade], colours["paper"]));
        assert!(
            found[0] >= 3.0 && found.is_sorted(),
            "dark: {dark}: {found:?}"
        );
    }
}

/// SHA-256 as FIPS 180-4 has it, for the one text that is hashed.
fn sha256(text: &[u8]) -> [u8; 32] {
    let primes = || (2_u64..).filter(|n| (2..*n).all(|d| n % d != 0));
    let fraction = |root: f64| (root.fract() * 2_f64.powi(32)) as u32;
    let k: Vec<u32> = primes()
        .take(64)
        .map(|p| fraction((p as f64).cbrt()))
        .collect();
    let mut state: Vec<u32> = primes()
        .take(8)
        .map(|p| fraction((p as f64).sqrt()))
        .collect();
    let mut padded = text.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if padded.len() < text.len() + 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&(text.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let words = block
            .chunks(4)
            .map(|word| u32::from_be_bytes(word.try_into().unwrap()));
        let mut w: Vec<u32> = words.collect();
        for i in 16..64 {
            let (x, y) = (w[i - 15], w[i - 2]);
            let a = x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3);
            let b = y.rotate_right(17) ^ y.rotate_right(19) ^ (y >> 10);
            w.push(
                w[i - 16]
                    .wrapping_add(a)
                    .wrapping_add(w[i - 7])
                    .wrapping_add(b),
            );
        }
        let mut v = state.clone();
        for i in 0..64 {
            let (a, e) = (v[0], v[4]);
            let sum1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = (e & v[5]) ^ (!e & v[6]);
            let one = [sum1, choice, k[i], w[i]]
                .into_iter()
                .fold(v[7], u32::wrapping_add);
            let sum0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let most = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(one);
            v[0] = one.wrapping_add(sum0).wrapping_add(most);
        }
        state
            .iter_mut()
            .zip(v)
            .for_each(|(s, v)| *s = s.wrapping_add(v));
    }
    let bytes: Vec<u8> = state.iter().flat_map(|word| word.to_be_bytes()).collect();
    bytes.try_into().unwrap()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let mut three = [0; 4];
        three[1..=chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes(three);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    out
}

#[test]
fn the_page_allows_its_own_style() {
    let known = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
    assert_eq!(base64(&sha256(b"abc")), known);
    let hash = base64(&sha256(style::STYLE.as_bytes()));
    assert_eq!(
        style::HASH,
        hash,
        "the style changed; write the new hash beside it"
    );
    let page = page(&Stats::of(&Bank::default()), "x");
    assert!(page.contains(&format!("style-src 'sha256-{hash}';")));
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(page.contains(&format!("<style>{}</style>", style::STYLE)));
    assert!(
        !style::STYLE.contains(['<', '&', '\r']),
        "XML and HTML must read it alike"
    );
}

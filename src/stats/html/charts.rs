//! The charts of a page, as SVG. Tables have every number in them, too, so they are hidden from screen readers.

use crate::stats::Lengths;

/// A bar's own units: it is stretched to the width that it gets.
const LENGTH: u64 = 1000;

/// The least length of a part, so that what is there is seen.
const LEAST: u64 = 6;

/// The gap after a part that is long enough to have one.
const GAP: u64 = 5;

/// Widths and heights in the histogram, in pixels when it is not scaled.
const WIDTH: u32 = 392;
const HEIGHT: u32 = 216;
const TOP: u32 = 20;
const BASE: u32 = 190;

/// The class of the `index`th of `count` levels: from light to dark in as many steps as there are.
pub fn shade(index: usize, count: usize) -> &'static str {
    const SHADES: [&str; 6] = ["s0", "s1", "s2", "s3", "s4", "s5"];
    let last = SHADES.len() - 1;
    let steps = count.saturating_sub(1);
    SHADES[match steps {
        0 => last / 2,
        steps => ((index * last + steps / 2) / steps).min(last),
    }]
}

/// A bar of parts, each with its class, as long as they are of `whole`.
pub fn bar(class: &str, parts: &[(&str, u32)], whole: u32) -> String {
    let mut at = 0;
    let mut rects = String::new();
    for (shade, part) in parts.iter().filter(|(_, part)| *part > 0) {
        let exact = u64::from(*part) * LENGTH / u64::from(whole.max(1));
        let width = exact.max(LEAST).min(LENGTH - at);
        let gap = if width > LEAST + GAP { GAP } else { 0 };
        let drawn = width - gap;
        rects += &format!("<rect class=\"{shade}\" x=\"{at}\" width=\"{drawn}\" height=\"10\"/>");
        at += width;
    }
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {LENGTH} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{rects}</svg>"
    )
}

/// A patch of a part's colour, beside its name.
pub fn swatch(shade: &str) -> String {
    format!(
        "<svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"{shade}\" width=\"10\" height=\"10\"/></svg>"
    )
}

/// What the parts of a colour are, with a patch of it.
pub fn key(shade: &str, what: &str) -> String {
    format!("<span class=\"key\">{}{what}</span>", swatch(shade))
}

/// How many answers are about how long: a column for each bucket, files below, inline answers on top.
pub fn histogram(lengths: &Lengths) -> String {
    let most = lengths.buckets.iter().map(|b| b.files + b.inline).max();
    let most = u64::from(most.unwrap_or(0).max(1));
    let step = WIDTH / lengths.buckets.len().max(1) as u32;
    let scaled = |count: u32| (u64::from(count) * u64::from(BASE - TOP)).div_ceil(most) as u32;
    let mut columns = String::new();
    for (bucket, left) in lengths.buckets.iter().zip((0..).step_by(step as usize)) {
        let total = bucket.files + bucket.inline;
        let (x, width, middle) = (left + 4, step - 8, left + step / 2);
        let all = scaled(total);
        let files = scaled(bucket.files).min(all);
        for (class, y, height) in [("s3", BASE - files, files), ("s0", BASE - all, all - files)] {
            if height > 0 {
                columns += &format!(
                    "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
                );
            }
        }
        if total > 0 {
            columns += &format!(
                "<text x=\"{middle}\" y=\"{}\">{total}</text>",
                BASE - all - 6
            );
        }
        let name = bucket_name(bucket.from, bucket.to);
        columns += &format!(
            "<text class=\"axis\" x=\"{middle}\" y=\"{}\">{name}</text>",
            BASE + 17
        );
    }
    format!(
        "<svg class=\"histogram\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-hidden=\"true\">{columns}<line x1=\"0\" y1=\"{BASE}\" x2=\"{WIDTH}\" y2=\"{BASE}\"/></svg>"
    )
}

/// A bucket's name.
pub fn bucket_name(from: u32, to: Option<u32>) -> String {
    match to {
        Some(to) => format!("{from}–{to}"),
        None => format!("{from}+"),
    }
}

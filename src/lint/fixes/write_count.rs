//! Writes how many questions there are where another number is promised.

use crate::edit::Edit;
use crate::lint::fix::{Fix, FixContext, FixProvider};

/// The number alone, in its place.
pub const FIX: FixProvider = FixProvider {
    description: "Write the number of questions that there are",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let written = context.finding.span.slice(context.text);
    let is_number = !written.is_empty() && written.bytes().all(|b| b.is_ascii_digit() || b == b',');
    let Some(group) = context.group().filter(|_| is_number) else {
        return Vec::new();
    };
    let span = context.finding.span;
    let stated = group.stated.iter().find(|stated| stated.span == span);
    let count = stated.map_or(group.questions.len(), |stated| stated.questions.len());
    let fix = Fix::guess(format!("Write `{count}`"), move |context| {
        Ok(Edit::text(
            context.path,
            context.finding.span,
            count.to_string(),
        ))
    });
    vec![fix.preferred()]
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    #[test]
    fn only_the_number_changes() {
        for (before, after) in [
            (
                "title: '50 Äpfel Questions' # 50",
                "title: '1 Äpfel Questions' # 50",
            ),
            (
                "seo: {title: Top 50+ Go Questions}",
                "seo: {title: Top 1+ Go Questions}",
            ),
            ("briefTitle: The 2 Questions", "briefTitle: The 1 Questions"),
            ("title: 1,000 Questions", "title: 1 Questions"),
        ] {
            let bank = |line: &str| {
                format!("//- /go/go.md\n---␍\n{line}␍\nquestions: [{{question: One?}}]␍\n---␍\n")
            };
            check("stated-count", "Write `1`", &bank(before), &bank(after));
        }
    }

    #[test]
    fn not_where_escapes_hide_it() {
        let bank = "//- /go/go.md\n---\ntitle: \"50 \\\"Go\\\" Questions\"\nquestions: [{question: One?}]\n---\n";
        assert_eq!(titles("stated-count", bank), [""; 0]);
    }
}

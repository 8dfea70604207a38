//! Adds a topic to the bank's closed list.

use crate::edit::config;
use crate::lint::fix::{Fix, FixContext, FixProvider};

/// The topic added to `topics` in the bank's own configuration.
pub const FIX: FixProvider = FixProvider {
    description: "Add it to the topics in `qmark.yaml`",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some(topic) = context.value() else {
        return Vec::new();
    };
    // A list that only an editor's settings give cannot be written to.
    if !context.bank.config().given.contains("topics") {
        return Vec::new();
    }
    let topic = topic.text.to_owned();
    let title = format!("Add `{topic}` to the topics in `qmark.yaml`");
    let fix = Fix::guess(title, move |context| {
        config::append(context.sources, "topics", &topic)
    });
    vec![fix.of_any_shape()]
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::check;

    #[test]
    fn at_the_end_of_the_list() {
        let bank = |topics: &str| {
            format!("topics: {topics}\n//- /a/a.md\n---\nquestions:\n  - topics: [Select]\n---\n")
        };
        check(
            "unknown-topic",
            "Add `Select` to the topics in `qmark.yaml`",
            &bank("\n  - Types # so"),
            &bank("\n  - Types # so\n  - Select"),
        );
    }
}

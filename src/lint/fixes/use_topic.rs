//! Writes the topic that was meant, at one place.

use crate::edit::{Edit, Refusal, value};
use crate::lint::fix::{Fix, FixContext};

/// The more frequent topic in place of the one that looks like a slip for it.
pub fn mend(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((topic, _)) = context.scalar() else {
        return Vec::new();
    };
    let Some(meant) = context.bank.topics().near(&topic.text).cloned() else {
        return Vec::new();
    };
    let title = format!("Write `{meant}`");
    let fix = Fix::guess(title, move |context| {
        let (topic, start) = context
            .scalar()
            .ok_or_else(|| Refusal::new("the topic is not there any more"))?;
        let edit = value::replace(context.text, topic, start, &meant, is_flow(context));
        Ok(Edit::texts(context.path, [edit]))
    });
    vec![fix.preferred()]
}

/// Whether the topics of the question are written between brackets.
fn is_flow(context: &FixContext<'_>) -> bool {
    let question = context.question();
    let topics = question.and_then(|(_, placed)| placed.question.map()?.value("topics")?.as_list());
    topics.is_some_and(|list| list.flow)
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::check;

    #[test]
    fn quotes_and_neighbours_stay() {
        check(
            "near-topic",
            "Write `Data Type`",
            r"
//- /sql/sql.md
---
questions:
  - topics: [Data Type, Beginner]
  - topics:
      - Data Type
  - topics: ['Date Type', 'C'] # so
---
",
            r"
//- /sql/sql.md
---
questions:
  - topics: [Data Type, Beginner]
  - topics:
      - Data Type
  - topics: ['Data Type', 'C'] # so
---
",
        );
    }
}

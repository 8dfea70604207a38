//! Writes the id of the intended author or guide.

use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::shared::marked_value::write;
use crate::lint::head_reference::{near_author, near_guide};

/// The author whose id is nearest.
pub const AUTHOR: FixProvider = FixProvider {
    description: "Write the intended author",
    fixes: author,
};

fn author(context: &FixContext<'_>) -> Vec<Fix> {
    offer(context, |context, id| near_author(context.bank, id))
}

/// The guide whose id is nearest.
pub const GUIDE: FixProvider = FixProvider {
    description: "Write the intended guide",
    fixes: guide,
};

fn guide(context: &FixContext<'_>) -> Vec<Fix> {
    offer(context, |context, id| near_guide(context.bank, id))
}

fn offer<'b>(
    context: &FixContext<'b>,
    near: fn(&FixContext<'b>, &str) -> Option<&'b str>,
) -> Vec<Fix> {
    let id = context.value();
    let Some(near) = id.and_then(|id| near(context, id.text)) else {
        return Vec::new();
    };
    let near = near.to_owned();
    let title = format!("Write `{near}`");
    vec![Fix::guess(title, move |context| write(context, &near)).preferred()]
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::check;

    #[test]
    fn the_nearest_id() {
        for (key, code, folder) in [
            ("authorId", "unknown-author", "authors"),
            ("relatedGuidesId", "unknown-guide", "guides"),
        ] {
            let bank = |id: &str| {
                format!(
                    "{folder}: [{folder}/*.md]\n//- /{folder}/grace.md\n---\nname: Grace\n---\n//- /go/go.md\n---␍\n{key}: {id} # 😀␍\nquestions: []␍\n---␍\n"
                )
            };
            check(code, "Write `grace`", &bank("'grase'"), &bank("'grace'"));
            let flow = |id: &str| {
                bank("x").replace(
                    &format!("{key}: x # 😀␍\nquestions: []"),
                    &format!("{{{key}: {id}, questions: []}}"),
                )
            };
            check(code, "Write `grace`", &flow("Grace"), &flow("grace"));
        }
    }
}

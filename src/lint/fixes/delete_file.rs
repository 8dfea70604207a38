//! Deletes an answer not used by any question, ending or link.

use crate::edit::Edit;
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};
use crate::text::Refusal;

/// The file goes. One with a text in it goes only by this fix's name, never along with others.
pub const FIX: FixProvider = FixProvider {
    description: "Delete the file",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let path = context.path.clone();
    let is_blank = context
        .bank
        .file(path.as_str())
        .is_some_and(|file| file.is_blank());
    let safety = if is_blank {
        Safety::Unsafe
    } else {
        Safety::Suppresses
    };
    let title = format!("Delete `{}`", path.name());
    let fix = Fix::new(title, safety, move |context| {
        if !context.bank.is_orphan(&path) {
            return Err(Refusal::new(format!("`{path}` may be in use now")));
        }
        Ok(Edit {
            deletes: [path.clone()].into(),
            ..Edit::default()
        })
    });
    vec![fix]
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::check;

    #[test]
    fn it_goes() {
        let group = "//- /go/go.md\n---\nquestions: []\n---\n";
        let before = format!("{group}//- /go/content/one.md\nText.\n");
        check("orphan-answer", "Delete `one.md`", &before, group);
    }
}

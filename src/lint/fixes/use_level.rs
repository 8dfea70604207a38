//! Makes the level of a file with one question the same in its path and in its text.

use crate::bank::{Bank, BankPath};
use crate::edit::update_references::{Moves, update_references};
use crate::edit::verify::Says;
use crate::edit::{Edit, Planned, file_name, one_question};
use crate::facts::questions::Placed;
use crate::facts::slot::Part;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::path_level::level_of_path;
use crate::text::Refusal;

/// The level of the path, in the text.
pub const OF_PATH: FixProvider = FixProvider {
    description: "Write the level of the path",
    fixes: of_path,
};

fn of_path(context: &FixContext<'_>) -> Vec<Fix> {
    let own = context.question();
    let own = own.and_then(|(_, placed)| Some(placed.question.level()?.text.to_owned()));
    let Some((own, (level, word))) = own.zip(level_of_path(context.bank.config(), context.path))
    else {
        return Vec::new();
    };
    let new = word_like(context.bank, level, word, &own);
    let fix = Fix::guess(
        format!("Write the level `{new}` of the path"),
        move |context| {
            let gone = || Refusal::new("the question no longer exists");
            let target = context.target().ok_or_else(gone)?;
            let edit = target.replace(Part::Level, &new)?;
            let is_meant = |old: &Placed<'_>, now: &Placed<'_>| {
                let mut old = Says::of(old);
                old.level = Some(&new);
                old == Says::of(now)
            };
            let (bank, path, text) = (context.bank, context.path, context.text);
            one_question::change(bank, path, text, 0, vec![edit], &is_meant)
        },
    );
    vec![fix]
}

/// The level of the text, in the path.
pub const OF_TEXT: FixProvider = FixProvider {
    description: "Rename or move the file by the level that the question states",
    fixes: of_text,
};

fn of_text(context: &FixContext<'_>) -> Vec<Fix> {
    let Some(to) = renamed(context) else {
        return Vec::new();
    };
    let title = match to.folder() == context.path.folder() {
        true => format!("Rename the file to `{}`", to.name()),
        false => format!("Move the file to `{}`", to.folder()),
    };
    let fix = Fix::guess(title, move |context| moved(context, &to));
    vec![fix.wide()]
}

/// The path of the file with the level that its question states; `None` if a folder with other files would be renamed.
fn renamed(context: &FixContext<'_>) -> Option<BankPath> {
    let (bank, path) = (context.bank, context.path);
    let (_, placed) = context.question()?;
    let (level, mark) = bank.own_level_of(placed.question)?;
    let (_, word) = level_of_path(bank.config(), path)?;
    let whole = path.as_str();
    let at = word.as_ptr() as usize - whole.as_ptr() as usize;
    let end = at + word.len();
    let is_folder = whole[end..].contains('/');
    let is_whole = (at == 0 || whole[..at].ends_with('/')) && whole[end..].starts_with('/');
    // A folder of one question has its images, too.
    if is_folder && !is_whole {
        return None;
    }
    let new = word_like(bank, level, mark.text, word);
    let new = new.to_lowercase().replace(' ', "-");
    let new = if word.starts_with(char::is_uppercase) {
        capital(&new)
    } else {
        new
    };
    BankPath::new(&format!("{}{new}{}", &whole[..at], &whole[end..]))
}

fn moved(context: &FixContext<'_>, to: &BankPath) -> Planned {
    let (bank, path) = (context.bank, context.path);
    file_name::check(bank, to)?;
    let moves = Moves::new([(path.clone(), to.clone())]);
    let updates = update_references(bank, context.sources, &moves);
    if let Some((user, _)) = updates.unresolved.first() {
        return Err(Refusal::new(format!(
            "a link in `{user}` cannot be updated; move the file by hand"
        )));
    }
    Ok(Edit {
        moves: [(path.clone(), to.clone())].into(),
        shows: Some(to.clone()),
        ..updates.edit
    })
}

/// The word for a level where `old` is now: `word`, if both are words or both are signs, else what the bank mostly writes
/// there; with a capital letter where `old` has one.
fn word_like(bank: &Bank, level: usize, word: &str, old: &str) -> String {
    let has_letters = |text: &str| text.contains(char::is_alphabetic);
    let is_like = has_letters(word) == has_letters(old);
    let used = bank.levels().iter().filter(|(used, _)| {
        bank.config().level(used) == Some(level) && has_letters(used) == has_letters(old)
    });
    let most = used.max_by_key(|(_, uses)| uses.total);
    let most = most.map(|(used, _)| used.to_string());
    let most = most.filter(|_| !is_like);
    let word = most.unwrap_or_else(|| word.to_owned());
    let is_capital = |text: &str| text.starts_with(char::is_uppercase);
    match (is_capital(old), is_capital(&word)) {
        (true, false) => capital(&word),
        (false, true) => word.to_lowercase(),
        _ => word,
    }
}

/// The word with a capital letter.
fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), chars.as_str())
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    const CODE: &str = "level-disagrees";

    fn question(path: &str, level: &str) -> String {
        format!(
            "//- /{path}\n---\nquestion: What is a channel?\ndifficulty: {level} # so\n---\nA typed pipe 😀, see [locks](locks.md).\n"
        )
    }

    const LOCKS: &str = "//- /questions/locks.md\nSee [channels](0012-easy-channels.md#x).\n";

    #[test]
    fn the_level_of_the_path() {
        check(
            CODE,
            "Write the level `easy` of the path",
            &question("questions/0012-easy-channels.md", "hard"),
            &question("questions/0012-easy-channels.md", "easy"),
        );
        check(
            CODE,
            "Write the level `Easy` of the path",
            &question("questions/0012-easy-channels.md", "'Hard'"),
            &question("questions/0012-easy-channels.md", "'Easy'"),
        );
    }

    #[test]
    fn the_level_of_the_text() {
        check(
            CODE,
            "Rename the file to `0012-hard-channels.md`",
            &format!(
                "{}{LOCKS}",
                question("questions/0012-easy-channels.md", "hard")
            ),
            &format!(
                "{}{}",
                question("questions/0012-hard-channels.md", "hard"),
                LOCKS.replace("easy", "hard")
            ),
        );
        check(
            CODE,
            "Move the file to `hard`",
            &question("easy/channels.md", "hard"),
            &question("hard/channels.md", "hard").replace("(locks.md)", "(../easy/locks.md)"),
        );
        let nested = question("q/0012-easy-channels/README.md", "hard");
        assert_eq!(
            titles(CODE, &nested),
            ["Write the level `easy` of the path"]
        );
    }
}

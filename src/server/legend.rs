//! The names of semantic token types and modifiers for one client.
//!
//! Each kind has a name of qmark's, for clients and themes that know it, and standard names that every theme has a colour
//! for. The first one that the client lists is used: a client may show nothing for a name that it does not list.
//!
//! | kind | own name | otherwise |
//! |---|---|---|
//! | a question's text | `question` | `function`: the thing that a group defines |
//! | an answer file | `answerFile` | `namespace`: a file that is pointed to |
//! | an answer in the group itself | `inlineAnswer` | `string`: prose |
//! | a topic | `topic` | `enumMember`: one name of many |
//! | a level | `level` | `enum`, `type`: a name of a closed list |
//! | an author's id | `author` | `parameter`, `variable` |
//! | a guide's id | `guide` | `class`, `type` |
//! | a key | `key` | `property` |
//! | the number of a question | `questionNumber` | `number` |
//! | a right option | `rightOption` | `string`: one of the answers |
//! | an unknown key | `unknownKey` | `property` with the modifier `deprecated`, which themes strike out |

use tower_lsp::ls_types as lsp;

use crate::ide::semantic_tokens::TokenKind;

/// The names for one client, and their numbers.
#[derive(Clone, Debug)]
pub struct Legend {
    types: Vec<lsp::SemanticTokenType>,
    modifiers: Vec<lsp::SemanticTokenModifier>,
    /// By kind: the number of its type and its modifiers.
    numbers: Vec<(TokenKind, u32, u32)>,
}

/// The names of a kind, in order of preference.
fn names(kind: TokenKind) -> &'static [&'static str] {
    match kind {
        TokenKind::Question => &["question", "function", "method", "string"],
        TokenKind::AnswerFile => &["answerFile", "namespace", "string"],
        TokenKind::InlineAnswer => &["inlineAnswer", "string"],
        TokenKind::Topic => &["topic", "enumMember", "variable"],
        TokenKind::Level => &["level", "enum", "type", "keyword"],
        TokenKind::Author => &["author", "parameter", "variable"],
        TokenKind::Guide => &["guide", "class", "type"],
        TokenKind::Key => &["key", "property"],
        TokenKind::UnknownKey => &["unknownKey", "property"],
        TokenKind::Number => &["questionNumber", "number"],
        TokenKind::RightOption => &["rightOption", "string"],
    }
}

impl Legend {
    /// The legend for a client that lists these names. A kind has no tokens if none of its names is listed.
    pub fn new(client: &lsp::SemanticTokensClientCapabilities) -> Self {
        let mut legend = Legend {
            types: Vec::new(),
            modifiers: Vec::new(),
            numbers: Vec::new(),
        };
        let deprecated = lsp::SemanticTokenModifier::DEPRECATED;
        if client.token_modifiers.contains(&deprecated) {
            legend.modifiers.push(deprecated);
        }
        for kind in TokenKind::ALL {
            let listed = |name: &&&str| client.token_types.iter().any(|it| it.as_str() == **name);
            let Some(name) = names(kind).iter().find(listed) else {
                continue;
            };
            let number = legend.number(name);
            let is_struck = kind == TokenKind::UnknownKey && !legend.modifiers.is_empty();
            legend.numbers.push((kind, number, u32::from(is_struck)));
        }
        legend
    }

    /// The number of a type, which is added if it is new.
    fn number(&mut self, name: &'static str) -> u32 {
        let known = self.types.iter().position(|it| it.as_str() == name);
        let number = known.unwrap_or_else(|| {
            self.types.push(lsp::SemanticTokenType::new(name));
            self.types.len() - 1
        });
        number as u32
    }

    /// The type and the modifiers of a kind, as numbers; `None` when the client has no name for it.
    pub fn of(&self, kind: TokenKind) -> Option<(u32, u32)> {
        let found = self.numbers.iter().find(|(it, ..)| *it == kind);
        found.map(|(_, number, modifiers)| (*number, *modifiers))
    }

    /// The legend as the protocol has it.
    pub fn to_protocol(&self) -> lsp::SemanticTokensLegend {
        lsp::SemanticTokensLegend {
            token_types: self.types.clone(),
            token_modifiers: self.modifiers.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(types: &[&'static str], modifiers: &[&'static str], expected: &str) {
        let client = lsp::SemanticTokensClientCapabilities {
            token_types: types.iter().map(|name| (*name).into()).collect(),
            token_modifiers: modifiers.iter().map(|name| (*name).into()).collect(),
            ..Default::default()
        };
        let legend = Legend::new(&client);
        let sent = legend.to_protocol();
        let shown = TokenKind::ALL.iter().map(|kind| match legend.of(*kind) {
            Some((number, 0)) => sent.token_types[number as usize].as_str().to_owned(),
            Some((number, _)) => format!("{}!", sent.token_types[number as usize].as_str()),
            None => "-".to_owned(),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn a_kind_has_the_first_of_its_names_that_the_client_lists() {
        let standard = [
            "namespace",
            "type",
            "class",
            "enum",
            "parameter",
            "variable",
            "property",
            "enumMember",
            "function",
            "keyword",
            "string",
        ];
        check(
            &standard,
            &["declaration", "deprecated"],
            "function namespace string enumMember enum parameter class property property! - string",
        );
        check(
            &["question", "function", "level", "unknownKey", "property"],
            &[],
            "question - - - level - - property unknownKey - -",
        );
        check(
            &["string", "variable", "type"],
            &[],
            "string string string variable type variable type - - - string",
        );
        check(&[], &[], "- - - - - - - - - - -");
    }
}

//! The graph of the modules in `src`: which module names items of which.
//!
//! Read from the text, not by the compiler: `use` trees, and paths in the code that start at `crate`, `self`, `super`,
//! an imported module or a child. A name that a module re-exports counts as one of the module that defines it. Paths in
//! macros count; tests do not.

use std::collections::{BTreeMap, BTreeSet};

/// For each module, the modules whose items it names, and those items.
type Edges = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Which module names items of which.
pub struct Graph {
    /// Without the types that a child takes from its own parent.
    pub edges: Edges,
    /// The children that name a type or a constant of their own parent, with that name.
    pub from_parents: BTreeSet<(String, String)>,
}

impl Graph {
    /// Reads the graph from the files' names below `src` and their code without tests.
    pub fn new<'t>(files: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        let modules: BTreeMap<String, Module> = files
            .map(|(name, code)| (module_of(name), Module::read(code)))
            .collect();
        let mut graph = Self {
            edges: Edges::new(),
            from_parents: BTreeSet::new(),
        };
        for (name, module) in &modules {
            let paths = module.paths.iter();
            for path in paths.filter_map(|path| absolute(&modules, name, path)) {
                let Some((target, item)) = resolve(&modules, path) else {
                    continue;
                };
                let is_type = item.starts_with(char::is_uppercase);
                if target == *name || target.is_empty() {
                    continue;
                } else if is_type && parent(name) == Some(&target) {
                    graph.from_parents.insert((name.clone(), item));
                } else {
                    let named = graph.edges.entry(name.clone()).or_default();
                    named.entry(target).or_default().insert(item);
                }
            }
        }
        graph
    }

    /// The strongly connected sets of two modules or more.
    pub fn circles(&self) -> BTreeSet<BTreeSet<String>> {
        let reached: BTreeMap<&String, BTreeSet<&String>> = self
            .edges
            .keys()
            .map(|start| (start, self.reached_from(start)))
            .collect();
        let with = |module: &String| -> BTreeSet<String> {
            let there = reached[module].iter();
            let back = there.filter(|other| {
                reached
                    .get(**other)
                    .is_some_and(|back| back.contains(module))
            });
            back.map(|other| (*other).clone()).collect()
        };
        let circles = reached.keys().map(|module| with(module));
        circles.filter(|circle| circle.len() > 1).collect()
    }

    fn reached_from<'g>(&'g self, start: &'g String) -> BTreeSet<&'g String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![start];
        while let Some(module) = open.pop() {
            let next = self.edges.get(module).into_iter().flat_map(BTreeMap::keys);
            open.extend(next.filter(|next| reached.insert(*next)));
        }
        reached
    }
}

/// `bank/index.rs` is `bank::index`, `bank/mod.rs` is `bank`, and the root is empty.
pub fn module_of(file: &str) -> String {
    let name = file.trim_end_matches(".rs");
    let name = name.strip_suffix("/mod").unwrap_or(name);
    match name {
        "lib" | "main" => String::new(),
        name => name.replace('/', "::"),
    }
}

fn parent(module: &str) -> Option<&str> {
    module.rsplit_once("::").map(|(parent, _)| parent)
}

/// What a file names.
#[derive(Default)]
struct Module {
    /// Paths as they are written, each imported name and each path in the code.
    paths: Vec<Vec<String>>,
    /// The imports, by the name they get.
    imports: BTreeMap<String, Vec<String>>,
    /// The names that it re-exports.
    exports: BTreeSet<String>,
}

impl Module {
    fn read(code: &str) -> Self {
        let mut module = Self::default();
        let tokens = tokens(code);
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at] == "use" {
                let end = tokens[at..].iter().position(|token| token == ";");
                let end = end.map_or(tokens.len(), |end| at + end);
                let is_public = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
                module.tree(&mut tokens[at + 1..end].iter(), &[], is_public);
                at = end;
            } else if is_name(&tokens[at]) && (at == 0 || tokens[at - 1] != "::") {
                let mut path = vec![tokens[at].clone()];
                while at + 2 < tokens.len() && tokens[at + 1] == "::" && is_name(&tokens[at + 2]) {
                    path.push(tokens[at + 2].clone());
                    at += 2;
                }
                if path.len() > 1 {
                    module.paths.push(path);
                }
            }
            at += 1;
        }
        module
    }

    /// Reads a `use` tree up to the brace or comma that ends it; whether a comma did.
    fn tree<'t>(
        &mut self,
        tokens: &mut impl Iterator<Item = &'t String>,
        prefix: &[String],
        is_public: bool,
    ) -> bool {
        let mut path = prefix.to_vec();
        let mut renamed = None;
        let mut is_list = false;
        let comma = loop {
            match tokens.next().map(String::as_str) {
                None | Some("}") => break false,
                Some(",") => break true,
                Some("::") => {}
                Some("{") => {
                    is_list = true;
                    while self.tree(tokens, &path, is_public) {}
                }
                Some("as") => renamed = tokens.next().cloned(),
                Some("self") if !path.is_empty() => {}
                Some(name) => path.push(name.to_owned()),
            }
        };
        if !is_list && path.len() > prefix.len().min(1) {
            let name = renamed.or_else(|| path.last().cloned()).unwrap_or_default();
            // A re-export makes a name of a child public and does not use the child.
            if is_public {
                self.exports.insert(name.clone());
            } else {
                self.paths.push(path.clone());
            }
            self.imports.insert(name, path);
        }
        comma
    }
}

/// The path from the root of the crate, if it is one of the crate.
fn absolute(
    modules: &BTreeMap<String, Module>,
    module: &str,
    path: &[String],
) -> Option<Vec<String>> {
    let own = || {
        module
            .split("::")
            .map(str::to_owned)
            .filter(|name| !name.is_empty())
    };
    let (first, rest) = path.split_first()?;
    let mut start: Vec<String> = match first.as_str() {
        "crate" => Vec::new(),
        "self" => own().collect(),
        "super" => {
            let mut start: Vec<String> = own().collect();
            start.pop();
            start
        }
        // A child, even where a function of that name is imported.
        name if modules.contains_key(
            &own()
                .chain([name.to_owned()])
                .collect::<Vec<_>>()
                .join("::"),
        ) =>
        {
            own().chain([name.to_owned()]).collect()
        }
        name => match modules[module].imports.get(name) {
            Some(import) if import != path && import.first() != Some(first) => {
                absolute(modules, module, import)?
            }
            Some(_) => return None,
            None => own().chain([name.to_owned()]).collect(),
        },
    };
    for name in rest {
        match name.as_str() {
            "super" => _ = start.pop(),
            "self" => {}
            name => start.push(name.to_owned()),
        }
    }
    Some(start)
}

/// The module that defines what a path from the root names, and the name there.
fn resolve(modules: &BTreeMap<String, Module>, path: Vec<String>) -> Option<(String, String)> {
    let mut path = path;
    // Re-exports of re-exports; more steps would be a loop.
    for _ in 0..8 {
        let length = (1..=path.len())
            .rev()
            .find(|length| modules.contains_key(&path[..*length].join("::")))?;
        let name = path[..length].join("::");
        // A module alone is not used before something of it is.
        let item = path.get(length)?.clone();
        let module = &modules[&name];
        let exported = module
            .exports
            .contains(&item)
            .then(|| &module.imports[&item]);
        let Some(exported) = exported else {
            return Some((name, item));
        };
        let rest = path.split_off(length + 1);
        path = absolute(modules, &name, exported)?;
        path.extend(rest);
    }
    None
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::`, and single signs; without comments and texts.
fn tokens(code: &str) -> Vec<String> {
    let chars: Vec<char> = code.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let next = chars.get(at + 1).copied();
        match chars[at] {
            '/' if next == Some('/') => {
                at += chars[at..].iter().take_while(|c| **c != '\n').count();
            }
            '"' => at = after_text(&chars, at + 1),
            'r' if is_raw(&chars, at) => at = after_raw(&chars, at + 1),
            '\'' => at = after_char(&chars, at),
            ':' if next == Some(':') => {
                tokens.push("::".to_owned());
                at += 2;
            }
            c if c.is_alphanumeric() || c == '_' => {
                let is_part = |c: &&char| c.is_alphanumeric() || **c == '_';
                let name: String = chars[at..].iter().take_while(is_part).collect();
                at += name.chars().count();
                tokens.push(name);
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push(c.to_string());
                }
                at += 1;
            }
        }
    }
    tokens
}

fn after_text(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn is_raw(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| chars[before]);
    let is_start = !before.is_some_and(|c| c.is_alphanumeric() && c != 'b' || c == '_');
    let mut rest = chars[at + 1..].iter().skip_while(|c| **c == '#');
    is_start && rest.next() == Some(&'"')
}

fn after_raw(chars: &[char], at: usize) -> usize {
    let signs = chars[at..].iter().take_while(|c| **c == '#').count();
    let end: String = format!("\"{}", "#".repeat(signs));
    let end: Vec<char> = end.chars().collect();
    let text = at + signs + 1;
    let length = chars[text..].windows(end.len()).position(|w| w == end);
    length.map_or(chars.len(), |length| text + length + end.len())
}

/// After a character, or after the apostrophe of a lifetime.
fn after_char(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => {
            let end = chars[at + 3..].iter().position(|c| *c == '\'');
            end.map_or(chars.len(), |end| at + 3 + end + 1)
        }
        (_, Some('\'')) => at + 3,
        _ => at + 1,
    }
}

#[test]
fn the_graph_has_what_the_code_names() {
    let files = [
        (
            "a/mod.rs",
            "mod b; mod c; pub use b::Made; pub struct Own; pub fn own() { c::make() }",
        ),
        (
            "a/b.rs",
            "use super::{Own, c::{self, Deep as D}}; /* */ pub struct Made; fn f() { c::make(); super::own() }",
        ),
        (
            "a/c.rs",
            "use crate::a::Made; // crate::a::own\nconst C: &str = \"super::own\";",
        ),
        (
            "d.rs",
            "fn d(d: crate::a::Made, e: &'static crate::a::Own) { r#\"super::x\"#; }",
        ),
    ];
    let graph = Graph::new(files.into_iter());
    let edges: Vec<String> = graph
        .edges
        .iter()
        .map(|(from, to)| format!("{from} > {:?}", to.keys()))
        .collect();
    assert_eq!(
        edges,
        [
            r#"a > ["a::c"]"#,
            r#"a::b > ["a", "a::c"]"#,
            r#"a::c > ["a::b"]"#,
            r#"d > ["a", "a::b"]"#,
        ]
    );
    let from_parents: Vec<_> = graph.from_parents.into_iter().collect();
    assert_eq!(from_parents, [("a::b".to_owned(), "Own".to_owned())]);
}

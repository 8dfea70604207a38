//! Whether JSON holds against a schema, for the keywords of the schemas that tests use.
//!
//! A whole validator would be a fifth of all crates that the tests are built from. Any other keyword panics, so none is
//! left unchecked without notice.

use regex_automata::meta::Regex;
use serde_json::Value;

/// Keywords that say nothing of a value. Formats are not checked, as validators do by default.
const NOTES: &[&str] = &[
    "$comment",
    "$defs",
    "$id",
    "$schema",
    "default",
    "definitions",
    "description",
    "examples",
    "format",
    "title",
];

/// How the value violates the schema; empty if it does not.
pub fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let mut checked = Checked {
        root: schema,
        errors: Vec::new(),
    };
    checked.check(schema, value, "");
    checked.errors
}

struct Checked<'s> {
    root: &'s Value,
    errors: Vec<String>,
}

impl<'s> Checked<'s> {
    /// Whether a part holds against a part of the schema.
    fn holds(&self, schema: &'s Value, value: &Value) -> bool {
        let mut inner = Checked {
            root: self.root,
            errors: Vec::new(),
        };
        inner.check(schema, value, "");
        inner.errors.is_empty()
    }

    /// Notes how the value at `place`, a pointer, violates the schema.
    fn check(&mut self, schema: &'s Value, value: &Value, place: &str) {
        let keywords = match schema {
            Value::Bool(true) => return,
            Value::Object(keywords) => keywords,
            _ => return self.errors.push(format!("{place}: not allowed")),
        };
        for (keyword, wanted) in keywords {
            if NOTES.contains(&keyword.as_str()) {
                continue;
            }
            if !self.check_inside(schema, (keyword, wanted), value, place)
                && !self.is_met(keyword, wanted, value)
            {
                self.errors
                    .push(format!("{place}: {value} violates {keyword} {wanted}"));
            }
        }
    }

    /// Checks the parts of the value, if that is what the keyword is about.
    fn check_inside(
        &mut self,
        schema: &'s Value,
        (keyword, wanted): (&str, &'s Value),
        value: &Value,
        place: &str,
    ) -> bool {
        match keyword {
            "$ref" => {
                let pointer = wanted.as_str().and_then(|it| it.strip_prefix('#'));
                let schema = pointer.and_then(|pointer| self.root.pointer(pointer));
                self.check(schema.expect("a place in the schema"), value, place);
            }
            "allOf" => {
                for schema in list(wanted) {
                    self.check(schema, value, place);
                }
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.check(wanted, item, &format!("{place}/{at}"));
                }
            }
            "properties" => {
                for (name, schema) in wanted.as_object().expect("properties") {
                    if let Some(value) = value.get(name) {
                        self.check(schema, value, &format!("{place}/{name}"));
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                for (name, value) in value.as_object().into_iter().flatten() {
                    if !known.is_some_and(|known| known.contains_key(name)) {
                        self.check(wanted, value, &format!("{place}/{name}"));
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// Whether the value is as a keyword wants it that is about the value as a whole.
    fn is_met(&self, keyword: &str, wanted: &'s Value, value: &Value) -> bool {
        let items = || value.as_array();
        let length = || value.as_str().map(|text| text.chars().count() as u64);
        let limit = || wanted.as_u64().expect("a number");
        let number = || wanted.as_f64().expect("a number");
        match keyword {
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|name| is_of_type(name, value)),
                name => is_of_type(name, value),
            },
            "enum" => list(wanted).contains(value),
            "const" => wanted == value,
            "anyOf" => list(wanted).iter().any(|schema| self.holds(schema, value)),
            "oneOf" => {
                let holding = list(wanted).iter().filter(|it| self.holds(it, value));
                holding.count() == 1
            }
            "required" => value.as_object().is_none_or(|object| {
                let mut names = list(wanted).iter().filter_map(Value::as_str);
                names.all(|name| object.contains_key(name))
            }),
            "minItems" => items().is_none_or(|items| items.len() as u64 >= limit()),
            "maxItems" => items().is_none_or(|items| items.len() as u64 <= limit()),
            "uniqueItems" => items().is_none_or(|items| {
                let mut later = (1..).zip(items);
                !later.any(|(next, item)| items[next..].contains(item))
            }),
            "minLength" => length().is_none_or(|length| length >= limit()),
            "maxLength" => length().is_none_or(|length| length <= limit()),
            "minimum" => value.as_f64().is_none_or(|value| value >= number()),
            "maximum" => value.as_f64().is_none_or(|value| value <= number()),
            "pattern" => value.as_str().is_none_or(|text| {
                let pattern = Regex::new(wanted.as_str().expect("a pattern"));
                pattern.expect("a valid pattern").is_match(text)
            }),
            _ => panic!("the keyword `{keyword}` is not known"),
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn is_of_type(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("the name of a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        name => panic!("the type `{name}` is not known"),
    }
}

#[test]
fn each_keyword_is_checked() {
    use serde_json::json;
    for (schema, good, bad) in [
        (json!({"type": "integer"}), json!(1), json!(1.5)),
        (json!({"type": ["null", "string"]}), json!(null), json!(1)),
        (json!({"enum": ["a", 1]}), json!(1), json!("b")),
        (json!({"const": "a"}), json!("a"), json!("b")),
        (json!({"required": ["a"]}), json!({"a": 1}), json!({"b": 1})),
        (json!({"minItems": 1}), json!([1]), json!([])),
        (json!({"maxItems": 1}), json!([1]), json!([1, 2])),
        (
            json!({"uniqueItems": true}),
            json!([1, 2]),
            json!([1, 2, 1]),
        ),
        (json!({"minLength": 2}), json!("äb"), json!("ä")),
        (json!({"maxLength": 1}), json!("ä"), json!("äb")),
        (json!({"minimum": 0}), json!(0), json!(-1)),
        (json!({"maximum": 0}), json!(0), json!(1)),
        (json!({"pattern": "^[a-z]+$"}), json!("ab"), json!("a1")),
        (
            json!({"items": {"type": "string"}}),
            json!(["a"]),
            json!(["a", 1]),
        ),
        (
            json!({"properties": {"a": {"type": "null"}}, "additionalProperties": false}),
            json!({"a": null}),
            json!({"a": null, "b": 1}),
        ),
        (
            json!({"additionalProperties": {"type": "null"}}),
            json!({"a": null}),
            json!({"a": 1}),
        ),
        (
            json!({"$ref": "#/definitions/a", "definitions": {"a": {"const": 1}}}),
            json!(1),
            json!(2),
        ),
        (
            json!({"allOf": [{"minimum": 1}, {"maximum": 2}]}),
            json!(2),
            json!(3),
        ),
        (
            json!({"anyOf": [{"minimum": 1}, {"type": "null"}]}),
            json!(null),
            json!(0),
        ),
        (
            json!({"oneOf": [{"minimum": 1}, {"minimum": 2}]}),
            json!(1),
            json!(2),
        ),
    ] {
        assert!(errors(&schema, &good).is_empty(), "{schema} {good}");
        assert_eq!(errors(&schema, &bad).len(), 1, "{schema} {bad}");
    }
}

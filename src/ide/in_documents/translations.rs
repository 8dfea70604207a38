//! Questions in other languages.

use expect_test::expect;

use super::{check_definition, check_hover, check_references};

/// A document, two translations and a page that links to it. The second translation lacks a question.
const BANK: &str = "\
//- /README.md
# Questions about locks

## 1. What is a lock?

It guards a value.

## 2. What is a spin lock?

It tries again and again.

## 3. What is a deadlock?

Each waits for the other.

## 4. What is a latch?

It opens once.
//- /de-DE/README.md
# Fragen zu Sperren

## 1. Was ist eine Sperre?

Sie schützt einen Wert.

## 2. Was ist eine Spinsperre?

Sie versucht es immer wieder.

## 3. Was ist eine Verklemmung?

Jeder wartet auf den anderen.

## 4. Was ist eine Klinke?

Sie öffnet einmal.
//- /fr-FR/README.md
# Questions sur les verrous

## 1. Quel verrou ?

Il garde une valeur.

## 3. Quel interblocage ?

Chacun attend.

## 4. Quel loquet ?

Il ouvre une fois.
//- /page.md
[Spin](README.md#2-what-is-a-spin-lock)
";

#[test]
fn definition_leads_to_the_answer_and_to_translations() {
    check_definition(
        BANK,
        "What ^is a spin",
        &[
            "README.md:9 \"\"",
            "de-DE/README.md:7 \"Was ist eine Spinsperre?\"",
        ],
    );
    check_definition(
        BANK,
        "Was ist ^eine Verklemmung",
        &[
            "de-DE/README.md:13 \"\"",
            "README.md:11 \"What is a deadlock?\"",
            "fr-FR/README.md:7 \"Quel interblocage ?\"",
        ],
    );
}

#[test]
fn references_include_translations() {
    check_references(
        BANK,
        "What ^is a spin",
        &[
            "README.md:7 \"2. What is a spin lock?\"",
            "de-DE/README.md:7 \"Was ist eine Spinsperre?\"",
            "page.md:1 \"README.md#2-what-is-a-spin-lock\"",
        ],
    );
}

#[test]
fn hover_names_translations() {
    check_hover(
        BANK,
        "What ^is a deadlock",
        expect![[r#"
            Question 3

            **Answer** · 5 words

            > Each waits for the other.

            In other languages

            - `de-DE/README.md`, question 3
            - `fr-FR/README.md`, question 3
        "#]],
    );
}

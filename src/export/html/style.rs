//! How the page looks. On a screen, text has a contrast of at least 4.5 to 1 to its background.

/// The style sheet.
pub(super) const STYLE: &str = r#"
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1d2023; --soft: #5a6067; --line: #dedbd3; --track: #f0eee8; --link: #215d75;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e8e6e1; --soft: #a5aab0; --line: #34383d; --track: #22262a; --link: #86bbd0;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 48rem; margin: 0 auto; padding: clamp(1.25rem, 5vw, 3.5rem) clamp(1rem, 4vw, 2.5rem); }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0; font-size: clamp(1.75rem, 5vw, 2.5rem); }
h2 { margin: 2.5rem 0 .25rem; font-size: 1.375rem; }
h3 { margin: 0 0 .25rem; font-size: 1.0625rem; }
h4, h5, h6 { margin: 1rem 0 .25rem; font-size: 1rem; }
a { color: var(--link); }
img { max-width: 100%; height: auto; }
nav h2 { font-size: 1.125rem; }
nav ul { margin: .25rem 0; padding-left: 1.25rem; }
.soft, footer { color: var(--soft); font-size: .875rem; margin: 0 0 .5rem; font-weight: normal; }
article { padding: 1rem 0; border-top: 1px solid var(--line); }
.options { list-style: upper-alpha; }
.options p { margin: 0; }
.right { font-weight: 600; }
summary { cursor: pointer; color: var(--link); }
pre { background: var(--track); padding: .75rem; overflow-x: auto; border-radius: 4px; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
:not(pre) > code { background: var(--track); padding: .1em .25em; border-radius: 3px; }
table { display: block; overflow-x: auto; border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--soft); }
footer { margin-top: 3rem; }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --track: #f4f4f4; --link: #000; }
  main { max-width: none; padding: 0; }
  nav details, footer { display: none; }
  article, pre { break-inside: avoid-page; }
  pre { white-space: pre-wrap; }
  details.answer > summary { list-style: none; }
  details.answer::details-content { content-visibility: visible; display: block; block-size: auto; }
}
"#;

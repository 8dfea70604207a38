//! How the page looks. All colours are here, once for a light and once for a dark screen; text has a contrast of at
//! least 4.5 to 1 to their background, bars of at least 3 to 1.

/// The style sheet. It is a literal of the code, not a file, so that its bytes are the same whatever a checkout does to
/// line ends: [`HASH`] is made of them.
pub const STYLE: &str = r#"
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1d2023; --soft: #5a6067; --line: #dedbd3; --track: #f0eee8;
  --s0: #5796b0; --s1: #43839d; --s2: #30708a; --s3: #215d75; --s4: #144a60; --s5: #0b3547;
  --none: #928d83; --warn: #b4471d;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e8e6e1; --soft: #a5aab0; --line: #34383d; --track: #22262a;
    --s0: #3f7f98; --s1: #5493ac; --s2: #6ba7bf; --s3: #86bbd0; --s4: #a8d0e0; --s5: #cfe6ef;
    --none: #7d7a74; --warn: #ea8a5e;
  }
}
/* Within VS Code its theme decides, not the system. */
body[class*="vscode-"] {
  --paper: var(--vscode-editor-background); --ink: var(--vscode-editor-foreground);
  --soft: var(--vscode-descriptionForeground, var(--vscode-editor-foreground));
  --line: var(--vscode-contrastBorder, var(--vscode-panel-border, #80808059));
  --track: var(--vscode-textCodeBlock-background, var(--vscode-editor-background));
}
body.vscode-light, body.vscode-high-contrast-light {
  color-scheme: light;
  --s0: #5796b0; --s1: #43839d; --s2: #30708a; --s3: #215d75; --s4: #144a60; --s5: #0b3547;
  --none: #928d83; --warn: #b4471d;
}
body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light) {
  color-scheme: dark;
  --s0: #3f7f98; --s1: #5493ac; --s2: #6ba7bf; --s3: #86bbd0; --s4: #a8d0e0; --s5: #cfe6ef;
  --none: #7d7a74; --warn: #ea8a5e;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; padding: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 58rem; margin: 0 auto; padding: clamp(1.25rem, 5vw, 3.5rem) clamp(1rem, 4vw, 2.5rem); }
h1, h2, dd { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, serif; }
h1 { margin: 0; font-size: clamp(1.75rem, 5vw, 2.5rem); line-height: 1.15; font-weight: 600; overflow-wrap: anywhere; }
h2 { margin: 0 0 .25rem; font-size: 1.375rem; line-height: 1.25; font-weight: 600; }
p { margin: .5rem 0; max-width: 44rem; }
.soft, caption, thead th, dt, small { color: var(--soft); }
.warn { color: var(--warn); }
section { margin-top: 3rem; }
code { font: .875em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
small { font-size: .8125rem; font-weight: 400; overflow-wrap: anywhere; }

.figures {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: 1rem 1.5rem;
  margin: 2rem 0 0; padding: 1.25rem 0; border: solid var(--line); border-width: 1px 0;
}
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
dt { font-size: .8125rem; }
dd { margin: 0; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: lining-nums; }

table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums lining-nums; }
caption { padding: .25rem 0 .75rem; text-align: start; font-size: .9375rem; }
th, td { padding: .4375rem .5rem; text-align: end; vertical-align: top; border-bottom: 1px solid var(--line); }
td { white-space: nowrap; }
th:first-child, td:first-child { padding-inline-start: 0; }
th:last-child, td:last-child { padding-inline-end: 0; }
thead th { vertical-align: bottom; font-size: .8125rem; font-weight: 500; line-height: 1.3; }
thead th:first-child, tbody th, tfoot th, .text { text-align: start; overflow-wrap: anywhere; }
tbody th { font-weight: 500; }
tfoot th, tfoot td { font-weight: 600; border-bottom: 0; }
.text { font-weight: 400; white-space: normal; }
.what { white-space: nowrap; }
.sum { font-weight: 600; }
.bars thead th:first-child { width: 100%; }
.scroll { overflow-x: auto; }
.groups th:last-child, .groups td:last-child { position: sticky; inset-inline-end: 0; background: var(--paper); padding-inline-start: .3125rem; }

.named { display: grid; grid-template-columns: minmax(0, 15rem) minmax(6rem, 1fr); gap: 0 1.25rem; min-width: 20rem; }
.named small { display: block; line-height: 1.35; }
svg { display: block; }
.bar { width: 100%; height: .75rem; margin-top: .375rem; }
.swatch { display: inline-block; width: .6875rem; height: .6875rem; margin-inline-end: .375rem; vertical-align: -.0625rem; }
.groups thead .swatch { display: block; margin: 0 0 .25rem auto; }
.many thead th:not(:first-child) { writing-mode: vertical-lr; transform: rotate(180deg); text-align: start; vertical-align: top; padding: 0 .25rem .125rem; white-space: nowrap; }
.many thead .swatch { display: inline-block; margin: 0 0 .375rem; vertical-align: middle; }
.key { white-space: nowrap; }
.s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); }
.s3 { fill: var(--s3); } .s4 { fill: var(--s4); } .s5 { fill: var(--s5); }
.none { fill: var(--none); } .lack { fill: var(--warn); }

figure { display: grid; grid-template-columns: minmax(0, 30rem) minmax(15rem, 1fr); gap: 1.5rem 2.5rem; margin: 1rem 0 0; align-items: start; }
.histogram { width: 100%; height: auto; }
.histogram text { fill: var(--ink); font: 11px system-ui, sans-serif; text-anchor: middle; }
.histogram .axis { fill: var(--soft); }
.histogram line { stroke: var(--line); }

.names { display: flex; flex-wrap: wrap; gap: .375rem; margin: .75rem 0 0; padding: 0; list-style: none; font-size: .875rem; }
.names li { padding: .125rem .5rem; background: var(--track); border-radius: .25rem; overflow-wrap: anywhere; }
.paths { margin: .75rem 0 0; padding: 0; list-style: none; columns: 24rem; }
.paths li { break-inside: avoid; padding: .125rem 0; }
footer { margin-top: 3.5rem; font-size: .8125rem; color: var(--soft); }

@media (max-width: 44rem) {
  section { margin-top: 2.25rem; }
  .named { grid-template-columns: minmax(0, 1fr); gap: .3125rem; min-width: 5rem; overflow-wrap: anywhere; }
  .bar { height: .625rem; margin-top: 0; }
  th, td { padding-inline: .3125rem; }
  .groups thead th:not(:first-child) { writing-mode: vertical-lr; transform: rotate(180deg); text-align: start; vertical-align: top; padding: 0 .25rem .125rem; white-space: nowrap; }
  .groups thead .swatch { display: inline-block; margin: 0 0 .375rem; vertical-align: middle; }
  figure { grid-template-columns: minmax(0, 1fr); }
  .lacking thead { display: none; }
  .lacking td { display: block; padding: 0; border: 0; width: auto; }
  .lacking tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
}
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  section { margin-top: 1.5rem; }
  h2, caption, thead { break-after: avoid; }
  tr, figure, .figures { break-inside: avoid; }
  .scroll { overflow: visible; }
  svg, .names li { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"#;

/// The SHA-256 of [`STYLE`] in base64: the page allows this style sheet and nothing else.
pub const HASH: &str = "nn8tUfEgVnls7chYmyiMhmCYB57VwtTKztt7U8fcDq8=";

// The style of all pages: plain, light and dark, readable at any width, with text in the size that the reader's browser is set to.

export const pageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1f2328, #e6edf3); --dim: light-dark(#59636e, #9da5ae); --page: light-dark(#ffffff, #0d1117);
  --line: light-dark(#d1d9e0, #3d444d); --panel: light-dark(#f6f8fa, #161b22); --mark: light-dark(#ffe7a8, #6b4e00);
  --bad: light-dark(#b42318, #ff8f85); --warn: light-dark(#8a5300, #f0b429); --good: light-dark(#1a7f37, #56d364); --accent: light-dark(#3538cd, #a4b0ff); }
:root:has(#tone-light:checked) { color-scheme: light; }
:root:has(#tone-dark:checked) { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; overflow-wrap: break-word; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 80rem; margin: 0 auto; padding: 24px 20px 64px; }
h1 { font-size: 1.625rem; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 1.3125rem; margin: 40px 0 4px; padding-top: 20px; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 28px 0 10px; }
p { margin: 4px 0 10px; max-width: 80ch; }
code { font: 0.8125rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 1px; }
.dim { color: var(--dim); }
.bad { color: var(--bad); } .warn { color: var(--warn); } .good { color: var(--good); }
.note { border-left: 4px solid var(--line); background: var(--panel); padding: 8px 12px; margin: 10px 0; border-radius: 0 8px 8px 0; }
.note.error { border-color: var(--bad); } .note.warning { border-color: var(--warn); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9375rem; margin: 8px 0 14px; }
th, td { text-align: left; vertical-align: top; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; padding: 4px 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.tools { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 6px 28px; margin: 14px 0 0; padding: 10px 0; background: var(--page); border-bottom: 1px solid var(--line); }
.tools fieldset { display: flex; flex-wrap: wrap; min-width: 0; gap: 4px 14px; align-items: center; border: 0; margin: 0; padding: 0; }
.tools legend { float: left; margin-right: 12px; padding: 0; color: var(--dim); }
.tools label { display: inline-flex; align-items: center; gap: 5px; white-space: nowrap; }
@media (max-width: 35rem), (max-height: 500px) { .tools { position: static; } }
@media print {
  :root { color-scheme: light !important; }
  .tools { display: none; }
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  main .scroll table { width: auto; font-size: 0.8125rem; }
  th, td { padding-right: 8px; }
  td:not(.number) { overflow-wrap: anywhere; }
  tr, figure, .note, dl { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  figure, mark, .note { print-color-adjust: exact; }
}
`;

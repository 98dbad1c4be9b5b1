// The style of the inbox: light and dark, narrow and wide, with the system's fonts.

export const inboxStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1f2328, #e6edf3); --soft: light-dark(#59636e, #9da5ae); --page: light-dark(#ffffff, #0d1117); --card: light-dark(#ffffff, #161b22); --line: light-dark(#d1d9e0, #3d444d); --field: light-dark(#868f99, #6e7681);
  --good: light-dark(#1a7f37, #56d364); --bad: light-dark(#b42318, #ff8f85); --accent: light-dark(#3538cd, #a4b0ff); --push: light-dark(#f6f6fb, #2b2b30); --push-android: light-dark(#f4f1fa, #2b2930); --on-push: light-dark(#141416, #f4f4f6); --faint: light-dark(#5f5f68, #b8b8c0); }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--page); }
header { position: sticky; top: 0; z-index: 1; padding: .75rem 1rem; background: var(--card); border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; }
h1 { font-size: 1.1rem; margin: 0; flex: 1 1 16rem; }
h1 small { display: block; font-weight: 400; color: var(--soft); font-size: .85rem; }
label { font-size: .8rem; color: var(--soft); display: grid; gap: .15rem; }
input, select, button { font: inherit; font-size: .9rem; padding: .35rem .6rem; border-radius: .5rem; border: 1px solid var(--field); background: var(--card); color: var(--ink); min-width: 0; max-width: 100%; }
#kind, #campaign { width: 16rem; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main { padding: 1rem; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); align-items: start; }
.rest { grid-column: 1 / -1; color: var(--soft); font-size: .85rem; margin: 0; }
.empty { grid-column: 1 / -1; color: var(--soft); text-align: center; padding: 3rem 1rem; }
article { border-radius: 1.6rem; padding: 1rem .6rem .6rem; min-width: 0; }
.ios { background: linear-gradient(155deg, light-dark(#3d5794, #141c33), light-dark(#a98fc0, #4a3a5c)); }
.android { background: linear-gradient(155deg, light-dark(#245d68, #0d2429), light-dark(#7fb3a2, #2f4d45)); }
.out { border: 1px dashed var(--field); }
.clock { text-align: center; color: #fff; font-size: 2.6rem; font-weight: 600; letter-spacing: -1px; line-height: 1; margin: .4rem 0 1rem; }
.out .clock { display: none; }
.push { background: var(--push); color: var(--on-push); border-radius: 1.4rem; padding: .7rem .9rem; overflow-wrap: anywhere; }
.android .push { background: var(--push-android); }
.out .push { background: none; color: inherit; }
.app { position: relative; display: flex; gap: .5rem; align-items: center; min-height: 24px; font-size: .8rem; color: var(--faint); margin: 0 0 .25rem; }
.app::before { content: ''; flex: none; width: 24px; height: 24px; border-radius: 6px; background: #4f46e5; }
.app::after { content: ''; position: absolute; left: 0; top: calc(50% - 12px); width: 24px; height: 24px; background: #fff; clip-path: path('M12 4.5a4.7 4.7 0 0 0-4.7 4.7v3.2L5.8 15.2h12.4l-1.5-2.8V9.2A4.7 4.7 0 0 0 12 4.5zM10.2 16.5a1.8 1.8 0 0 0 3.6 0z'); }
.app span { flex: 1; }
.title { font-weight: 650; margin: 0; white-space: pre-wrap; }
.text { margin: .1rem 0 0; white-space: pre-wrap; }
.picture { font-size: .78rem; color: var(--faint); margin: .35rem 0 0; }
.cards { display: flex; gap: .5rem; overflow-x: auto; padding: .5rem 0 .2rem; margin: 0; list-style: none; }
.cards li { flex: 0 0 9.5rem; border: 1px solid var(--line); border-radius: .7rem; padding: .5rem; font-size: .82rem; background: var(--card); }
.cards b, .cards span { display: block; }
.meta { display: flex; flex-wrap: wrap; gap: .2rem .7rem; font-size: .78rem; color: var(--soft); background: var(--card); border-radius: .9rem; padding: .35rem .9rem; margin: .5rem 0 0; overflow-wrap: anywhere; }
.sent { color: var(--good); font-weight: 600; }
.refused { color: var(--bad); font-weight: 600; }
details { margin-top: .4rem; background: var(--card); border-radius: .9rem; padding: .35rem .9rem; font-size: .82rem; }
.out .meta, .out details { background: none; }
summary { cursor: pointer; }
.stage { display: grid; grid-template-columns: minmax(0, 1fr) minmax(16rem, 24rem); align-items: start; }
.stage main { grid-row: 1; grid-column: 1; }
aside { grid-row: 1; grid-column: 2; padding: 1rem 1rem 1rem 0; min-width: 0; }
#center { border: 1px solid var(--line); margin: 0; padding: .6rem .9rem; }
#center > summary { font-weight: 600; font-size: .95rem; }
#center label { margin-top: .5rem; }
.hint { color: var(--soft); margin: .5rem 0 0; }
#center-figures { margin: .6rem 0 0; font-weight: 600; }
#center-entries { list-style: none; margin: .5rem 0 0; padding: 0; max-height: 60vh; overflow-y: auto; }
#center-entries li { border-top: 1px solid var(--line); padding: .5rem 0; overflow-wrap: anywhere; }
#center-entries .picture { color: var(--soft); }
.when { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 .7rem; color: var(--soft); font-size: .78rem; margin: 0 0 .15rem; }
#center-wire { padding: 0; }
.opener { font-size: .75rem; padding: .1rem .5rem; color: var(--accent); }
@media (max-width: 800px) { .stage { grid-template-columns: minmax(0, 1fr); } .stage main, aside { grid-row: auto; grid-column: 1; } aside { padding: 1rem 1rem 0; } }
@media (max-width: 560px), (max-height: 500px) { header { position: static; } }
pre { margin: .4rem 0 0; max-height: 20rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: .78rem/1.4 ui-monospace, monospace; }
`;

// How the inbox looks: light and dark, narrow and wide, with the fonts of the system.

export const inboxStyle = `
:root { color-scheme: light dark; --ink: #16181d; --soft: #5b6270; --page: #eef0f4; --card: #ffffff; --line: #d8dce4; --good: #0b6b3a; --bad: #a3211b; --glass: rgba(255, 255, 255, .86); --wall: linear-gradient(160deg, #31476f, #7a5a8c 55%, #c98f76); }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef2; --soft: #a6adba; --page: #14161a; --card: #1d2026; --line: #353a44; --good: #63d39b; --bad: #ff8f86; --glass: rgba(38, 41, 48, .9); --wall: linear-gradient(160deg, #101a2e, #2f2338 55%, #4a3029); } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--page); }
header { position: sticky; top: 0; z-index: 1; padding: .75rem 1rem; background: var(--card); border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; }
h1 { font-size: 1.1rem; margin: 0; flex: 1 1 16rem; }
h1 small { display: block; font-weight: 400; color: var(--soft); font-size: .85rem; }
label { font-size: .8rem; color: var(--soft); display: grid; gap: .15rem; }
input, select, button { font: inherit; font-size: .9rem; padding: .35rem .6rem; border-radius: .5rem; border: 1px solid var(--line); background: var(--card); color: var(--ink); min-width: 0; max-width: 100%; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid #4a7dff; outline-offset: 2px; }
main { padding: 1rem; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); align-items: start; }
.empty { grid-column: 1 / -1; color: var(--soft); text-align: center; padding: 3rem 1rem; }
article { background: var(--wall); border-radius: 1.6rem; padding: 1rem .75rem .75rem; box-shadow: 0 1px 4px rgba(0, 0, 0, .25); }
article.out { background: var(--card); border: 1px dashed var(--line); box-shadow: none; }
.clock { text-align: center; color: #fff; font-size: 1.6rem; font-weight: 300; margin: 0 0 .6rem; text-shadow: 0 1px 3px rgba(0, 0, 0, .5); }
.out .clock { display: none; }
.push { background: var(--glass); border-radius: 1rem; padding: .7rem .8rem; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.out .push { background: none; }
.app { display: flex; gap: .4rem; align-items: center; font-size: .78rem; color: var(--soft); margin: 0 0 .25rem; }
.app::before { content: ''; flex: none; width: 1rem; height: 1rem; border-radius: .28rem; background: linear-gradient(135deg, #4a7dff, #8b5cf6); }
.app span { flex: 1; }
.title { font-weight: 650; margin: 0; white-space: pre-wrap; }
.text { margin: .1rem 0 0; white-space: pre-wrap; }
.picture { font-size: .78rem; color: var(--soft); margin: .35rem 0 0; }
.cards { display: flex; gap: .5rem; overflow-x: auto; padding: .5rem 0 .2rem; margin: 0; list-style: none; }
.cards li { flex: 0 0 9.5rem; border: 1px solid var(--line); border-radius: .7rem; padding: .5rem; font-size: .82rem; background: var(--card); }
.cards b { display: block; }
.meta { display: flex; flex-wrap: wrap; gap: .2rem .7rem; font-size: .78rem; color: var(--soft); background: var(--card); border-radius: .7rem; padding: .35rem .6rem; margin: .5rem 0 0; overflow-wrap: anywhere; }
.sent { color: var(--good); font-weight: 600; }
.refused { color: var(--bad); font-weight: 600; }
details { margin-top: .5rem; background: var(--card); border-radius: .7rem; padding: .35rem .6rem; font-size: .82rem; }
summary { cursor: pointer; }
pre { margin: .4rem 0 0; max-height: 20rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: .78rem/1.4 ui-monospace, monospace; }
`;

// How notifications look on phones: sizes as the systems have them, text that grows with the reader's setting.

export const phoneStyle = `
:root { --text: 0.9375rem; --push: light-dark(#f6f6fb, #2b2b30); --push-android: light-dark(#f4f1fa, #2b2930); --on-push: light-dark(#141416, #f4f4f6); --soft: light-dark(#5f5f68, #b8b8c0); --picture: light-dark(#d5d9e3, #45474f); --sign: light-dark(#7d8698, #9aa1b0); }
:root:has(#type-large:checked) { --text: 1.4375rem; }
:root:has(#show-ios:checked) .android, :root:has(#show-android:checked) .ios { display: none; }
.phones { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: 18px; align-items: start; margin-bottom: 16px; }
figure { margin: 0; min-width: 0; }
figcaption { color: var(--dim); font-size: 0.875rem; margin-bottom: 5px; }
.wall { border-radius: 28px; padding: 16px 9px 14px; min-height: 236px; color: #fff; }
.ios .wall { background: linear-gradient(155deg, light-dark(#3d5794, #141c33), light-dark(#a98fc0, #4a3a5c)); font-family: -apple-system, 'SF Pro Text', Inter, system-ui, sans-serif; }
.android .wall { background: linear-gradient(155deg, light-dark(#245d68, #0d2429), light-dark(#7fb3a2, #2f4d45)); font-family: Roboto, system-ui, sans-serif; }
.wall.app { background: light-dark(#e9ecf2, #1c1e23); }
.clock { text-align: center; font-size: 52px; line-height: 1; margin: 14px 0 24px; font-weight: 600; letter-spacing: -1px; }
.lines { display: grid; gap: 12px; padding: 18px 14px; }
.lines i { height: 12px; border-radius: 6px; background: light-dark(#d5d9e1, #2f323a); } .lines i:nth-child(even) { width: 62%; }
.push { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 12px; background: var(--push); color: var(--on-push); border-radius: 24px; padding: 12px 14px; font-size: var(--text); line-height: 1.33; }
.android .push { background: var(--push-android); border-radius: 26px; padding: 14px 16px; gap: 0 14px; }
.app .push { box-shadow: 0 6px 24px #0003; }
.silent { background: #ffffff2e; color: #fff; grid-template-columns: 1fr; border: 1px dashed #ffffff88; }
.icon { width: 38px; height: 38px; align-self: center; border-radius: 9px; background: #4f46e5; }
.android .icon { width: 24px; height: 24px; border-radius: 50%; align-self: start; }
.open .icon { align-self: start; }
.body { min-width: 0; }
.row { display: flex; gap: 10px; align-items: end; }
.row > div { flex: 1; min-width: 0; }
.head { display: flex; gap: 10px; align-items: baseline; }
.head > b { flex: 1; min-width: 0; }
.when { color: var(--soft); font-size: 0.8em; }
.title { font-weight: 600; } .android .title { font-weight: 500; }
.title, .text { white-space: pre-line; overflow-wrap: anywhere; display: block; }
.one { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.two, .four { display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; }
.two { -webkit-line-clamp: 2; } .four { -webkit-line-clamp: 4; }
.thumb { flex: none; width: 36px; height: 36px; border-radius: 6px; background: var(--picture); display: grid; place-items: center; }
.android .thumb { width: 44px; height: 44px; border-radius: 10px; align-self: center; }
.picture { display: grid; place-items: center; height: 150px; margin: 10px 0 0; border-radius: 14px; background: var(--picture); }
.wide { grid-column: 1 / -1; }
.thumb svg { width: 60%; } .picture svg { width: 54px; } .thumb path, .picture path { fill: var(--sign); } .icon path { fill: #fff; }
.cards { grid-column: 1 / -1; display: flex; gap: 10px; margin: 12px -4px 0; padding: 4px; overflow-x: auto; scroll-snap-type: x mandatory; scrollbar-width: thin; }
.card { flex: 0 0 64%; scroll-snap-align: center; background: light-dark(#ffffff, #1b1b1f); border-radius: 14px; overflow: hidden; }
.slider .card { flex-basis: 100%; }
.card .picture { margin: 0; border-radius: 0; height: 110px; position: relative; }
.card .words { padding: 8px 10px 10px; }
.card .count { position: absolute; left: 8px; top: 8px; background: #24292f; color: #fff; font-size: 0.75rem; border-radius: 9px; padding: 1px 8px; }
.soft { color: var(--soft); }
.sides { display: grid; gap: 14px; }
.was { opacity: 0.92; }
.tag { display: inline-block; font-size: 0.8125rem; font-weight: 600; border: 1px solid var(--line); border-radius: 10px; padding: 0 9px; margin-bottom: 8px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 6px 0 14px; font-size: 0.9375rem; }
dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
@media (max-width: 560px) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; } }
`;

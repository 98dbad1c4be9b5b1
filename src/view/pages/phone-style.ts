// The style of notifications on phones: sizes are those of the systems at the browser's usual text size, and grow with it.

export const phoneStyle = `
:root { --text: 0.9375rem; --push: light-dark(#f6f6fb, #2b2b30); --push-android: light-dark(#f4f1fa, #2b2930); --on-push: light-dark(#141416, #f4f4f6); --soft: light-dark(#5f5f68, #b8b8c0); --picture: light-dark(#d5d9e3, #45474f); --sign: light-dark(#7d8698, #9aa1b0); }
:root:has(#type-large:checked) { --text: 1.4375rem; }
:root:has(#show-ios:checked) .android, :root:has(#show-android:checked) .ios { display: none; }
.phones { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21.25rem, 100%), 1fr)); gap: 1.125rem; align-items: start; margin-bottom: 1rem; }
figure { margin: 0; min-width: 0; }
figcaption { color: var(--dim); font-size: 0.875rem; margin-bottom: 0.3125rem; }
.wall { border-radius: 1.75rem; padding: 1rem 0.5625rem 0.875rem; min-height: 14.75rem; color: #fff; }
.ios .wall { background: linear-gradient(155deg, light-dark(#3d5794, #141c33), light-dark(#a98fc0, #4a3a5c)); font-family: -apple-system, 'SF Pro Text', Inter, system-ui, sans-serif; }
.android .wall { background: linear-gradient(155deg, light-dark(#245d68, #0d2429), light-dark(#7fb3a2, #2f4d45)); font-family: Roboto, system-ui, sans-serif; }
.wall.app { background: light-dark(#e9ecf2, #1c1e23); }
.clock { text-align: center; font-size: 3.25rem; line-height: 1; margin: 0.875rem 0 1.5rem; font-weight: 600; letter-spacing: -1px; }
.lines { display: grid; gap: 0.75rem; padding: 1.125rem 0.875rem; }
.lines i { height: 0.75rem; border-radius: 0.375rem; background: light-dark(#d5d9e1, #2f323a); } .lines i:nth-child(even) { width: 62%; }
.push { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 0.75rem; background: var(--push); color: var(--on-push); border-radius: 1.5rem; padding: 0.75rem 0.875rem; font-size: var(--text); line-height: 1.33; }
.android .push { background: var(--push-android); border-radius: 1.625rem; padding: 0.875rem 1rem; gap: 0 0.875rem; }
.app .push { box-shadow: 0 0.375rem 1.5rem #0003; }
.silent { background: #ffffff2e; color: #fff; grid-template-columns: 1fr; border: 1px dashed #ffffff88; }
.icon { width: 2.375rem; height: 2.375rem; align-self: center; border-radius: 0.5625rem; background: #4f46e5; }
.android .icon { width: 1.5rem; height: 1.5rem; border-radius: 50%; align-self: start; }
.open .icon { align-self: start; }
.body { min-width: 0; }
.row { display: flex; gap: 0.625rem; align-items: end; }
.row > div { flex: 1; min-width: 0; }
.head { display: flex; gap: 0.625rem; align-items: baseline; }
.head > b { flex: 1; min-width: 0; }
.when { color: var(--soft); font-size: 0.8em; }
.title { font-weight: 600; } .android .title { font-weight: 500; }
.title, .text { white-space: pre-line; overflow-wrap: anywhere; display: block; }
.one { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.two, .four { display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; }
.two { -webkit-line-clamp: 2; } .four { -webkit-line-clamp: 4; }
.thumb { flex: none; width: 2.25rem; height: 2.25rem; border-radius: 0.375rem; background: var(--picture); display: grid; place-items: center; }
.android .thumb { width: 2.75rem; height: 2.75rem; border-radius: 0.625rem; align-self: center; }
.picture { display: grid; place-items: center; height: 9.375rem; margin: 0.625rem 0 0; border-radius: 0.875rem; background: var(--picture); }
.wide { grid-column: 1 / -1; }
.thumb svg { width: 60%; } .picture svg { width: 3.375rem; } .thumb path, .picture path { fill: var(--sign); } .icon path { fill: #fff; }
.cards { grid-column: 1 / -1; display: flex; gap: 0.625rem; margin: 0.75rem -0.25rem 0; padding: 0.25rem; overflow-x: auto; scroll-snap-type: x mandatory; scrollbar-width: thin; }
.card { flex: 0 0 64%; scroll-snap-align: center; background: light-dark(#ffffff, #1b1b1f); border-radius: 0.875rem; overflow: hidden; }
.slider .card { flex-basis: 100%; }
.card .picture { margin: 0; border-radius: 0; height: 6.875rem; position: relative; }
.card .words { padding: 0.5rem 0.625rem 0.625rem; }
.card .count { position: absolute; left: 0.5rem; top: 0.5rem; background: #24292f; color: #fff; font-size: 0.75rem; border-radius: 0.5625rem; padding: 1px 0.5rem; }
.soft { color: var(--soft); }
.sides { display: grid; gap: 0.875rem; }
.was { opacity: 0.92; }
.tag { display: inline-block; font-size: 0.8125rem; font-weight: 600; border: 1px solid var(--line); border-radius: 0.625rem; padding: 0 0.5625rem; margin-bottom: 0.5rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; margin: 0.375rem 0 0.875rem; font-size: 0.9375rem; }
dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
@media (max-width: 35rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.375rem; } }
`;

import type { raw } from "hono/html";
import { html } from "hono/html";

type Markup = ReturnType<typeof html> | ReturnType<typeof raw>;

/** A whole page around `body`, marked as a test page; styled by a sheet of the same origin. */
export function page(title: string, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="/sandbox/style.css" />
      </head>
      <body>
        <p class="banner">Test mode: a stand-in on this machine, nothing leaves it.</p>
        <main>${body}</main>
      </body>
    </html>`;
}

/** Neither script nor inline style runs on these pages, and nothing of another origin loads. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export const styleSheet = `
:root { color-scheme: light dark; --line: light-dark(#d7dbe0, #3a4048); --soft: light-dark(#f4f6f8, #1d2126);
  --text: light-dark(#1b1f24, #e8eaed); --muted: light-dark(#59636e, #a3acb6); --accent: light-dark(#0b5fcc, #74b1ff); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: light-dark(#fff, #14171a); }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.banner { margin: 0; padding: .5rem 1rem; text-align: center; font-weight: 600; color: #3d2c00; background: #ffd76a; }
.notice { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
label { display: grid; gap: .25rem; flex: 1 1 16rem; }
input, button { font: inherit; min-height: 2.75rem; padding: .4rem .9rem; border: 1px solid var(--line); border-radius: .5rem; color: inherit; background: var(--soft); }
button { cursor: pointer; font-weight: 600; }
button.primary { color: light-dark(#fff, #10131a); background: var(--accent); border-color: transparent; }
ol.messages { list-style: none; margin: 1.5rem 0; padding: 0; border-top: 1px solid var(--line); }
ol.messages li { padding: .75rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
ol.messages p { margin: 0; color: var(--muted); font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; overflow-wrap: anywhere; }
dt { color: var(--muted); } dd { margin: 0; }
iframe { width: 100%; height: 36rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); }
`;

import { css } from "lit";

/**
 * Everything the shop could pass down is reset with `all: initial !important` (inside a shadow
 * root an important rule beats the page's important rule on the host). Sizes hang on the widget's
 * own font size, never on the page's `rem`. Logical properties only: `all` leaves the page's
 * direction, so the chat sits in the page's own corner while its text runs as its language does.
 */
export const styles = css`
  :host {
    all: initial !important;
    position: fixed !important;
    display: block !important;
    inset-block-end: max(1.25em, env(safe-area-inset-bottom)) !important;
    inset-inline-end: 1.25em !important;
    z-index: 2147483000 !important;
    font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif !important;
    font-size: calc(16px * var(--parley-scale, 1)) !important;
    line-height: 1.45 !important;
    color: var(--ink) !important;
    color-scheme: light !important;
    --accent: #0b5f50;
    --accent-strong: #084a3e;
    --ink: #17211e;
    --quiet: #52605b;
    --line: #dbe2df;
    --field: #7a8783;
    --soft: #f3f6f5;
    --mine: #e0f0eb;
    --alarm: #a3161a;
  }
  * { box-sizing: border-box; }
  button, textarea { font: inherit; color: inherit; }
  button { cursor: pointer; }
  button:focus-visible, textarea:focus-visible, a:focus-visible, .log:focus-visible {
    outline: 3px solid #1a6fd4;
    outline-offset: 2px;
  }
  .launcher {
    display: inline-flex;
    align-items: center;
    gap: 0.6em;
    min-block-size: 3.25em;
    padding: 0.5em 1.25em;
    border: 0;
    border-radius: 2em;
    background: var(--accent);
    color: #fff;
    font-weight: 600;
    white-space: nowrap;
    box-shadow: 0 6px 20px rgb(8 40 33 / 28%);
  }
  .launcher:hover { background: var(--accent-strong); }
  .badge {
    min-inline-size: 1.6em;
    padding: 0 0.4em;
    border-radius: 1em;
    background: #fff;
    color: var(--alarm);
    font-size: 0.85em;
    font-weight: 700;
    text-align: center;
  }
  .panel {
    display: flex;
    flex-direction: column;
    inline-size: min(24em, calc(100vw - 2.5em));
    block-size: min(38em, calc(100dvh - 2.5em));
    overflow: hidden;
    border-radius: 1em;
    background: #fff;
    box-shadow: 0 12px 48px rgb(8 40 33 / 30%);
    animation: rise 160ms ease-out;
  }
  @keyframes rise { from { transform: translateY(0.75em); } }
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em;
    padding-block: 0.75em;
    padding-inline: 1em 0.5em;
    background: var(--accent);
    color: #fff;
  }
  .titles { flex: 1 1 9em; min-inline-size: 0; }
  h2 { margin: 0; font-size: 1.1em; font-weight: 650; line-height: 1.2; overflow-wrap: anywhere; }
  .titles p { margin: 0.1em 0 0; font-size: 0.85em; }
  .tools { display: flex; flex: none; margin-inline-start: auto; }
  .header button {
    display: inline-grid;
    place-items: center;
    min-inline-size: 2.25em;
    min-block-size: 2.25em;
    padding: 0;
    border: 0;
    border-radius: 0.5em;
    background: transparent;
    font-weight: 600;
  }
  .header button:hover:enabled { background: var(--accent-strong); }
  .header button:focus-visible { outline-color: #fff; outline-offset: -2px; }
  .header button:disabled { opacity: 0.55; cursor: default; }
  .log {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1em;
    scrollbar-width: thin;
  }
  ol { display: flex; flex-direction: column; gap: 0.5em; margin: 0; padding: 0; list-style: none; }
  .intro { margin: 0 0 1em; color: var(--quiet); }
  .message { max-inline-size: 86%; align-self: flex-start; }
  .message.mine { align-self: flex-end; }
  .bubble {
    padding: 0.55em 0.85em;
    border-radius: 1em;
    border-end-start-radius: 0.25em;
    background: var(--soft);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .mine .bubble { border-end-start-radius: 1em; border-end-end-radius: 0.25em; background: var(--mine); }
  .bubble a { color: #0a4f9c; text-decoration: underline; }
  .small { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35em; margin: 0.15em 0.4em 0; color: var(--quiet); font-size: 0.78em; }
  .mine .small { justify-content: flex-end; }
  .refused .bubble { outline: 1px solid var(--alarm); }
  .refused .small { color: var(--alarm); }
  .small button { padding: 0.35em; border: 0; background: none; color: inherit; text-decoration: underline; min-block-size: 1.9em; }
  .system { align-self: center; max-inline-size: 100%; color: var(--quiet); font-size: 0.88em; text-align: center; overflow-wrap: anywhere; }
  .typing { margin: 0.5em 0 0; color: var(--quiet); font-size: 0.88em; }
  .status { margin: 0; padding: 0.55em 1em; border-block-start: 1px solid var(--line); background: var(--soft); color: var(--ink); font-size: 0.88em; }
  .status:empty { display: none; }
  .status.trouble { background: #fff1d6; color: #6b3f00; }
  .rating { display: grid; gap: 0.5em; justify-items: center; margin-block-start: 1em; padding: 0.75em; border: 1px solid var(--line); border-radius: 0.75em; }
  .rating fieldset { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 0.35em; margin: 0; padding: 0; border: 0; }
  .rating legend { padding: 0; text-align: center; font-weight: 600; }
  .rating fieldset > span { color: var(--quiet); font-size: 0.85em; }
  .rating label { position: relative; cursor: pointer; }
  .rating input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
  .rating label span { display: grid; place-items: center; inline-size: 2.25em; block-size: 2.25em; border: 1px solid var(--field); border-radius: 50%; }
  .rating input:checked + span { border-color: var(--accent); background: var(--accent); color: #fff; font-weight: 700; }
  .rating input:focus-visible + span { outline: 3px solid #1a6fd4; outline-offset: 2px; }
  .rating textarea { inline-size: 100%; }
  .sure { min-block-size: 2.25em; padding: 0 0.9em; border: 1px solid var(--field); border-radius: 0.6em; background: #fff; }
  .composer { display: flex; align-items: flex-end; gap: 0.5em; padding: 0.75em; border-block-start: 1px solid var(--line); }
  textarea {
    flex: 1;
    min-inline-size: 0;
    field-sizing: content;
    min-block-size: 2.75em;
    max-block-size: 8em;
    padding: 0.6em 0.8em;
    border: 1px solid var(--field);
    border-radius: 0.75em;
    background: #fff;
    resize: none;
  }
  textarea::placeholder { color: var(--quiet); opacity: 1; }
  .send {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: 2.75em;
    block-size: 2.75em;
    border: 0;
    border-radius: 50%;
    background: var(--accent);
    color: #fff;
  }
  .send:hover { background: var(--accent-strong); }
  .ending { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 0.5em; padding: 0 0.75em 0.6em; font-size: 0.85em; }
  .ending button { min-block-size: 2em; padding: 0 0.75em; border: 1px solid transparent; border-radius: 0.6em; background: none; color: var(--quiet); text-decoration: underline; }
  .ending .sure { min-block-size: 2em; border-color: var(--field); color: var(--ink); text-decoration: none; }
  .hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (max-width: 480px), (max-height: 480px) {
    .panel { position: fixed; inset: 0; inline-size: 100%; block-size: 100%; block-size: 100dvh; border-radius: 0; }
  }
  @media (prefers-reduced-motion: reduce) {
    * { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
  }
  @media (forced-colors: active) {
    .launcher, .send, .bubble, .header { border: 1px solid; }
  }
  @media print { :host { display: none !important; } }
`;

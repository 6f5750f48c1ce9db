import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.js';

/**
 * A button that opens a list of things to do. Closes with Escape, a choice, or a tap elsewhere; the
 * arrows move through it.
 *
 * @param {{ label: string, kind: string, face: unknown, items: readonly { key: string, show: unknown, act: () => unknown }[] }} props
 */
export function Menu({ label, kind, face, items }) {
  const [open, setOpen] = useState(false);
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  // With the list, not some time after it: a key that comes meanwhile would lose the focus.
  useLayoutEffect(() => {
    if (!open) return undefined;
    /** @param {PointerEvent} event */
    const leave = ({ target }) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    /** @type {HTMLElement | null | undefined} */ (
      root.current?.querySelector('li button')
    )?.focus();
    return () => document.removeEventListener('pointerdown', leave);
  }, [open]);

  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  /** @param {KeyboardEvent} event */
  const move = (event) => {
    if (event.key === 'Escape') close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!open || step === undefined) return;
    event.preventDefault();
    const buttons = [...(root.current?.querySelectorAll('li button') ?? [])];
    const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = buttons[(at + step + buttons.length) % buttons.length];
    if (next instanceof HTMLElement) next.focus();
  };
  return html`<span class=${`menu ${kind}`} ref=${root} onKeyDown=${move}>
    <button
      type="button"
      class="plain"
      aria-label=${label}
      title=${label}
      aria-expanded=${open}
      aria-haspopup="true"
      onClick=${() => setOpen(!open)}
    >
      ${face}
    </button>
    ${
      open &&
      html`<ul class="choices" aria-label=${label}>
        ${items.map(
          ({ key, show, act }) => html`<li key=${key}>
            <button
              type="button"
              onClick=${() => {
                close();
                act();
              }}
            >
              ${show}
            </button>
          </li>`,
        )}
      </ul>`
    }
  </span>`;
}

import htm from 'htm';
import { h } from 'preact';

/**
 * The package's types tell of another export than a browser gets.
 *
 * @typedef {(parts: TemplateStringsArray, ...values: unknown[]) => import('preact').VNode<any>} Html
 */
const tag = /** @type {{ bind: (create: unknown) => Html }} */ (/** @type {unknown} */ (htm));

/** Elements as text that looks like HTML; values become attributes and text, never markup. */
export const html = tag.bind(h);

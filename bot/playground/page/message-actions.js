import { html } from './html.js';
import { Icon } from './icons.js';
import { Menu } from './menu.js';
import { state } from './state.js';

/**
 * What can be done with a message, behind three dots.
 *
 * @param {{ acts: readonly (readonly ['answer' | 'edit' | 'remove', () => unknown])[] }} props
 */
export function MessageActions({ acts }) {
  const { say } = state.words;
  const items = acts.map(([key, act]) => ({ key, show: say(`chat.${key}`), act }));
  return html`<${Menu}
    kind="of-message"
    label=${say('chat.actions')}
    face=${html`<${Icon} name="more" />`}
    items=${items}
  />`;
}

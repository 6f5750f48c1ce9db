import { html } from './html.js';
import { draftOf, openChat, personOf, setDraft, state } from './state.js';
import { FormattedText } from './text.js';

/** @import { WireArrival } from '../host/wire.ts' */

const signs = { sms: '💬', call: '📞', mail: '✉️' };

/** What came to phones and mailboxes, the newest first. */
export function Arrivals() {
  const { say } = state.words;
  return html`<section class="arrivals" aria-labelledby="arrivals-title">
    <h2 id="arrivals-title">${say('arrivals.title')}</h2>
    ${state.arrivals.length === 0 && html`<p class="hint">${say('arrivals.none')}</p>`}
    <ol role="log" aria-live="polite" aria-labelledby="arrivals-title">
      ${state.arrivals
        .toReversed()
        .map((arrival) => html`<${Arrival} key=${arrival.id} arrival=${arrival} />`)}
    </ol>
  </section>`;
}

/** @param {{ arrival: WireArrival }} props */
function Arrival({ arrival }) {
  const { say, language, clock } = state.words;
  const { by, to, at, subject, text, entities, code } = arrival;
  const person = personOf(arrival.person);
  const use = () => {
    if (!person) return;
    openChat(person.id);
    setDraft(person.id, { ...draftOf(person.id), text: code ?? '' });
  };
  return html`<li class="arrival">
    <div class="from">
      <span aria-hidden="true">${signs[by]}</span>
      <b>${say(`arrivals.${by}`)}</b>
      <span class="to">
        ${person ? say('arrivals.to', { name: person.name[language] }) : html`<bdi>${to}</bdi>`}
      </span>
      <time>${clock(at)}</time>
    </div>
    ${subject && html`<p class="subject" dir="auto">${subject}</p>`}
    ${
      text !== code &&
      html`<${FormattedText} chat=${arrival.person} text=${text} entities=${entities} />`
    }
    ${
      code &&
      html`<button type="button" class="code" aria-label=${say('arrivals.use', { code })} onClick=${use}>
        ${code}
      </button>`
    }
  </li>`;
}

import { onStage } from './api.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { personOf, state, update } from './state.js';

/** @import { Chapter, WireJourney } from '../host/wire.ts' */

/** @type {readonly Chapter[]} */
const chapters = ['registering', 'completingProfile', 'applying', 'reviewing', 'placing', 'paying'];
const paces = ['calm', 'brisk', 'quick'];

/** Plays the journey, shows how far it is, and hands it over. */
export function Journey() {
  const { stage, words } = state;
  const { say, language } = words;
  if (!stage) return null;
  const { journey, untouched } = stage;
  const active = journey.state === 'playing' || journey.state === 'paused';
  const play = () =>
    untouched ? onStage({ do: 'play', language, pace: journey.pace }) : update({ anew: 'play' });
  return html`<section class=${`journey ${journey.state}`} aria-label=${say('journey.title')}>
    ${
      active
        ? html`<${Controls} journey=${journey} />`
        : html`<button type="button" class="primary" onClick=${play}>
            <${Icon} name="play" /> ${say('journey.play')}
          </button>`
    }
    <div class="told">
      ${(active || journey.state === 'done') && html`<${Chapters} journey=${journey} />`}
      <p role="status" dir="auto">${caption(journey)}</p>
    </div>
  </section>`;
}

/** @param {{ journey: WireJourney }} props */
function Controls({ journey: { state: now, pace } }) {
  const { say } = state.words;
  const held = now === 'paused';
  /** @param {Event & { currentTarget: HTMLSelectElement }} event */
  const choose = ({ currentTarget }) => onStage({ do: 'pace', pace: currentTarget.value });
  return html`<div class="controls">
    <button type="button" class="primary" onClick=${() => onStage({ do: held ? 'resume' : 'pause' })}>
      <${Icon} name=${held ? 'play' : 'pause'} /> ${say(held ? 'journey.resume' : 'journey.pause')}
    </button>
    <button type="button" class="second" onClick=${() => onStage({ do: 'stop' })}>
      <${Icon} name="hand" /> ${say('journey.stop')}
    </button>
    <select
      aria-label=${say('journey.pace')}
      value=${pace}
      onChange=${choose}
    >
      ${paces.map((one) => html`<option value=${one}>${say(`journey.${one}`)}</option>`)}
    </select>
  </div>`;
}

/** @param {{ journey: WireJourney }} props */
function Chapters({ journey }) {
  const { say } = state.words;
  const at = journey.state === 'done' ? chapters.length : chapters.indexOf(journey.chapter);
  return html`<ol class="chapters">
    ${chapters.map(
      (chapter, index) => html`<li
        class=${index < at ? 'past' : ''}
        aria-current=${index === at ? 'step' : undefined}
      >
        ${say(`journey.chapters.${chapter}`)}
      </li>`,
    )}
  </ol>`;
}

/** @param {WireJourney} journey */
function caption(journey) {
  const { say, language } = state.words;
  if (journey.state === 'idle') return say('journey.intro');
  if (journey.state !== 'playing') return say(`journey.${journey.state}`);
  const { next } = journey;
  const name = next && personOf(next.person)?.name[language];
  if (!next || !name) return say('journey.beginning');
  return say(`journey.${next.does}`, { name, what: next.what });
}

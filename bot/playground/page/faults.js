import { onStage, setFault } from './api.js';
import { html } from './html.js';
import { state, update } from './state.js';

/** @import { FaultName, WireStage } from '../host/wire.ts' */

/** @type {readonly FaultName[]} */
const faults = ['slow', 'limit', 'cut'];

/** Switches for what can go wrong outside, and what it does. */
export function Faults() {
  const { stage, words } = state;
  const { say } = words;
  if (!stage) return null;
  const isOff = stage.bot === 'off';
  return html`<section class="faults" aria-labelledby="faults-title">
    <h2 id="faults-title">${say('faults.title')}</h2>
    <p class="hint">${say('faults.hint')}</p>
    ${faults.map((name) => {
      const on = stage.faults.includes(name);
      return html`<${Switch} name=${name} on=${on} turn=${() => setFault(name, !on)} />`;
    })}
    <${Switch}
      name="off"
      on=${isOff}
      busy=${stage.bot === 'changing'}
      turn=${() => onStage({ do: 'bot', on: isOff })}
    />
    <p class="outcome" role="status">${outcome(stage)}</p>
    <button type="button" class="second" onClick=${() => update({ anew: 'only' })}>
      ${say('journey.anew')}
    </button>
  </section>`;
}

/** @param {{ name: FaultName | 'off', on: boolean, busy?: boolean, turn: () => unknown }} props */
function Switch({ name, on, busy = false, turn }) {
  const { say } = state.words;
  return html`<div class="switch">
    <button
      type="button"
      role="switch"
      aria-checked=${on}
      aria-busy=${busy}
      disabled=${busy}
      aria-describedby=${`fault-${name}`}
      onClick=${turn}
    >
      <span class="knob" aria-hidden="true"></span>${say(`faults.${name}`)}
    </button>
    <small id=${`fault-${name}`}>${say(`faults.${name}Text`)}</small>
  </div>`;
}

/** @param {WireStage} stage */
function outcome({ bot, struck, waiting }) {
  const { say } = state.words;
  const lines = [
    ...(bot === 'changing' ? [say('faults.starting')] : []),
    ...(struck > 0 ? [say('faults.struck', { count: struck })] : []),
    waiting > 0 ? say('faults.waiting', { count: waiting }) : say('faults.calm'),
  ];
  return lines.join(' · ');
}

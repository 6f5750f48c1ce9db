import { isDeepStrictEqual } from 'node:util';
import { screens } from '../../../bot/screens.ts';
import { days, hours, minutes } from '../../support/clock.ts';
import type { Conversation, Exchange } from './conversation.ts';
import { asData, type Deed } from './deeds.ts';
import type { Kept, Sent } from './input-chat.ts';
import { isSame, whatWentWrong } from './what-stays.ts';

/** Steps whose right answer may lead nowhere for what was before: time, tries, other answers. */
const conditional = new Set([
  'captcha',
  'code',
  'mobileCode',
  'emailCode',
  'knownPassword',
  'repeat',
  'review',
  'universityId',
]);

/** Shows the question as it stands now: what is new in it is no answer of the form's. */
const looksAgain = /:(open|look|page:0)$/;

/** Right answers after which everybody has come to an end. */
const patience = 120;
/** What passes when a right answer led nowhere, the first time and the next ones. */
const waits = [61_000, hours, days, days, days, days];

/** Lets things happen to a conversation, and keeps watch that nothing said before is lost. */
export class Story {
  readonly talk: Conversation;

  constructor(talk: Conversation) {
    this.talk = talk;
  }

  async happen(deed: Deed): Promise<void> {
    const { talk } = this;
    const right = await talk.right(await talk.kept());
    const sent = this.#sentBy(deed, right, await talk.kept());
    if (!sent) return this.#aside(deed);
    const exchange = await talk.say(sent, 'times' in deed ? deed.times : 1);
    const { anew = false } = talk.scene;
    const begins = anew === 'signedIn' ? exchange.before.accountId !== null : anew;
    const wrong = whatWentWrong(exchange, { right, anew: begins });
    if (wrong) talk.fail(wrong);
    if (deed.do === 'right') this.#checkTaken(exchange);
  }

  /** From wherever it is, right answers lead to an end. */
  async finish(): Promise<void> {
    const { talk } = this;
    talk.note('--- and now everything right ---');
    this.#mend();
    if (await this.#ends()) return;
    if (!talk.scene.ages) talk.fail('right answers lead nowhere');
    await talk.say({ tap: `f:${talk.form}:${talk.asked(await talk.kept())?.step}:discard` });
    if (!(await this.#ends())) talk.fail('right answers lead nowhere, begun anew either');
  }

  /** Gives right answers for as long as they lead on. */
  async #ends(): Promise<boolean> {
    const { talk } = this;
    let stuck = 0;
    for (let said = 0; said < patience; said += 1) {
      if (!talk.asked(await talk.kept()) && !(await this.#opened())) return true;
      const right = await talk.right(await talk.kept(), stuck);
      if (!right) continue;
      const { before, after } = await talk.say(right);
      if (!after.forms.has(talk.form)) return true;
      stuck = isSame(talk.form, before, after) ? stuck + 1 : 0;
      const wait = waits[stuck - 1];
      if (stuck > waits.length) break;
      if (wait) this.#wait(wait);
    }
    return false;
  }

  /** False: the form does not open any more. */
  async #opened(): Promise<boolean> {
    await this.talk.open();
    return this.talk.asked(await this.talk.kept()) !== undefined;
  }

  #sentBy(deed: Deed, right: Sent | undefined, { forms }: Kept): Sent | undefined {
    const { chat, scene, form } = this.talk;
    switch (deed.do) {
      case 'right':
        return right
          ? styled(right, this.#isSecret(forms) ? 'as it is' : deed.style)
          : scene.open.at(-1);
      case 'almost':
        return right && almost(right, deed);
      case 'send':
        return deed.sent;
      case 'press':
        return tapOn(chat.buttons, deed.at);
      case 'press old':
        return tapOn(chat.everShown.toReversed(), deed.at);
      case 'forge':
        return asData(['f', form, forms.get(form)?.step ?? '-', deed.verb, deed.argument]);
      case 'open':
        return scene.open.at(-1);
      default:
        return undefined;
    }
  }

  /** In a password every sign counts. */
  #isSecret(rows: Kept['forms']): boolean {
    const form = screens.forms.find(({ name }) => name === this.talk.form);
    const step = rows.get(this.talk.form)?.step;
    return form?.steps.some(({ name, secret }) => name === step && secret) ?? false;
  }

  async #aside(deed: Deed): Promise<void> {
    const { talk } = this;
    if (deed.do === 'wait') this.#wait(deed.ms);
    if (deed.do === 'mend') this.#mend();
    if (deed.do === 'break') {
      talk.note(`        (the ${deed.what} is out of reach)`);
      talk.bot.faults[deed.what] = true;
    }
    if (deed.do === 'restart') {
      talk.note('        (the process is started again)');
      talk.bot.restart();
    }
    if (deed.do !== 'redeliver') return;
    const again = await talk.again(deed.back);
    if (again && !isDeepStrictEqual(again.before, again.after)) {
      talk.fail('an update that came again changed something');
    }
  }

  #wait(ms: number): void {
    this.talk.note(`        (${ms / minutes} minutes pass)`);
    this.talk.database.clock.advance(ms);
  }

  #mend(): void {
    Object.assign(this.talk.bot.faults, { registry: false, store: false, download: false });
  }

  /** A right answer moves on, unless something is broken or the step depends on what was before. */
  #checkTaken({ sent, before, after }: Exchange): void {
    const { talk } = this;
    const asked = talk.asked(before);
    const broken = Object.values(talk.bot.faults).some(Boolean);
    if (!asked || broken || conditional.has(asked.step)) return;
    if ('tap' in sent && looksAgain.test(sent.tap)) return;
    if (isSame(talk.form, before, after)) talk.fail('a right answer led nowhere');
  }
}

/** Who signs out gives up what the story is about, as was said and asked before. */
const givesUp = new Set(['settings:signoutsure']);

const tapOn = (shown: readonly string[], at: number): Sent | undefined => {
  const buttons = shown.filter((data) => !givesUp.has(data));
  const tap = buttons[buttons.length === 0 ? 0 : at % buttons.length];
  return tap === undefined ? undefined : { tap };
};

const inDigits = (text: string, zero: number): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** The same answer as another keyboard writes it. */
function styled(right: Sent, style: Extract<Deed, { do: 'right' }>['style']): Sent {
  if (!('text' in right)) return right;
  const { text } = right;
  if (style === 'Persian digits') return { text: inDigits(text, 0x06f0) };
  if (style === 'Arabic digits') return { text: inDigits(text, 0x0660) };
  if (style === 'spaces') return { text: `  ${text}\n` };
  return style === 'marks' ? { text: `\u200f${text}\u200e\u2069` } : right;
}

function almost(right: Sent, { at, how }: Extract<Deed, { do: 'almost' }>): Sent {
  if ('tap' in right) return { tap: changed(right.tap, at, how) };
  if ('text' in right) return { text: changed(right.text, at, how) };
  return 'file' in right ? { ...right, file: 'a cut picture' } : { phone: '۰۹۱۲', own: false };
}

function changed(text: string, place: number, how: 'without' | 'twice' | 'other'): string {
  const signs = [...text];
  const at = signs.length === 0 ? 0 : place % signs.length;
  const put = { without: [], twice: [signs[at] ?? '', signs[at] ?? ''], other: ['7'] }[how];
  return signs.toSpliced(at, 1, ...put).join('');
}

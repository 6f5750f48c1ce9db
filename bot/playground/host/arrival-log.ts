import type { Playground } from '../playground.ts';
import { findEntities } from '../telegram/entities.ts';
import type { WireArrival, WirePerson } from './wire.ts';

/** All SMS, calls and e-mails that arrived, oldest first. */
export class ArrivalLog {
  readonly #people: readonly WirePerson[];
  /** Called with each as it comes. */
  onArrival: (arrival: WireArrival) => void = () => {};
  #all: readonly WireArrival[];

  constructor(
    { phones, mail }: Pick<Playground, 'phones' | 'mail'>,
    people: readonly WirePerson[],
    before: readonly WireArrival[],
  ) {
    this.#people = people;
    this.#all = before;
    phones.onArrival((to, { channel: by, at, ...message }) => {
      const code = message.kind === 'code' ? message.code : undefined;
      const text = message.kind === 'code' ? message.code : message.text;
      const person = this.#whose('mobile', `0${to.slice(3)}`);
      this.#arrive({ by, to, person, at: at.getTime(), text, code });
    });
    mail.onArrival((to, { at, subject, text }) => {
      const code = /\b\d{6}\b/.exec(text)?.[0];
      const person = this.#whose('email', to);
      this.#arrive({ by: 'mail', to, person, at: at.getTime(), subject, text, code });
    });
  }

  get all(): readonly WireArrival[] {
    return this.#all;
  }

  #whose(fact: 'mobile' | 'email', address: string): number {
    const has = ({ facts }: WirePerson) =>
      facts.some(({ name, typed }) => name === fact && typed.en === address);
    return this.#people.find(has)?.id ?? 0;
  }

  #arrive({
    code,
    text,
    ...about
  }: Omit<WireArrival, 'id' | 'entities' | 'code'> & { code: string | undefined }): void {
    const id = String(this.#all.length + 1);
    const shown = findEntities({ text: text.trim(), entities: [] });
    const arrival = { id, ...about, ...shown, ...(code === undefined ? {} : { code }) };
    this.#all = [...this.#all, arrival];
    this.onArrival(arrival);
  }
}

import { parseEmail } from '../../core/accounts/rules.ts';
import { ok, type Refusal, refuse } from '../../core/result.ts';
import { normalise } from '../../core/text.ts';
import { changeContact } from '../../core/universities/commands/change-contact.ts';
import { contactOf } from '../../core/universities/queries.ts';
import {
  longestContactLine,
  mostPhones,
  type PhonesRefusal,
  parsePhones,
} from '../../core/universities/rules.ts';
import type { Contact } from '../../core/universities/schema.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { reviewStep } from '../forms/review.ts';
import { textStep } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { asTyped, phoneList } from '../view/contact.ts';
import { copyable } from '../view/language.ts';
import { nameIn } from '../view/names.ts';
import { explainEmail } from '../view/reasons/accounts.ts';

interface Answers {
  universityId: number;
  /** One a line. */
  phones: string | null;
  email: string | null;
  addressFa: string | null;
  addressEn: string | null;
  hoursFa: string | null;
  hoursEn: string | null;
  review: true;
}

const step = stepOf<Answers>();

const phones = step(
  textStep<Answers, 'phones', PhonesRefusal>({
    name: 'phones',
    optional: true,
    ask: (turn) => turn.words.html('support.contact.phonesAsk', { limit: mostPhones }),
    label: (turn) => turn.words.plain('support.contact.phones'),
    show: (_turn, value) => phoneList(value.split('\n')).html,
    parse: (text) => {
      const parsed = parsePhones(text);
      return parsed.ok ? ok({ value: parsed.value.join('\n') }) : parsed;
    },
    explain: explainPhones,
  }),
);

function explainPhones({ words: { html } }: Turn, refusal: PhonesRefusal): string {
  switch (refusal.reason) {
    case 'empty':
      return html('forms.writeText');
    case 'wrongForm':
      return html('support.contact.phonesWrong', { typed: refusal.typed });
    case 'tooMany':
      return html('support.contact.phonesTooMany', { limit: refusal.limit });
  }
}

const email = textStep<Answers, 'email', Parameters<typeof explainEmail>[1]>({
  name: 'email',
  optional: true,
  ask: (turn) => turn.words.html('support.contact.emailAsk'),
  label: (turn) => turn.words.plain('support.contact.email'),
  show: (_turn, value) => copyable(value),
  parse: parseEmail,
  explain: explainEmail,
});

type Line = 'addressFa' | 'addressEn' | 'hoursFa' | 'hoursEn';
type LineRefusal = Refusal<'tooLong', { readonly length: number }>;

/** A line of the university's own words, in one language. */
const line = <Name extends Line>(name: Name) =>
  textStep<Answers, Name, LineRefusal>({
    name,
    optional: true,
    ask: (turn) => turn.words.html(`support.contact.${name as Line}Ask`),
    label: (turn) => turn.words.plain(`support.contact.${name as Line}`),
    show: (_turn, value) => asTyped(value),
    parse: (text) => {
      const value = normalise(text) as NonNullable<Answers[Name]> & string;
      const { length } = value;
      return length > longestContactLine ? refuse('tooLong', { length }) : ok({ value });
    },
    explain: (turn, { length }) =>
      turn.words.html('forms.tooLong', { length, limit: longestContactLine }),
  });

const reviewed = reviewStep(
  () => contactForm,
  (turn) => turn.words.html('support.contact.reviewIntro'),
);

/** Of which university it is stands on top: some officers have many. */
const review = step({
  ...reviewed,
  question: async (turn, state) => {
    const page = await reviewed.question(turn, state);
    const university = await universityName(turn, state.answers.universityId ?? 0);
    const heading = turn.words.html('support.contactOf', { university });
    return { ...page, text: `${heading}\n\n${page.text}` };
  },
});

async function universityName({ work, words }: Turn, id: number): Promise<string> {
  const university = await contactOf(work.tx, id);
  return university ? nameIn(words.language, university) : '';
}

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { universityId } = answers;
  const contact = contactIn(answers);
  const result = await changeContact(turn.work, await turn.person(), { universityId, contact });
  const { html } = turn.words;
  if (!result.ok) turn.say(html('errors.notAllowed'));
  else if (!result.changed) turn.say(html('support.contact.unchanged'));
  else {
    const university = await universityName(turn, universityId);
    turn.say(html('support.contact.saved', { university }));
  }
  return { do: 'end' };
}

const contactIn = (answers: Answers): Contact => ({
  phones: answers.phones?.split('\n') ?? [],
  email: answers.email,
  address: { fa: answers.addressFa, en: answers.addressEn },
  hours: { fa: answers.hoursFa, en: answers.hoursEn },
});

/** What is known, as answers: null is what was left out. */
export const presetOf = ({ address, hours, ...contact }: Contact): Partial<Answers> => ({
  phones: contact.phones.length > 0 ? contact.phones.join('\n') : null,
  email: contact.email,
  addressFa: address.fa,
  addressEn: address.en,
  hoursFa: hours.fa,
  hoursEn: hours.en,
});

/** How students reach the office of a university; all of it may be left out. */
export const contactForm: Form<Answers> = {
  name: 'contact',
  version: 1,
  title: (turn) => turn.words.plain('support.contact.title'),
  steps: stepsOf<Answers>()(
    step(given('universityId', whole)),
    phones,
    email,
    line('addressFa'),
    line('addressEn'),
    line('hoursFa'),
    line('hoursEn'),
    review,
  ),
  finish,
};

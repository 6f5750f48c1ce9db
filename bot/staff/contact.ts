import { can } from '../../core/staff/rules.ts';
import type { Person } from '../../core/staff/types.ts';
import { contactOf, searchUniversities } from '../../core/universities/queries.ts';
import { isEmpty } from '../../core/universities/rules.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import { nameIn } from '../view/names.ts';
import { contactForm, presetOf } from './contact-form.ts';
import { declineTo, forOfficers, startForm } from './officer.ts';

const mayChange = (person: Person, universityId: number | null): boolean =>
  can(person, 'changeUniversity', { universityId }).ok;

/** The universities of the own cartables whose contact data this officer may change. */
const ownUniversities = (person: Person): number[] =>
  [...new Set(person.holdings.flatMap(({ universityId }) => universityId ?? []))].filter((id) =>
    mayChange(person, id),
  );

/** The way to change the contact data, for who may. */
export function contactButtons({ words: { plain } }: Turn, person: Person): Buttons {
  const may = mayChange(person, null) || ownUniversities(person).length > 0;
  return may ? [[{ text: plain('support.contact.button'), data: 'contact' }]] : [];
}

/** What is known already stands on the review page, where each can be changed. */
async function change(turn: Turn, universityId: number): Promise<void> {
  const { html } = turn.words;
  const found = await contactOf(turn.work.tx, universityId);
  if (!found || !mayChange(await turn.person(), universityId)) {
    return declineTo(turn, html('errors.notAllowed'));
  }
  const known = isEmpty(found.contact) ? {} : presetOf(found.contact);
  await startForm(turn, contactForm, { universityId, ...known });
}

/** Officers of the whole country find the university by its name, others have it already. */
async function choose(turn: Turn, text: string): Promise<void> {
  const { html } = turn.words;
  const person = await turn.person();
  const [own, ...others] = ownUniversities(person);
  if (mayChange(person, null)) return search(turn, text);
  if (own === undefined) return declineTo(turn, html('errors.notAllowed'));
  if (others.length === 0) return change(turn, own);
  const found = await Promise.all([own, ...others].map((id) => contactOf(turn.work.tx, id)));
  offer(
    turn,
    found.filter((one) => one !== null),
  );
}

const shownAtMost = 8;
const example = '/contact qom';

async function search(turn: Turn, text: string): Promise<void> {
  const { html } = turn.words;
  if (text === '') return turn.say(html('support.contact.nameMissing', { example }));
  const size = { page: 0, size: shownAtMost };
  const { universities } = await searchUniversities(turn.work.tx, { text, ...size });
  if (universities.length === 0) return turn.say(html('profile.universityNone'));
  offer(turn, universities);
}

type Named = { readonly id: number; readonly nameFa: string; readonly nameEn: string };

function offer(turn: Turn, universities: readonly Named[]): void {
  const buttons = universities.map((university) => [
    { text: nameIn(turn.words.language, university), data: `contact:${university.id}` },
  ]);
  const count = universities.length;
  turn.say(turn.words.html('profile.universityPick', { count }), { buttons });
}

export const contactScreens = {
  commands: { contact: forOfficers((turn, words) => choose(turn, words.join(' '))) },
  taps: {
    contact: forOfficers((turn, [id]) =>
      id === undefined ? choose(turn, '') : change(turn, idOf(id)),
    ),
  },
  forms: [contactForm],
};

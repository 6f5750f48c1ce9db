import { type Language, words } from '../../view/language.ts';
import {
  type MadeUpPerson,
  type MadeUpStudent,
  officers,
  playgroundBot,
  students,
} from '../people.ts';
import type { Playground } from '../playground.ts';
import type { PersonChat } from '../telegram/chat.ts';
import { type Onlooker, Player } from './player.ts';

/** Reads the picture in a person's chat, as the person's eyes do. */
export type Eyes = (chatId: number) => Promise<string>;

export const officersInJourney = [
  'expert',
  'unitOfficer',
  'secondUnitOfficer',
  'finance',
  'secondFinance',
] as const;
export type OfficerInJourney = (typeof officersInJourney)[number];

/** Everybody who takes part, with what they hold in their hands. */
export interface Cast extends Readonly<Record<OfficerInJourney, Player>> {
  readonly language: Language;
  readonly student: Player;
  readonly about: MadeUpStudent;
  /** Whether the student claims to be married, and proves it. */
  readonly married: boolean;
  readonly eyes: Eyes;
  /** The six digits of the next code that reaches the student's phone. */
  codeBySms(): Promise<string>;
  /** The same by e-mail. */
  codeByMail(): Promise<string>;
  readonly notes: Notes;
}

/** What people write down on the way. */
export interface Notes {
  trackingCode?: string;
  certificate?: Uint8Array;
  /** The bank's file as finance downloaded it. */
  payFile?: Uint8Array;
  /** As the student reads them at the end. */
  hours?: number;
  amountRial?: number;
  status?: string;
}

export interface CastOptions {
  readonly language: Language;
  readonly married: boolean;
  readonly eyes: Eyes;
  readonly onlooker?: Onlooker;
  /** Milliseconds that people wait for the bot; 10,000 unless told. */
  readonly patience?: number;
}

/** In English the student is one who grew up in Iran with another nationality. */
export function studentOf({ language, married }: Pick<CastOptions, 'language' | 'married'>) {
  if (language === 'fa') return married ? students.married : students.single;
  return married ? students.marriedAbroad : students.singleAbroad;
}

export function gatherCast(playground: Playground, options: CastOptions): Cast {
  const { language, married, eyes, onlooker = {}, patience = 10_000 } = options;
  const about = studentOf(options);
  const play = (person: MadeUpPerson) =>
    new Player({
      name: language === 'fa' ? `${person.firstName} ${person.lastName}` : person.nameEn,
      chat: chatOf(playground, person),
      words: words[language],
      onlooker,
      patience,
    });
  const phone = `+98${about.mobile.slice(1)}`;
  return {
    language,
    about,
    married,
    eyes,
    student: play(about),
    expert: play(officers.expert),
    unitOfficer: play(officers.unitOfficer),
    secondUnitOfficer: play(officers.secondUnitOfficer),
    finance: play(officers.finance),
    secondFinance: play(officers.secondFinance),
    codeBySms: async () => codeIn((await playground.phones.next(phone, patience)) as object),
    codeByMail: async () => codeIn(await playground.mail.next(about.email, patience)),
    notes: {},
  };
}

/** The private chat of an invented person with the playground's bot. */
export function chatOf({ telegram }: Playground, person: MadeUpPerson): PersonChat {
  const { telegramId: id, firstName, lastName, mobile } = person;
  const phone = `98${mobile.slice(1)}`;
  return telegram.person({ id, firstName, lastName, phone }).chatWith(playgroundBot.username);
}

function codeIn(message: { readonly code?: string; readonly text?: string }): string {
  const code = message.code ?? /\d{6}/.exec(message.text ?? '')?.[0];
  if (code === undefined) throw new Error('there is no code in this message');
  return code;
}

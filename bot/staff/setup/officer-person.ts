import { z } from 'zod';
import { parseMobile, parseName } from '../../../core/accounts/rules.ts';
import type { Mobile, NameRefusal } from '../../../core/accounts/types.ts';
import { parseOfficerIdentity } from '../../../core/cartables/rules.ts';
import type { Officer } from '../../../core/cartables/types.ts';
import { ok } from '../../../core/result.ts';
import { readable } from '../../forms/kept.ts';
import { textStep } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatMobile } from '../../view/format.ts';
import { copyable } from '../../view/language.ts';
import { explainIdentity, explainMobile, explainName } from '../../view/reasons/accounts.ts';

/** Who an officer is, as it is answered step by step. */
export interface OfficerAnswers {
  firstName: string;
  lastName: string;
  identity: string;
  mobile: string;
}

type IdentityRefusal = Extract<ReturnType<typeof parseOfficerIdentity>, { ok: false }>;
type MobileRefusal = Extract<ReturnType<typeof parseMobile>, { ok: false }>;

/** What is wrong with the identity number of an officer: it is taken for the kind that its length says. */
export const explainOfficerIdentity = (turn: Turn, refusal: IdentityRefusal): string =>
  explainIdentity(turn, 'nationalId', refusal);

/** The steps that say who an officer is: of oneself, or of another person. */
export function officerSteps(who: 'self' | 'other') {
  return {
    firstName: textStep<OfficerAnswers, 'firstName', NameRefusal>({
      name: 'firstName',
      ask: (turn) => turn.words.html(`cartables.person.${who}.firstName`),
      label: (turn) => turn.words.plain('registration.firstName'),
      parse: parseName,
      explain: explainName,
    }),
    lastName: textStep<OfficerAnswers, 'lastName', NameRefusal>({
      name: 'lastName',
      ask: (turn) => turn.words.html(`cartables.person.${who}.lastName`),
      label: (turn) => turn.words.plain('registration.lastName'),
      parse: parseName,
      explain: explainName,
    }),
    identity: textStep<OfficerAnswers, 'identity', IdentityRefusal>({
      name: 'identity',
      ask: (turn) => turn.words.html(`cartables.person.${who}.identity`),
      label: (turn) => turn.words.plain('registration.identity'),
      show: (_turn, value) => copyable(value),
      parse: (text) => {
        const parsed = parseOfficerIdentity(text);
        return parsed.ok ? ok({ value: parsed.value.value }) : parsed;
      },
      explain: explainOfficerIdentity,
      schema: readable(parseOfficerIdentity),
    }),
    mobile: textStep<OfficerAnswers, 'mobile', MobileRefusal>({
      name: 'mobile',
      ask: (turn) => turn.words.html(`cartables.person.${who}.mobile`),
      label: (turn) => turn.words.plain('registration.mobile'),
      show: (_turn, value) => copyable(formatMobile(value)),
      parse: parseMobile,
      explain: explainMobile,
      schema: readable(parseMobile),
    }),
  };
}

/** Somebody of whom all of it is known. */
export const knownOfficer: z.ZodType<OfficerAnswers> = z.object({
  firstName: z.string(),
  lastName: z.string(),
  identity: readable(parseOfficerIdentity),
  mobile: readable(parseMobile),
});

/** Throws where the identity number is none: the form keeps only right ones. */
export function officerOf({ firstName, lastName, identity, mobile }: OfficerAnswers): Officer {
  const parsed = parseOfficerIdentity(identity);
  if (!parsed.ok)
    throw new Error(`the form kept an identity number that is wrong: ${parsed.reason}`);
  return { firstName, lastName, identity: parsed.value, mobile: mobile as Mobile };
}

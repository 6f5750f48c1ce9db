import { parseMobile } from '../../core/accounts/rules.ts';
import type { Mobile } from '../../core/accounts/types.ts';
import type { Answer } from '../forms/form.ts';
import { readText } from '../forms/steps.ts';
import type { Input } from '../intake/incoming.ts';
import type { Turn } from '../intake/turn.ts';
import { explainMobile } from '../view/reasons/accounts.ts';

type Stay = Extract<Answer<never>, { do: 'stay' }>;

/** The own mobile as it was written, or shared with the button: only the sender's own contact counts. */
export function readMobile(turn: Turn, input: Input): { readonly mobile: Mobile } | Stay {
  if (input.kind === 'contact' && !input.own) {
    return { do: 'stay', say: turn.words.html('registration.phone.notOwn') };
  }
  const read =
    input.kind === 'contact' ? { written: withPlus(input.phone) } : readText(turn, input);
  if ('do' in read) return read;
  const parsed = parseMobile(read.written);
  return parsed.ok ? { mobile: parsed.value } : { do: 'stay', say: explainMobile(turn, parsed) };
}

/** Some clients share a number in its international form without the sign of it. */
const withPlus = (phone: string): string => (/^[+0]/.test(phone) ? phone : `+${phone}`);

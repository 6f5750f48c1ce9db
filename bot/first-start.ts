import { issueClaim } from '../core/cartables/commands/claim-administration.ts';
import { claimHours, displayClaimCode } from '../core/cartables/rules.ts';
import type { Service } from './service.ts';

/**
 * While nobody administers this installation, prints the code by which its operator does. `print`
 * reaches the operator's terminal and no log: who reads the code first may use it.
 */
export async function offerAdministration(
  { database, startLink }: Pick<Service, 'database' | 'startLink'>,
  print: (text: string) => void,
): Promise<void> {
  const code = await database.transaction(issueClaim);
  if (code === undefined) return;
  print(
    [
      'Nobody administers this installation yet. To become its administrator, open',
      `  ${startLink(`c${code}`)}`,
      `or send this to the bot: /claim ${displayClaimCode(code)}`,
      `The code works once, for ${claimHours} hours. The next start prints a new one.`,
      '',
    ].join('\n'),
  );
}

import { accountOf } from '../../core/accounts/queries.ts';
import { hasWorked } from '../../core/earnings/queries.ts';
import type { Turn } from '../intake/turn.ts';
import { announces } from '../staff/announce/reach.ts';
import { seesStatistics } from '../staff/statistics.ts';
import type { Button, Buttons } from '../view/message.ts';

/** What a person can do now: a stranger, a person without a profile, a student, an officer. */
export async function menuFor(turn: Turn): Promise<{ text: string; buttons: Buttons }> {
  const { html } = turn.words;
  const person = await turn.person();
  const { accountId, holdings } = person;
  if (accountId === null) return { text: html('start.welcome'), buttons: strangerButtons(turn) };
  const account = await accountOf(turn.work.tx, accountId);
  const isPlaced = await hasWorked(turn.work.tx, accountId);
  const rows = [
    ...(account.state === 'preRegistered' ? (['profile'] as const) : []),
    ...(account.state === 'active' && account.universityId !== null
      ? ([
          'apply',
          'status',
          ...(isPlaced ? (['placement'] as const) : []),
          'payments',
          'bank',
        ] as const)
      : []),
    ...(holdings.length > 0 ? (['inbox', 'cartables'] as const) : []),
    ...(seesStatistics(person) ? (['stats'] as const) : []),
    ...(announces(person) ? (['announce'] as const) : []),
    'settings' as const,
    'help' as const,
    'support' as const,
  ];
  const waiting = account.state === 'awaitingReview' ? `\n\n${html('menu.waitingReview')}` : '';
  const text = html('menu.titleNamed', { name: account.firstName ?? '' }) + waiting;
  return { text, buttons: rows.map((row) => [button(turn, row)]) };
}

type MenuButton =
  | 'register'
  | 'signin'
  | 'track'
  | 'help'
  | 'support'
  | 'profile'
  | 'apply'
  | 'status'
  | 'placement'
  | 'payments'
  | 'bank'
  | 'inbox'
  | 'cartables'
  | 'stats'
  | 'announce'
  | 'settings';

const button = (turn: Turn, name: MenuButton): Button => ({
  text: turn.words.plain(`menu.${name}`),
  data: name,
});

const strangerButtons = (turn: Turn): Buttons => [
  [button(turn, 'register')],
  [button(turn, 'signin')],
  [button(turn, 'track')],
  [button(turn, 'help')],
  [button(turn, 'support')],
];

import { setDueDays } from '../../../core/staff/commands/set-due-days.ts';
import { can, dueDays } from '../../../core/staff/rules.ts';
import { dueSettings } from '../../../core/staff/schema.ts';
import { universityFacts } from '../../../core/universities/queries.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatNumber } from '../../view/language.ts';
import { nameIn } from '../../view/names.ts';
import { confirmTo, declineTo, forOfficers, showPage } from '../officer.ts';

/** What is offered on buttons; enough for every office. */
const offered = [dueDays.fewest, 2, dueDays.usual, 5, 7, 10, dueDays.most] as const;

async function openChoice(turn: Turn, universityId: number): Promise<void> {
  const { html, plain, language } = turn.words;
  const facts = await universityFacts(turn.work.tx, universityId);
  const allowed = can(await turn.person(), 'changeUniversity', { universityId });
  if (!facts || !allowed.ok) return declineTo(turn, html('errors.notAllowed'));
  const { dueWorkingDays: present } = dueSettings.parse(facts.settings);
  const choices = offered.map((days) => ({
    text: `${days === present ? '✅ ' : ''}${formatNumber(days, language)}`,
    data: `duedays:${universityId}:${days}`,
  }));
  showPage(turn, {
    text: html('setup.due.ask', { name: nameIn(language, facts), days: present }),
    buttons: [
      choices.slice(0, 4),
      choices.slice(4),
      [{ text: plain('setup.settings.back'), data: `uniset:${universityId}` }],
    ],
  });
}

const choose = forOfficers(async (turn, [id, chosen]) => {
  const universityId = idOf(id);
  const dueWorkingDays = idOf(chosen);
  if (dueWorkingDays === 0) return openChoice(turn, universityId);
  const order = { universityId, dueWorkingDays };
  const set = await setDueDays(turn.work, await turn.person(), order);
  if (!set.ok) return declineTo(turn, turn.words.html('errors.notAllowed'));
  confirmTo(turn, turn.words.html('setup.due.set', { days: dueWorkingDays }));
  await openChoice(turn, universityId);
});

export const dueDaysScreens = { commands: {}, taps: { duedays: choose }, forms: [] };

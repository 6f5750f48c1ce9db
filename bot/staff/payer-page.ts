import { bankOf } from '../../core/bank/rules.ts';
import { payerOf } from '../../core/payers/queries.ts';
import type { Payer } from '../../core/payers/types.ts';
import { can } from '../../core/staff/rules.ts';
import { universityOf } from '../../core/universities/queries.ts';
import type { Turn } from '../intake/turn.ts';
import { formatSheba } from '../view/format.ts';
import { copyable, Html } from '../view/language.ts';
import { nameIn } from '../view/names.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { declineTo, showPage } from './officer.ts';

/** Whether this officer sets from what account a university pays; says why not. */
export async function maySetPayer(turn: Turn, universityId: number): Promise<boolean> {
  const allowed = can(await turn.person(), 'setPayer', { universityId });
  if (!allowed.ok) declineTo(turn, explainCan(turn, allowed));
  return allowed.ok;
}

/** From what account a university pays, as the bank's group-transfer file will say it. */
export async function openPayer(turn: Turn, universityId: number): Promise<void> {
  if (!(await maySetPayer(turn, universityId))) return;
  const { html, plain, language } = turn.words;
  const { tx } = turn.work;
  const university = await universityOf(tx, universityId);
  if (!university) return;
  const payer = await payerOf(tx, universityId);
  const title = html('finance.payer.title', { university: nameIn(language, university) });
  const lines = payer ? payerLines(turn, payer) : [html('finance.payer.none')];
  showPage(turn, {
    text: [title, lines.join('\n'), html('finance.payer.branch')].join('\n\n'),
    buttons: [
      [
        {
          text: plain(payer ? 'finance.payer.change' : 'finance.payer.set'),
          data: `setpayer:${universityId}`,
        },
      ],
      [{ text: plain('finance.runs.back'), data: 'payruns' }],
    ],
  });
}

function payerLines({ words: { html, plain } }: Turn, payer: Payer): string[] {
  const bank = bankOf(payer.sheba);
  const rows: [string, string][] = [
    [plain('finance.payer.sheba'), copyable(formatSheba(payer.sheba))],
    ...(bank
      ? [[plain('finance.payer.bank'), plain(`terms.banks.${bank}`)] as [string, string]]
      : []),
    [plain('finance.payer.name'), html('staff.person', { name: payer.name })],
    [plain('finance.payer.bic'), copyable(payer.bic)],
    [plain('finance.payer.namespace'), html(`finance.payer.namespaces.${payer.namespace}`)],
    [plain('finance.payer.method'), html(`finance.payer.methods.${payer.method}`)],
    [plain('finance.payer.dates'), plain(`finance.payer.calendars.${payer.dates}`)],
    [plain('finance.payer.serial'), copyable(String(payer.nextSerial))],
  ];
  return rows.map(([label, value]) =>
    html('forms.reviewLine', { label: new Html(label), value: new Html(value) }),
  );
}

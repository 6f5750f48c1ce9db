import { digits } from '../../../core/text.ts';
import { payAtBank } from './bank.ts';
import type { Cast } from './cast.ts';
import { arriving, openingItem } from './officer-steps.ts';
import { any, labelOf, readOff } from './screen-text.ts';
import { type Step, stepsOf } from './step.ts';

/** 9.1: finance confirms whose account it is. */
const confirmingAccount: readonly Step[] = [
  ...arriving('finance'),
  ...openingItem('finance', 'confirmBankAccount', ({ finance }) =>
    finance.seesButton(finance.words.plain('finance.account.confirm')),
  ),
  ...stepsOf('finance', [
    [
      'has seen whose account it is',
      async ({ finance }) => {
        await finance.tap(finance.words.plain('finance.account.confirm'));
        await finance.sees(finance.words.html('finance.account.confirmAsk'));
      },
    ],
    [
      'writes how',
      async ({ finance, language }) => {
        await finance.write(language === 'fa' ? 'استعلام شبا' : 'Sheba inquiry');
        await finance.sees(finance.words.html('finance.account.confirmed', { name: any }));
      },
    ],
  ]),
  ...stepsOf('student', [
    [
      'is told of the account',
      async ({ student }) => {
        await student.sees(student.words.html('notices.bank.confirmed', { sheba: any }));
      },
    ],
  ]),
];

/** 9.3: drafted and frozen by one, approved by another. */
const makingRun: readonly Step[] = [
  ...stepsOf('finance', [
    [
      'looks at the pay runs',
      async ({ finance }) => {
        await finance.write('/payrun');
        await finance.seesButton(labelOf(finance.words.plain('finance.runs.draft', { term: any })));
      },
    ],
    [
      'drafts a run',
      async ({ finance }) => {
        await finance.tap(labelOf(finance.words.plain('finance.runs.draft', { term: any })));
        await finance.seesButton(finance.words.plain('finance.run.freeze'));
      },
    ],
    [
      'freezes the run',
      async ({ finance }) => {
        await finance.tap(finance.words.plain('finance.run.freeze'));
        const state = finance.words.plain('terms.payRunStates.frozen');
        await finance.sees(finance.words.html('finance.run.state', { state }));
      },
    ],
  ]),
  ...arriving('secondFinance'),
  ...openingItem('secondFinance', 'approvePayRun', ({ secondFinance: second }) =>
    second.seesButton(second.words.plain('finance.run.approve')),
  ),
  ...stepsOf('secondFinance', [
    [
      'approves the run',
      async ({ secondFinance: second }) => {
        await second.tap(second.words.plain('finance.run.approve'));
        const state = second.words.plain('terms.payRunStates.approved');
        await second.sees(second.words.html('finance.run.state', { state }));
      },
    ],
  ]),
];

/** 9.3: the file goes to the bank, and its answer comes back. */
const settling: readonly Step[] = [
  ...stepsOf('finance', [
    [
      'opens the run from the notice',
      async ({ finance }) => {
        await finance.tap(finance.words.plain('notices.pay.open'));
        await finance.seesButton(exportLabel(finance));
      },
    ],
    ["downloads the bank's file", downloadFile],
    [
      "has the bank's results",
      async ({ finance }) => {
        await finance.tap(finance.words.plain('finance.run.import'));
        await finance.sees(finance.words.html('finance.results.ask'));
      },
    ],
    [
      'sends the results',
      async ({ finance, notes }) => {
        const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
        const results = await payAtBank(notes.payFile ?? new Uint8Array());
        await finance.sendDocument(results, 'results.xlsx', mime);
        await finance.sees(finance.words.html('finance.results.settled'));
      },
    ],
  ]),
  ...stepsOf('student', [
    [
      'is told of the pay',
      async ({ student }) => {
        const values = { amount: any, sheba: any, reference: any };
        await student.sees(student.words.html('notices.pay.paidReference', values));
      },
    ],
    ['looks at the payments', lookAtPayments],
  ]),
];

const exportLabel = ({ words }: Cast['finance']): string =>
  words.plain('finance.run.export', { format: 'XLSX' });

async function downloadFile({ finance, notes }: Cast): Promise<void> {
  await finance.tap(exportLabel(finance));
  const file = await finance.seesFile();
  notes.payFile = finance.chat.download(file);
  await finance.seesButton(finance.words.plain('finance.run.import'));
}

async function lookAtPayments({ student, married, notes }: Cast): Promise<void> {
  const { html, plain } = student.words;
  await student.tap(plain('notices.pay.see'));
  const factor = married ? html('payments.marriedFactor') : '';
  const state = plain('payments.states.paid');
  const line = [
    html('payments.line', { amount: any, state }),
    html('payments.how', { hours: any, rate: any, factor: any }),
    html('payments.place', { unit: any, term: any }),
  ].join('\n');
  const { text } = await student.sees(line);
  const [amount = '', hours = '', , shownFactor = ''] = readOff(line, text);
  if (!shownFactor.includes(factor)) throw new Error('the pay is not by the right factor');
  // What stands above the payment comes with it, for its line begins with the amount.
  notes.amountRial = wholeNumber(amount.split('\n').at(-1) ?? '');
  notes.hours = Number(
    digits(hours)
      .replace('٫', '.')
      .replaceAll(/[^\d.]/g, ''),
  );
  notes.status = state;
}

const wholeNumber = (shown: string): number => Number(digits(shown).replaceAll(/\D/g, ''));

/** 9: from the ownership of the account to the pay in it. */
export const paying: readonly Step[] = [...confirmingAccount, ...makingRun, ...settling];

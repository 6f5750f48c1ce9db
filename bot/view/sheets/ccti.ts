import { inCalendar, tehranDate } from '../../../core/calendar.ts';
import type { ExportFile } from '../../../core/pay/queries.ts';
import { orderIdOf } from '../../../core/payers/rules.ts';
import type { OrderNamespace, PayOrder } from '../../../core/payers/types.ts';
import { words } from '../language.ts';
import { termName } from '../names.ts';

/** Files go to the university's bank, whatever language the officer reads. */
const persian = words.fa;

const namespaces: Readonly<Record<OrderNamespace, string>> = {
  pain001: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.03',
  pain002: 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.03',
};

/** Where banks' programs expect something and there is nothing to say. */
const nothing = 'EMPTY';

/** What ISO 20022 lets a name and a remittance text hold. */
const longestName = 70;
const longestText = 140;

/**
 * A bank's group-transfer file (`.ccti`): the credit-transfer initiation of ISO 20022 as Iranian
 * banks take it, with Jalali dates and rial. It fits no published schema, so it is written here and
 * not by a library. A copy has the number of the original, by which a bank knows it, and says what it
 * is in a comment.
 */
export function writeCcti({ runId, copy, term, order, rows }: ExportFile): Buffer {
  if (order === null) throw new Error(`run ${runId} was not ordered from the bank`);
  const sum = rows.reduce((total, { amountRial }) => total + amountRial, 0n);
  const figures = [element('NbOfTxs', rows.length), element('CtrlSum', sum)];
  const purpose = persian.plain('finance.file.purpose', {
    term: termName(term, persian),
    run: String(runId),
  });
  const document = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...(copy > 1 ? [`<!-- ${bare(persian.plain('finance.file.copy', { copy }))} -->`] : []),
    `<Document xmlns="${namespaces[order.namespace]}">`,
    '<CstmrCdtTrfInitn>',
    '<GrpHdr>',
    element('MsgId', orderIdOf(order)),
    element('CreDtTm', `${dayOf(order)}T${timeOf(order)}`),
    ...figures,
    within('InitgPty', element('Nm', order.name, longestName)),
    '</GrpHdr>',
    '<PmtInf>',
    element('PmtInfId', 1),
    `<PmtMtd${order.method === 'currency' ? ' Ccy="IRR"' : ''}>TRF</PmtMtd>`,
    ...figures,
    element('ReqdExctnDt', dayOf(order)),
    within('Dbtr', element('Nm', order.name, longestName)),
    within('DbtrAcct', within('Id', element('IBAN', order.sheba))),
    within('DbtrAgt', within('FinInstnId', element('BIC', order.bic))),
    ...rows.map((row) => transfer(row, purpose)),
    '</PmtInf>',
    '</CstmrCdtTrfInitn>',
    '</Document>',
    '',
  ];
  return Buffer.from(document.join('\n'), 'utf8');
}

const transfer = ({ name, sheba, amountRial }: ExportFile['rows'][number], purpose: string) =>
  [
    '<CdtTrfTxInf>',
    within('PmtId', element('InstrId', nothing) + element('EndToEndId', nothing)),
    within('Amt', `<InstdAmt Ccy="IRR">${amountRial}</InstdAmt>`),
    within('Cdtr', element('Nm', name || nothing, longestName)),
    within('CdtrAcct', within('Id', element('IBAN', sheba))),
    within('RmtInf', element('Ustrd', purpose, longestText)),
    '</CdtTrfTxInf>',
  ].join('\n');

/** The name under which the bank takes the file. */
export const cctiName = (orderId: string, copy: number): string =>
  `${orderId}${copy > 1 ? `-copy-${copy}` : ''}.ccti`;

const within = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const element = (name: string, value: string | number | bigint, longest = 35): string =>
  within(name, escaped([...bare(String(value))].slice(0, longest).join('')));

/** Without what cannot be seen, isolates of the chat's texts included: banks' programs show them. */
const bare = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cs}]|(?!\u200c)\p{Cf}/gu, '');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');

function dayOf({ orderedAt, dates }: PayOrder): string {
  const { year, month, day } = inCalendar(tehranDate(new Date(orderedAt)), dates);
  return [String(year), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Asia/Tehran' });

const timeOf = ({ orderedAt }: PayOrder): string => clock.format(new Date(orderedAt));

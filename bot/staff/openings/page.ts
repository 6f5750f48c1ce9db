import { type OpeningView, openingView } from '../../../core/openings/queries.ts';
import { genders } from '../../../core/registry/types.ts';
import type { Turn } from '../../intake/turn.ts';
import type { Words } from '../../view/language.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { fieldName, nameIn, showCode, termName, titleIn } from '../../view/names.ts';
import { shortened } from '../../view/plain.ts';
import { explainOpening } from '../../view/reasons/openings.ts';
import { type Claim, claimOf, noClaim } from '../claim-row.ts';
import { declineTo, type Page, showAfterForm, showPage } from '../officer.ts';
import { aroundButtons } from '../review-page.ts';
import { openingsData, seatLine } from './list.ts';

/** Of longer texts the beginning is shown: a message holds 4,096 characters. */
const mostOfText = 600;

/** An opening, if this officer may see it; otherwise says why not. */
export async function openingFor(turn: Turn, openingId: number): Promise<OpeningView | undefined> {
  const found = await openingView(turn.work.tx, await turn.person(), openingId);
  if (found.ok) return found.view;
  return void declineTo(turn, explainOpening(turn, found));
}

/** The page of an opening as it stands now, with buttons for the steps that are this officer's. */
async function openingPage(turn: Turn, view: OpeningView): Promise<Page> {
  const claim = await claimIn(turn, view);
  return {
    text: [
      textOf(view, turn.words),
      ...(view.needsSecond ? [turn.words.html('openings.page.needsSecond')] : []),
      ...claim.lines,
    ].join('\n\n'),
    buttons: buttonsOf(turn, view, claim),
  };
}

/** Of the decision that this officer can take. */
async function claimIn(turn: Turn, { opening, change, may }: OpeningView): Promise<Claim> {
  if (may.decideChange && change) return claimOf(turn, ['approveOpeningChange'], change.id);
  return may.decide ? claimOf(turn, ['approveOpening'], opening.id) : noClaim;
}

function textOf({ opening, waiting, change }: OpeningView, words: Words): string {
  const { html, plain, language } = words;
  const { reason, description } = opening;
  const seats = genders.flatMap((gender) => {
    const { count, nextCode } = waiting[gender];
    return [
      seatLine(words, gender, opening.seats[gender]),
      ...(nextCode === null
        ? []
        : [html('openings.page.waiting', { count, code: showCode(nextCode) })]),
    ];
  });
  const heading = [
    html('openings.page.title', {
      title: titleIn(language, opening),
      unit: nameIn(language, opening.unit),
      term: termName(opening.term, words),
    }),
    html('openings.page.work', {
      type: plain(`terms.workTypes.${opening.workType}`),
      field: fieldName(opening.field, words),
    }),
    html('openings.page.state', { state: plain(`openings.states.${opening.state}`) }),
    ...(reason ? [html('openings.page.reason', { reason: shortened(reason, mostOfText) })] : []),
    ...(description
      ? [html('openings.page.description', { text: shortened(description, mostOfText) })]
      : []),
  ];
  return [
    heading.join('\n'),
    seats.join('\n'),
    ...(change ? [changeText(opening, change, words)] : []),
  ].join('\n\n');
}

function changeText(
  { seats }: OpeningView['opening'],
  change: NonNullable<OpeningView['change']>,
  words: Words,
): string {
  return words.html('openings.page.change', {
    women: seats.female.capacity,
    newWomen: change.seats.female,
    men: seats.male.capacity,
    newMen: change.seats.male,
    field: fieldName(change.field, words),
    type: words.plain(`terms.workTypes.${change.workType}`),
  });
}

function buttonsOf(turn: Turn, view: OpeningView, claim: Claim): Buttons {
  const { plain } = turn.words;
  const { opening, may, placed } = view;
  const { id, state } = opening;
  const queue = genders
    .filter((gender) => opening.seats[gender].capacity > 0)
    .map((gender) => ({
      text: plain('openings.queue', { gender: plain(`terms.genders.${gender}`) }),
      data: `candidates:${id}:${gender}:0`,
    }));
  const unit: Button[] = [
    ...(may.change ? [{ text: plain('openings.page.edit'), data: `needchange:${id}` }] : []),
    ...(may.again ? [{ text: plain('openings.page.again'), data: `needagain:${id}` }] : []),
    ...(may.close ? [{ text: plain('openings.page.close'), data: `needclose:${id}` }] : []),
  ];
  const rows: Button[][] = [
    ...decideButtons(view, plain),
    ...claim.rows,
    state === 'approved' ? queue : [],
    [
      ...(placed > 0
        ? [{ text: plain('openings.page.placed', { count: placed }), data: `placed:${id}:0` }]
        : []),
      { text: plain('openings.page.ledger'), data: `ledger:${id}:0` },
    ],
    unit,
    [{ text: plain('openings.back'), data: openingsData(opening.universityId) }],
    aroundButtons(turn, claim),
  ];
  return rows.filter((row) => row.length > 0);
}

function decideButtons(
  { opening, change, itemId, may }: OpeningView,
  plain: Words['plain'],
): Button[][] {
  const decide = (verb: string) => `needdecide:${verb}:${opening.id}:${itemId ?? 0}`;
  const decideChange = (verb: string, id: number) => `changedecide:${verb}:${id}`;
  return [
    ...(may.decide
      ? [
          [
            { text: plain('openings.page.approve'), data: decide('approve') },
            { text: plain('openings.page.refuse'), data: decide('refuse') },
          ],
        ]
      : []),
    ...(may.decideChange && change
      ? [
          [
            {
              text: plain('openings.page.approveChange'),
              data: decideChange('approve', change.id),
            },
            { text: plain('openings.page.refuseChange'), data: decideChange('refuse', change.id) },
          ],
        ]
      : []),
  ];
}

/** Shows an opening to an officer of its unit, or to the expert. */
export async function openOpening(turn: Turn, openingId: number): Promise<void> {
  const view = await openingFor(turn, openingId);
  if (view) showPage(turn, await openingPage(turn, view));
}

/** Draws the page that a form was opened from as it stands after the form; anew where there was none. */
export async function showOpeningAfter(turn: Turn, openingId: number, page: number): Promise<void> {
  const found = await openingView(turn.work.tx, await turn.person(), openingId);
  if (found.ok) showAfterForm(turn, page, await openingPage(turn, found.view));
}

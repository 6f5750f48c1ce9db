/** A student's own placement: its page, the hours and the answers to them. */
export const work = {
  title: '👷 <b>My placement</b> · {{code}}',
  place: '🏛 {{unit}} · {{title}}',
  sort: '🧰 {{type}} work · {{term}}',
  state: '📌 {{state}}',
  states: {
    requested:
      'This unit has asked for you; a colleague still has to approve it. You will be told here.',
    approved: 'You are placed in this unit. Go there and introduce yourself to begin.',
    working: 'You are working. You will be told whenever the unit enters hours.',
    hoursReported: 'The unit entered hours and waits for your answer.',
    confirmed:
      'All entered hours stand without objection. If the work goes on, the unit enters more; at the end it gives its final approval.',
    objected: 'You objected to the hours; the answer has not come yet.',
    final: 'The hours are finally approved.',
    paid: 'It has been paid.',
    declined: 'This placement was declined.',
    expired: 'The unit did not decide in time, and this placement came to nothing.',
    withdrawn: 'You have withdrawn from this placement.',
    terminated: 'The unit has ended this placement.',
  },
  endReason: '💬 Reason: {{reason}}',
  endedPayable:
    'The hours that you worked until the end are paid, once the unit has entered them and they are finally approved.',
  directions: '📍 Where to go: {{directions}}',
  directionsUnknown: '📍 The unit has not said where it is; please ask your university.',
  declineUntil: '⏳ Go to the unit by the end of {{until}}, or decline by then if you cannot come.',
  answerUntil: '⏳ Confirm or object by the end of {{until}}. Silence counts as no objection.',
  objectionToUnit: '✋ Your objection: {{text}}\nThe unit has to answer it now.',
  objectionToExpert:
    '✋ Your second objection: {{text}}\nThe university’s expert has to decide now.',
  hours: {
    title: '⏱ <b>Hours</b>',
    approved: 'Approved: up to {{hours}}',
    entered: 'Entered: {{hours}}',
    agreed: '     without objection: {{hours}}',
    waiting: '     waiting for your answer: {{hours}}',
    objected: '     under your objection: {{hours}}',
    left: 'Left: <b>{{hours}}</b>',
    final: 'Finally approved: <b>{{hours}}</b>',
    month: 'At most {{cap, hour|hours}} a month; {{left}} can still be entered in this one.',
    entry: '• {{day}}: {{hours}} h — {{state}}',
    total: 'in all, entered on {{day}}',
    page: 'Page {{page}} of {{pages}}',
    states: {
      reported: 'waits for your answer',
      confirmed: 'confirmed',
      silent: 'stands without objection',
      objected: 'under your objection',
      replaced: 'replaced',
    },
  },
  amendments: {
    title: '➕ <b>More hours</b>',
    line: '• {{hours}} h — {{state}} ({{at}})',
    states: { waiting: 'waits for approval', accepted: 'approved', refused: 'not approved' },
  },
  corrections: {
    title: '✏️ <b>Corrected after the final approval</b>',
    added: '• {{hours}} h added ({{at}}): {{reason}}',
    taken: '• {{hours}} h taken away ({{at}}): {{reason}}',
  },
  none: 'No unit has asked for you yet. Once your request is approved, units ask for assistants in the order of their rank; you will be told here.',
  past: '🗂 <b>My placements</b>\nTap a number to see one.',
  pastLine: '<b>{{number}}.</b> {{unit}} · {{term}}\n     {{state}} · hours: {{hours}}',
  buttons: {
    see: '👷 My placement',
    confirm: '✅ That is right: {{hours}} h',
    object: '✋ I object',
    takeBack: '↩️ I take it back: {{hours}} h are right',
    decline: '✖️ I decline',
    withdraw: '🚪 Withdraw from the placement',
    past: '🗂 All placements',
    payments: '💳 Payments',
    bank: '🏦 Bank account',
    refresh: '🔄 Refresh',
    newer: '← Newer',
    older: 'Older →',
  },
  confirmed:
    '✅ You have confirmed {{hours, hour|hours}}, and the unit is told. Once the unit gives its final approval, a pay run comes next.',
  objectionTitle: 'Objection to hours',
  objectionAsk:
    'What is not right about the {{hours, hour that waits|hours that wait}} for your answer?\nWrite how many it should be and why, in at most {{limit}} characters. The unit reads exactly your words and has to answer.',
  objectionAskAgain:
    'What is not right about the {{hours, hour|hours}} that the unit entered after your objection?\nWrite how many it should be and why, in at most {{limit}} characters. This time the university’s expert reads your words and decides.',
  objected:
    '✋ Your objection to {{hours, hour|hours}} is noted and has reached the unit. It looks at the hours again and enters them anew; you will be told here.',
  objectedAgain:
    '✋ Your second objection, to {{hours, hour|hours}}, is noted and has reached the university’s expert. The decision comes here.',
  noReason: 'You wrote nothing. Please write why you object.',
  declineAsk:
    'Do you decline to work in “{{unit}}”?\n• Your seat there becomes free, and that cannot be undone.\n• Your request stays approved, but only the other units that you wished for can ask for you, in the same rank.',
  declineYes: 'Yes, I decline',
  declineNo: 'No, I stay',
  kept: 'Nothing has changed; your seat stays yours.',
  declined:
    'It is noted that you decline, and the unit is told. If another unit asks for you, you will be told here.',
  withdrawal: {
    title: 'Withdrawing from the placement',
    reasonAsk:
      'You are about to withdraw from “{{unit}}”. Write why, in at most {{limit}} characters, so that the unit knows, or skip this step. You will be asked once more after it.',
    sureAsk:
      'Before it is noted, please know:\n• Your seat in “{{unit}}” becomes free, and that cannot be undone.\n• What is entered so far, {{hours, hour|hours}}, is not lost; it is paid once it is finally approved.\n• If you worked hours that are not entered, ask the unit to enter them.\n\nDo you withdraw?',
    sureAskNone:
      'Before it is noted, please know:\n• Your seat in “{{unit}}” becomes free, and that cannot be undone.\n• If you worked hours that are not entered, ask the unit to enter them.\n\nDo you withdraw?',
    sureAskRequested:
      'Before it is noted, please know:\n• The seat that “{{unit}}” holds for you becomes free, and that cannot be undone.\n\nDo you withdraw?',
    yes: '🚪 Yes, I withdraw',
    done: 'It is noted that you withdraw, and the unit is told. What is entered, {{hours, hour|hours}}, is paid once it is finally approved.',
    doneNone: 'It is noted that you withdraw, and the unit is told.',
    tooLong: 'The reason has {{length}} characters; write at most {{limit}}.',
  },
  refused: {
    notFound: 'This placement is not one of yours. See your placement from /menu.',
    nothingToAnswer: 'No hours wait for your answer now.',
    objectionTooLate:
      'You could object until the end of {{until}}, and that is over. If something is wrong, tell the unit or the university’s expert before the final approval.',
    declineTooLate:
      'You could decline until the end of {{until}}, and that is over. If you cannot work, you can withdraw from the placement.',
    workBegan:
      'The unit has noted that you began, so you can no longer decline. If you cannot go on, you can withdraw from the placement.',
    written: 'What you wrote (tap it to copy it): {{text}}',
    hoursChanged:
      'The hours are not what you saw: {{hours, hour waits|hours wait}} for your answer now. Are they right?',
    wrongState: 'This is no longer possible; the placement stands differently now: {{state}}',
  },
} as const;

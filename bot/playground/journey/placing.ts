import type { Cast } from './cast.ts';
import { arriving, openingItem } from './officer-steps.ts';
import { any, labelOf } from './screen-text.ts';
import { type Step, stepsOf } from './step.ts';

/** As a person in Iran types thirty-seven and a half, and as one does elsewhere. */
const typedHours = { fa: '۳۷/۵', en: '37.5' } as const;

/** 8.1 and 8.2: a unit asks for the student, and a second officer approves. */
const asking: readonly Step[] = [
  ...arriving('unitOfficer'),
  ...stepsOf('unitOfficer', [
    [
      'asks for the student by the student number',
      async ({ unitOfficer, about }) => {
        await unitOfficer.write(`/request ${about.studentNumber}`);
        await unitOfficer.sees(unitOfficer.words.html('placing.request.hoursAsk'));
      },
    ],
    [
      'writes about how many hours',
      async ({ unitOfficer, language }) => {
        await unitOfficer.write(typedHours[language]);
        await unitOfficer.sees(unitOfficer.words.html('placing.request.explanationAsk'));
      },
    ],
    [
      'describes the work',
      async ({ unitOfficer, language }) => {
        await unitOfficer.write(language === 'fa' ? 'پشتیبانی سایت رایانه' : 'Computer workshop');
        await unitOfficer.sees(
          unitOfficer.words.html('placing.request.review', { title: any, unit: any, work: any }),
        );
      },
    ],
    [
      'sends the request for the student',
      async ({ unitOfficer }) => {
        await unitOfficer.tap(unitOfficer.words.plain('forms.send'));
        await unitOfficer.sees(unitOfficer.words.html('placing.request.done', { name: any }));
      },
    ],
  ]),
  ...arriving('secondUnitOfficer'),
  ...openingItem('secondUnitOfficer', 'approvePlacement', ({ secondUnitOfficer: second }) =>
    second.seesButton(second.words.plain('placing.approve')),
  ),
  ...stepsOf('secondUnitOfficer', [
    [
      'approves the placement',
      async ({ secondUnitOfficer: second }) => {
        await second.tap(second.words.plain('placing.approve'));
        const state = second.words.plain('terms.placementStates.approved');
        await second.sees(second.words.html('placing.state', { state }));
      },
    ],
  ]),
  ...stepsOf('student', [
    [
      'is told to go to the unit',
      async ({ student }) => {
        const values = { unit: any, type: any, hours: any, where: any, until: any };
        await student.sees(student.words.html('notices.placement.approved', values));
      },
    ],
  ]),
];

/** 8.3: hours are entered and confirmed. */
const working: readonly Step[] = [
  ...stepsOf('unitOfficer', [
    [
      'opens the placement from the notice',
      async ({ unitOfficer }) => {
        await unitOfficer.tap(unitOfficer.words.plain('notices.placement.open'));
        await unitOfficer.seesButton(unitOfficer.words.plain('placing.enter'));
      },
    ],
    [
      'wants to enter hours',
      async ({ unitOfficer }) => {
        await unitOfficer.tap(unitOfficer.words.plain('placing.enter'));
        await unitOfficer.sees(unitOfficer.words.html('placing.hoursKindAsk', { name: any }));
      },
    ],
    [
      'enters them in all',
      async ({ unitOfficer }) => {
        await unitOfficer.tap(unitOfficer.words.plain('placing.hoursTotal'));
        await unitOfficer.sees(unitOfficer.words.html('placing.hoursAsk'));
      },
    ],
    [
      'writes the hours',
      async ({ unitOfficer, language }) => {
        await unitOfficer.write(typedHours[language]);
        await unitOfficer.sees(
          unitOfficer.words.html('placing.reported', { hours: any, entered: any, approved: any }),
        );
      },
    ],
  ]),
  ...stepsOf('student', [
    [
      'is told of the hours',
      async ({ student }) => {
        const values = { unit: any, hours: any };
        await student.sees(student.words.html('notices.placement.hoursReported', values));
      },
    ],
    [
      'looks at the placement',
      async ({ student }) => {
        await student.tap(student.words.plain('work.buttons.see'));
        await student.sees(student.words.html('work.hours.waiting', { hours: any }));
      },
    ],
    [
      'confirms the hours',
      async ({ student }) => {
        await student.tap(labelOf(student.words.plain('work.buttons.confirm', { hours: any })));
        await student.sees(student.words.html('work.confirmed', { hours: any }));
      },
    ],
  ]),
];

const seesFinal = async ({ secondUnitOfficer: second }: Cast): Promise<void> => {
  await second.tap(second.words.plain('placing.finalise'));
  const state = second.words.plain('terms.placementStates.final');
  await second.sees(second.words.html('placing.state', { state }));
};

/** 8: from a unit's request to the final approval by somebody who did not enter the hours. */
export const placing: readonly Step[] = [
  ...asking,
  ...working,
  ...openingItem('secondUnitOfficer', 'approveFinal', ({ secondUnitOfficer: second }) =>
    second.seesButton(second.words.plain('placing.finalise')),
  ),
  ...stepsOf('secondUnitOfficer', [['approves the hours finally', seesFinal]]),
  ...stepsOf('student', [
    [
      'is told of the final approval',
      async ({ student }) => {
        const values = { unit: any, hours: any };
        await student.sees(student.words.html('notices.placement.final', values));
      },
    ],
  ]),
];

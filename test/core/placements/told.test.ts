import { beforeEach, describe, expect, test } from 'vitest';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import {
  decideAmendment,
  requestAmendment,
} from '../../../core/placements/commands/amend-placement.ts';
import { answerHours } from '../../../core/placements/commands/answer-hours.ts';
import { decidePlacement } from '../../../core/placements/commands/decide-placement.ts';
import { expireRequest, lapseHours } from '../../../core/placements/commands/pass-deadlines.ts';
import { reportHours } from '../../../core/placements/commands/report-hours.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  aRequestedPlacement,
  type Campus,
  done,
  toldTo,
} from '../../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let student: Awaited<ReturnType<typeof anApplicant>>;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
});

/** The officer who asks and enters hours gives the cartable up. */
const leaves = () =>
  done(database, (work) => {
    const cartableId = campus.officer.holdings[0]?.cartableId ?? 0;
    return leaveCartable(work, campus.officer, { cartableId });
  });
const request = () => aRequestedPlacement(database, campus, { student, minutes: 600 });
const placed = () => anApprovedPlacement(database, campus, { student, minutes: 600 });
const entered = async () => {
  const placementId = await placed();
  const entries = [{ minutes: 300, workedOn: null }];
  await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
  return placementId;
};
const askedMore = async () => {
  const asked = { placementId: await placed(), minutes: 60, reason: 'stock-taking' };
  return done(database, (work) => requestAmendment(work, campus.officer, asked));
};

type Scene = {
  readonly notice: string;
  readonly given: () => Promise<unknown>;
  readonly comes: () => Promise<unknown>;
};

let placementId: number;
let amendmentId: number;
const keep = (making: () => Promise<number>) => async () => {
  placementId = await making();
};

const scenes: Scene[] = [
  {
    notice: 'requestDeclined',
    given: keep(request),
    comes: () => {
      const decision = { approve: false, reason: 'no work' } as const;
      return done(database, (work) =>
        decidePlacement(work, campus.colleague, { placementId, decision }),
      );
    },
  },
  {
    notice: 'requestApproved',
    given: keep(request),
    comes: () => {
      const decision = { approve: true } as const;
      return done(database, (work) =>
        decidePlacement(work, campus.colleague, { placementId, decision }),
      );
    },
  },
  {
    notice: 'requestExpired',
    given: keep(request),
    comes: () => {
      database.clock.advance(8 * days);
      return database.db.transaction((work) => expireRequest(work, { placementId }));
    },
  },
  {
    notice: 'hoursConfirmed',
    given: keep(entered),
    comes: () => {
      const answer = { confirm: true } as const;
      return done(database, (work) => answerHours(work, student.person, { placementId, answer }));
    },
  },
  {
    notice: 'hoursObjected',
    given: keep(entered),
    comes: () => {
      const answer = { confirm: false, objection: 'I worked longer' } as const;
      return done(database, (work) => answerHours(work, student.person, { placementId, answer }));
    },
  },
  {
    notice: 'hoursUnanswered',
    given: keep(entered),
    comes: () => {
      database.clock.advance(6 * days);
      return database.db.transaction((work) => lapseHours(work, { placementId }));
    },
  },
  {
    notice: 'amendmentDecided',
    given: async () => {
      ({ amendmentId } = await askedMore());
    },
    comes: () => {
      const decision = { approve: true } as const;
      return done(database, (work) =>
        decideAmendment(work, campus.expert, { amendmentId, decision }),
      );
    },
  },
];

const timesTold = async (chatId: bigint, notice: string) =>
  (await toldTo(database, chatId)).filter((name) => name === notice).length;

describe.each(scenes)('$notice', ({ notice, given, comes }) => {
  test('goes to who took the step, and to nobody else of the unit', async () => {
    await given();
    await comes();
    expect(await timesTold(campus.officer.chatId, notice)).toBe(1);
    expect(await timesTold(campus.colleague.chatId, notice)).toBe(0);
  });

  test('goes to the officers of now where who took the step has left', async () => {
    await given();
    await leaves();
    await comes();
    expect(await timesTold(campus.officer.chatId, notice)).toBe(0);
    expect(await timesTold(campus.colleague.chatId, notice)).toBe(1);
  });

  test('goes to who took the step for a holder, while the hand-over runs', async () => {
    await given();
    await leaves();
    const now = database.clock.now();
    await database.db.read.delegation.create({
      data: {
        cartableId: campus.colleague.holdings[0]?.cartableId ?? 0,
        fromId: campus.colleague.accountId,
        toId: campus.officer.accountId,
        startsAt: now,
        endsAt: new Date(now.getTime() + 30 * days),
        acceptedAt: now,
      },
    });
    await comes();
    expect(await timesTold(campus.officer.chatId, notice)).toBe(1);
    expect(await timesTold(campus.colleague.chatId, notice)).toBe(0);
  });
});

import { payerOf } from '../../core/payers/queries.ts';
import { idOf } from '../intake/tap-id.ts';
import { forOfficers, startForm } from './officer.ts';
import { payerForm, presetOf } from './payer-form.ts';
import { maySetPayer, openPayer } from './payer-page.ts';

/** `payer` shows from what account a university pays, `setpayer` changes it. */
export const payerScreens = {
  taps: {
    payer: forOfficers((turn, [id]) => openPayer(turn, idOf(id))),
    setpayer: forOfficers(async (turn, [id]) => {
      const universityId = idOf(id);
      if (!(await maySetPayer(turn, universityId))) return;
      const payer = await payerOf(turn.work.tx, universityId);
      await startForm(turn, payerForm, { universityId, ...(payer ? presetOf(payer) : {}) });
    }),
  },
  forms: [payerForm],
};

import { openForm } from './forms/engine.ts';
import { guideScreens } from './guide/guide.ts';
import type { Handler } from './intake/handler.ts';
import type { Screens } from './router.ts';
import { recordsForm, recordsScreens } from './staff/records.ts';
import { staffScreens } from './staff/screens.ts';
import { appealForm, appealScreens } from './student/appeal.ts';
import { applicationForm } from './student/application/form.ts';
import { applyScreens } from './student/apply.ts';
import { bankScreens, shebaForm } from './student/bank.ts';
import { cardScreens } from './student/card.ts';
import { paymentScreens } from './student/payments.ts';
import { profileForm } from './student/profile/form.ts';
import { registrationForm } from './student/registration/form.ts';
import { settingsScreens } from './student/settings/screens.ts';
import { signInScreens } from './student/sign-in/screens.ts';
import { startScreens } from './student/start.ts';
import { statusScreens } from './student/status.ts';
import { supportScreens } from './student/support/home.ts';
import { trackForm, trackScreens } from './student/track.ts';
import { withdrawScreens } from './student/withdraw.ts';
import { workScreens } from './student/work/screens.ts';

const register: Handler = async (turn) => {
  turn.dropButtons();
  if (turn.session.accountId !== null) {
    return turn.say(turn.words.html('registration.chatHasAccount'));
  }
  await openForm(turn, registrationForm);
};

/** Every command, button and form of the bot. */
export const screens: Screens = {
  commands: {
    ...startScreens.commands,
    ...guideScreens.commands,
    ...statusScreens.commands,
    ...supportScreens.commands,
    ...settingsScreens.commands,
    ...recordsScreens.commands,
    ...staffScreens.commands,
  },
  taps: {
    ...startScreens.taps,
    ...guideScreens.taps,
    register,
    ...signInScreens.taps,
    ...settingsScreens.taps,
    ...applyScreens.taps,
    ...statusScreens.taps,
    ...trackScreens.taps,
    ...withdrawScreens.taps,
    ...appealScreens.taps,
    ...cardScreens.taps,
    ...workScreens.taps,
    ...paymentScreens.taps,
    ...supportScreens.taps,
    ...bankScreens.taps,
    ...staffScreens.taps,
  },
  forms: [
    registrationForm,
    ...signInScreens.forms,
    ...settingsScreens.forms,
    profileForm,
    applicationForm,
    trackForm,
    appealForm,
    ...workScreens.forms,
    shebaForm,
    recordsForm,
    ...supportScreens.forms,
    ...staffScreens.forms,
  ],
};

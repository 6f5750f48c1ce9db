import { openForm } from './forms/engine.ts';
import type { AnyForm } from './forms/form.ts';
import type { Handler, Screens } from './router.ts';
import { registrationForm } from './student/registration.ts';
import { startScreens } from './student/start.ts';

const opens =
  (form: AnyForm): Handler =>
  async (turn) => {
    turn.dropButtons();
    await openForm(turn, form);
  };

/** Every command, button and form of the bot. */
export const screens: Screens = {
  commands: { ...startScreens.commands },
  taps: { ...startScreens.taps, register: opens(registrationForm) },
  forms: [registrationForm],
};

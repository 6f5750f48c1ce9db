import { z } from 'zod';
import type { StoredForm } from '../../core/chats/types.ts';
import type { AnyForm, AnyStep, FormState } from './form.ts';

type Answers = Record<string, unknown>;
type Steps = readonly AnyStep<Answers>[];

const contentSchema = z.object({
  answers: z.record(z.string(), z.unknown()).catch({}),
  scratch: z.record(z.string(), z.unknown()).catch({}),
  origin: z.string().optional().catch(undefined),
});

/** A stored form, read by the form as it is now. */
export interface ReadForm {
  readonly state: FormState<Answers>;
  /** It does not fit the form as it is now: answers that still fit are kept, and the person is told. */
  readonly changed: boolean;
}

/** Whether it is a newer version's, which runs beside this one: what it holds is not known here. */
export const isNewer = (form: AnyForm, stored: StoredForm): boolean =>
  stored.version > form.version;

export function readForm(form: AnyForm, stored: StoredForm): ReadForm {
  const content = contentSchema.catch({ answers: {}, scratch: {} }).parse(stored.content);
  const { scratch, origin } = content;
  const older = stored.version !== form.version;
  const given =
    older && form.migrate ? form.migrate(content.answers, stored.version) : content.answers;
  const answers = keepFitting(form.steps, given);
  const state = { step: stored.step, answers, scratch, origin };
  if (!older && fits(form, state, given)) return { state, changed: false };
  return { state: { step: resumed(form, answers).name, answers, scratch: {} }, changed: true };
}

/** Whether the form as it is now could have come to this state. */
function fits(form: AnyForm, state: FormState<Answers>, given: Answers): boolean {
  const { answers, origin } = state;
  const steps: Steps = form.steps;
  const named = (name: string | undefined) => steps.find((step) => step.name === name);
  const step = named(state.step);
  if (!step || step.given) return false;
  if (step.scratch && !step.scratch.safeParse(state.scratch).success) return false;
  if (Object.keys(given).some((name) => named(name) && !(name in answers))) return false;
  const before = steps.slice(0, steps.indexOf(step));
  if (before.some((one) => isDue(one, answers))) return false;
  // A step that was sent to on purpose is asked although the answers alone do not ask for it.
  return origin === undefined ? applies(step, answers) : named(origin) !== undefined;
}

/** Where a form goes on that changed: nothing is sent that the person has not seen as it is now. */
function resumed(form: AnyForm, answers: Answers): AnyStep<Answers> {
  const asked = (form.steps as Steps).filter((step) => applies(step, answers));
  const step = nextStep(form, answers) ?? asked.at(-1);
  if (!step) throw new Error(`the form ${form.name} has nothing to ask`);
  return step;
}

function keepFitting(steps: Steps, given: Answers): Answers {
  return Object.fromEntries(
    steps.flatMap((step) => {
      const value = given[step.name];
      const fits = value === null ? step.optional : step.schema.safeParse(value).success;
      return value !== undefined && fits ? [[step.name, value]] : [];
    }),
  );
}

export const applies = (step: AnyStep<Answers>, answers: Answers): boolean =>
  step.when?.(answers) ?? true;

export function findStep(form: AnyForm, name: string): AnyStep<Answers> {
  const step = form.steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`the form ${form.name} has no step ${name}`);
  return step;
}

/** The first step that applies and has no answer that fits. Undefined: the form is complete. */
export const nextStep = (form: AnyForm, answers: Answers): AnyStep<Answers> | undefined =>
  (form.steps as Steps).find((step) => isDue(step, answers));

const isDue = (step: AnyStep<Answers>, answers: Answers): boolean =>
  isOpen(step, answers) && applies(step, answers);

const isOpen = (step: AnyStep<Answers>, answers: Answers): boolean =>
  answers[step.name] === undefined || step.stale?.(answers) === true;

/**
 * Where "back" leads: to the page from which the step was opened, or else to the nearest earlier step
 * that applies and can be undone.
 */
export function stepBefore(form: AnyForm, state: FormState<Answers>): string | undefined {
  if (state.origin) return state.origin;
  const steps: Steps = form.steps;
  const here = steps.findIndex((step) => step.name === state.step);
  return steps.slice(0, here).findLast((step) => !step.gate && applies(step, state.answers))?.name;
}

/** Keeps an answer, and forgets what has to be done again because of it. */
export function keep(form: AnyForm, state: FormState<Answers>, value: unknown): Answers {
  const step = findStep(form, state.step);
  const forgotten = new Set<string>([...(step.resets ?? []), ...(step.shown ? ['review'] : [])]);
  const answers = { ...state.answers, [step.name]: value };
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !forgotten.has(name)));
}

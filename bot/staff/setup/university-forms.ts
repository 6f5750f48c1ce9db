import { z } from 'zod';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { can } from '../../../core/staff/rules.ts';
import { correctUniversity } from '../../../core/universities/commands/correct-university.ts';
import { createUniversity } from '../../../core/universities/commands/create-university.ts';
import { universityFacts } from '../../../core/universities/queries.ts';
import { unitCode, unitName } from '../../../core/universities/rules/units.ts';
import { type UniversityKind, universityKinds } from '../../../core/universities/types.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import { choiceStep, textStep } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import { copyable } from '../../view/language.ts';
import { explainUniversity } from '../../view/reasons/universities.ts';
import { declineTo, forOfficers, startForm } from '../officer.ts';
import { universitiesFor } from './reach.ts';
import { showUniversity } from './university-page.ts';

const codeExample = 'central-library';

interface Answers {
  code: string;
  nameFa: string;
  nameEn: string;
  kind: UniversityKind;
  review: true;
}

const step = stepOf<Answers>();

/** The two names of a university or unit, and its code. */
export function namingSteps(what: 'university' | 'unit') {
  type Named = Pick<Answers, 'code' | 'nameFa' | 'nameEn'>;
  const nameStep = (name: 'nameFa' | 'nameEn') =>
    textStep<Named, typeof name, Refusal<'wrong'>>({
      name,
      ask: (turn) => turn.words.html(`setup.${what}.${name}Ask`),
      label: (turn) => turn.words.plain(`setup.${name}`),
      parse: (text) => {
        const value = unitName(text);
        return value === undefined ? refuse('wrong') : ok({ value });
      },
      explain: (turn) => turn.words.html('setup.nameWrong'),
    });
  return {
    code: textStep<Named, 'code', Refusal<'wrong'>>({
      name: 'code',
      ask: (turn) => turn.words.html(`setup.${what}.codeAsk`),
      label: (turn) => turn.words.plain('setup.code'),
      show: (_turn, value) => copyable(value),
      parse: (text) => {
        const value = unitCode(text);
        return value === undefined ? refuse('wrong') : ok({ value });
      },
      explain: (turn) => turn.words.html('setup.codeWrong', { example: codeExample }),
    }),
    nameFa: nameStep('nameFa'),
    nameEn: nameStep('nameEn'),
  };
}

const naming = namingSteps('university');

const kindStep = (form: string) =>
  choiceStep<Answers, 'kind'>({
    form,
    name: 'kind',
    schema: z.enum(universityKinds),
    ask: (turn) => turn.words.html('setup.university.kindAsk'),
    label: (turn) => turn.words.plain('setup.university.kind'),
    values: universityKinds,
    show: (turn, value) => turn.words.plain(`setup.kinds.${value}`),
  });

const universityForm: Form<Answers> = {
  name: 'university',
  version: 1,
  title: (turn) => turn.words.plain('setup.university.title'),
  steps: stepsOf<Answers>()(
    naming.nameFa,
    naming.nameEn,
    naming.code,
    kindStep('university'),
    step(
      reviewStep(
        () => universityForm,
        (turn) => turn.words.html('setup.review'),
      ),
    ),
  ),
  finish: async (turn, { code, nameFa, nameEn, kind }) => {
    const made = await createUniversity(turn.work, await turn.person(), {
      code,
      nameFa,
      nameEn,
      kind,
    });
    if (made.ok) {
      turn.say(turn.words.html('setup.university.added'));
      await showUniversity(turn, made.universityId);
      return { do: 'end' };
    }
    const say = explainUniversity(turn, made);
    if (made.reason === 'codeTaken') return { do: 'goto', step: 'code', say };
    turn.say(say);
    return { do: 'end' };
  },
};

const add = forOfficers(async (turn) => {
  if (universitiesFor(await turn.person(), 'createUniversity') !== 'all') {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  await startForm(turn, universityForm, {});
});

interface Correction extends Answers {
  universityId: number;
}

const correctionForm: Form<Correction> = {
  name: 'unifix',
  version: 1,
  title: (turn) => turn.words.plain('setup.university.correct'),
  steps: stepsOf<Correction>()(
    stepOf<Correction>()(given('universityId', whole)),
    naming.nameFa,
    naming.nameEn,
    naming.code,
    kindStep('unifix'),
    stepOf<Correction>()(
      reviewStep(
        () => correctionForm,
        (turn) => turn.words.html('setup.university.correctReview'),
      ),
    ),
  ),
  finish: async (turn, { universityId, code, nameFa, nameEn, kind }) => {
    const about = { universityId, code, nameFa, nameEn, kind };
    const corrected = await correctUniversity(turn.work, await turn.person(), about);
    if (!corrected.ok) {
      const say = explainUniversity(turn, corrected);
      if (corrected.reason === 'codeTaken') return { do: 'goto', step: 'code', say };
      if (corrected.reason === 'kindStays') return { do: 'goto', step: 'kind', say };
      turn.say(say);
      return { do: 'end' };
    }
    const said = corrected.changed ? 'corrected' : 'unchanged';
    turn.say(turn.words.html(`setup.university.${said}`));
    await showUniversity(turn, universityId);
    return { do: 'end' };
  },
};

/** What is known stands on the review page, where each can be changed. */
const correct = forOfficers(async (turn, [id]) => {
  const universityId = idOf(id);
  const facts = await universityFacts(turn.work.tx, universityId);
  if (!facts || !can(await turn.person(), 'createUniversity', {}).ok) {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  const { code, nameFa, nameEn, kind } = facts;
  await startForm(turn, correctionForm, { universityId, code, nameFa, nameEn, kind });
});

export const universityForms = {
  commands: {},
  taps: { uniadd: add, unifix: correct },
  forms: [universityForm, correctionForm],
};

import { z } from 'zod';
import { type UnitKind, unitKinds } from '../../../core/openings/types.ts';
import { choiceStep } from '../../forms/steps.ts';

/** What a unit is added with. */
export interface UnitAnswers {
  universityId: number;
  code: string;
  nameFa: string;
  nameEn: string;
  kind: UnitKind;
  review: true;
}

/** What sort of unit it is, which says which work students do there. */
export const unitKindStep = (form: string) =>
  choiceStep<Pick<UnitAnswers, 'kind'>, 'kind'>({
    form,
    name: 'kind',
    schema: z.enum(unitKinds),
    ask: (turn) => turn.words.html('setup.unit.kindAsk'),
    label: (turn) => turn.words.plain('setup.unit.kind'),
    values: unitKinds,
    show: (turn, value) => turn.words.plain(`terms.unitKinds.${value}`),
  });

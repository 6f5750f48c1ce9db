import type { FormProblem, TrackingCodeRefusal } from '../../../core/applications/types.ts';
import { openingById } from '../../../core/openings/queries.ts';
import type { Turn } from '../../intake/turn.ts';
import { Html } from '../language.ts';
import { titleIn } from '../names.ts';
import { explainSheba } from './bank.ts';

/** What is wrong with a typed tracking code, and how to write it right. */
export function explainTrackingCode(
  { words: { html } }: Pick<Turn, 'words'>,
  refusal: TrackingCodeRefusal,
): string {
  switch (refusal.reason) {
    case 'wrongLength':
      return html('status.codeWrong.wrongLength', { length: refusal.length });
    case 'unknownCharacter':
      return html('status.codeWrong.unknownCharacter', { character: refusal.character });
    default:
      return html(`status.codeWrong.${refusal.reason}`);
  }
}

/** The step of the request's form that each problem is mended in. */
const stepOfField = {
  worksOutside: 'worksOutside',
  sheba: 'sheba',
  openings: 'openings',
  classes: 'classes',
  note: 'note',
  declarations: 'eligibility',
} as const satisfies Readonly<Record<FormProblem['field'], string>>;

type MendingStep = (typeof stepOfField)[FormProblem['field']] | 'files';

/** Everything that is missing or contradictory, each by name; and where the first of it is mended. */
export async function explainProblems(
  turn: Turn,
  problems: readonly FormProblem[],
): Promise<{ readonly step: MendingStep; readonly say: string }> {
  const lines: string[] = [];
  for (const problem of problems) lines.push(`• ${await explainProblem(turn, problem)}`);
  const list = new Html([...new Set(lines)].join('\n'));
  const say = turn.words.html('application.incomplete', { problems: list });
  return { step: stepOf(problems[0]), say };
}

function stepOf(first: FormProblem | undefined): MendingStep {
  if (first?.field === 'classes' && first.problem !== 'twice') return 'files';
  return stepOfField[first?.field ?? 'declarations'];
}

async function explainProblem(turn: Turn, problem: FormProblem): Promise<string> {
  const { html, plain } = turn.words;
  switch (problem.field) {
    case 'worksOutside':
      return html('application.problem.worksOutside');
    case 'sheba':
      return problem.problem === 'wrong'
        ? explainSheba(turn, problem.refusal)
        : html('application.problem.sheba');
    case 'openings':
      return openingProblem(turn, problem);
    case 'classes': {
      const claimed = plain(`terms.priorityClasses.${problem.class}`);
      return html(`application.problem.classes.${problem.problem}`, { class: claimed });
    }
    case 'note':
      return html('application.problem.note', { most: problem.most });
    case 'declarations':
      return html('application.problem.declarations', {
        what: plain(`eligibility.facts.${problem.name}`),
      });
  }
}

async function openingProblem(
  { words, work }: Turn,
  problem: Extract<FormProblem, { field: 'openings' }>,
): Promise<string> {
  const { html, language } = words;
  if (problem.problem === 'missing') return html('application.problem.openings.missing');
  if (problem.problem === 'tooMany') {
    return html('application.problem.openings.tooMany', { most: problem.most });
  }
  const opening = await openingById(work.tx, problem.openingId);
  const title = opening ? titleIn(language, opening) : String(problem.openingId);
  return html(`application.problem.openings.${problem.problem}`, { title });
}

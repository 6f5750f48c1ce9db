import { Html } from '../language.ts';
import { type Tellers, told } from './told.ts';

export const auditTellers: Tellers<'auditRight' | 'auditWrong'> = {
  auditRight: ({ events }, { html }) => told(html('audit.check.right', { events: BigInt(events) })),
  auditWrong: ({ seq, fault }, { html, plain }) =>
    told(
      html('audit.check.wrong', {
        seq: BigInt(seq),
        fault: new Html(plain(`audit.check.faults.${fault}`)),
      }),
    ),
};

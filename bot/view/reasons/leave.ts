import type { LeaveRefusal } from '../../../core/privacy/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { type Told, told } from '../notices/told.ts';

/** Why a person cannot leave now, with the way out. */
export function explainLeave(turn: Turn, { reason }: LeaveRefusal): Told {
  const { html, plain } = turn.words;
  switch (reason) {
    case 'noAccount':
    case 'accountClosed':
      return told(html('errors.signInFirst'));
    case 'placementLive':
      return told(html('settings.leaving.placementLive'), {
        text: plain('menu.placement'),
        data: 'placement',
      });
    case 'payOpen':
    case 'payRunOpen':
      return told(html(`settings.leaving.${reason}`), {
        text: plain('menu.payments'),
        data: 'payments',
      });
    case 'holdsCartable':
      return told(html('settings.leaving.holdsCartable'), {
        text: plain('cartables.open'),
        data: 'cartables',
      });
  }
}

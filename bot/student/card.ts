import { applicationOf } from '../../core/applications/queries.ts';
import { parseTrackingCode } from '../../core/applications/rules.ts';
import type { ApplicationStatus } from '../../core/applications/types.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button } from '../view/message.ts';
import { showCode } from '../view/names.ts';

/** Under the text of the status, which comes first and light; the picture is for who wants it. */
export const cardButton = ({ words }: Turn, { trackingCode }: ApplicationStatus): Button => ({
  text: words.plain('card.open'),
  data: `card:${trackingCode}`,
});

/** The own request as a picture. Its button is under the own status only, and may be made up. */
const sendCard: Handler = async (turn, [typed = '']) => {
  const { plain, html, language } = turn.words;
  const { accountId } = turn.session;
  const parsed = parseTrackingCode(typed);
  const status =
    parsed.ok && accountId !== null
      ? await applicationOf(turn.work.tx, { accountId, trackingCode: parsed.value }, turn.work.now)
      : null;
  if (!status) return turn.alert(plain('errors.oldButton'));
  const code = status.trackingCode;
  turn.say(html('card.caption', { code: showCode(code) }), {
    picture: { kind: 'request', code, language },
  });
};

export const cardScreens = { taps: { card: sendCard } };

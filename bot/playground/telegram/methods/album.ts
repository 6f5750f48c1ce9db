import { isObject, Parameters } from '../parameters.ts';
import { randomDigits } from '../random.ts';
import { badRequest } from '../refusal.ts';
import type { Call, Handler } from './call.ts';
import { post } from './post.ts';
import { mediaFields, readFile } from './send-file.ts';
import { captionFields } from './send-text.ts';

const MIN_ITEMS = 2;
const MAX_ITEMS = 10;

export const sendMediaGroup: Handler<'sendMediaGroup'> = (call) => {
  const items = call.parameters.json('media', 'media');
  if (!Array.isArray(items)) throw badRequest('expected an Array of InputMedia');
  if (items.length < MIN_ITEMS) throw badRequest('strange number of media items: too few');
  if (items.length > MAX_ITEMS) throw badRequest('too many media items specified');
  const album = items.map((item) => itemFields(call, item));
  const kinds = new Set(album.map((item) => ('photo' in item ? 'photo' : 'document')));
  if (kinds.size > 1) throw badRequest("document can't be mixed with other media types");
  const media_group_id = randomDigits(call.world.random, 17);
  return album.map((item) => post(call, { ...item, media_group_id }));
};

function itemFields(call: Call, item: unknown) {
  if (!isObject(item)) throw badRequest("can't parse InputMedia: expected an Object");
  const caption = captionFields(new Parameters(item));
  const source = String(item.media ?? '');
  if (item.type === 'photo') {
    const file = readFile(call, 'media', source, 'photo');
    return { ...mediaFields(call, file, 'photo'), ...caption };
  }
  if (item.type !== 'document') throw badRequest('type of the media is unsupported');
  const file = readFile(call, 'media', source, 'document');
  return { ...mediaFields(call, file, 'document'), ...caption };
}

import { type FileKind, PHOTO_LIMIT, type StoredFile } from '../files.ts';
import type { UploadedFile } from '../multipart.ts';
import { badRequest } from '../refusal.ts';
import type { Call, Handler } from './call.ts';
import { post } from './post.ts';
import { captionFields } from './send-text.ts';

/** Telegram refuses longer photos: sum of the sides, and the ratio of the longer to the shorter. */
const MAX_SIDES = 10_000;
const MAX_RATIO = 20;

export const sendPhoto: Handler<'sendPhoto'> = (call) => {
  const file = readFile(call, 'photo', call.parameters.text('photo'), 'photo');
  return post(call, { ...mediaFields(call, file, 'photo'), ...captionFields(call.parameters) });
};

export const sendDocument: Handler<'sendDocument'> = (call) => {
  const file = readFile(call, 'document', call.parameters.text('document'), 'document');
  return post(call, { ...mediaFields(call, file, 'document'), ...captionFields(call.parameters) });
};

export function mediaFields(call: Call, file: StoredFile, kind: 'photo'): PhotoFields;
export function mediaFields(call: Call, file: StoredFile, kind: 'document'): DocumentFields;
export function mediaFields(call: Call, file: StoredFile, kind: 'photo' | 'document') {
  const { files } = call.world;
  return kind === 'photo'
    ? { photo: files.photo(call.bot.user.id, file) }
    : { document: files.document(call.bot.user.id, file) };
}
type PhotoFields = { photo: ReturnType<Call['world']['files']['photo']> };
type DocumentFields = { document: ReturnType<Call['world']['files']['document']> };

/**
 * The file that a field means: an upload under the field's name or as `attach://name`,
 * or a `file_id` of this bot. Addresses on the web are refused: nothing is fetched.
 */
export function readFile(
  call: Call,
  field: string,
  value: string,
  kind: FileKind & ('photo' | 'document'),
): StoredFile {
  const attached = /^attach:\/\/(.+)$/.exec(value)?.[1];
  const upload = call.parameters.files.get(attached ?? field);
  if (upload) return keep(call, upload, kind);
  if (value === '') throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:/i.test(value)) throw badRequest('failed to get HTTP URL content');
  const file = call.world.files.find(call.bot.user.id, value);
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind !== kind) throw wrongKind(file.kind, kind);
  return file;
}

function keep(call: Call, upload: UploadedFile, kind: 'photo' | 'document'): StoredFile {
  const size = upload.bytes.length;
  if (size === 0) throw badRequest('file must be non-empty');
  if (kind === 'photo' && size > PHOTO_LIMIT) {
    throw badRequest(
      `file of size ${size} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`,
    );
  }
  // Clients name no type or a general one: Telegram goes by the file's name.
  const file = call.world.files.add(kind, upload.bytes, upload.fileName);
  if (kind === 'photo') checkPicture(file);
  return file;
}

function checkPicture({ width, height }: StoredFile): void {
  if (width === undefined || height === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
  const ratio = Math.max(width, height) / Math.max(1, Math.min(width, height));
  if (width + height > MAX_SIDES || ratio > MAX_RATIO) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
}

const capital = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1);

const wrongKind = (is: FileKind, wanted: FileKind) =>
  badRequest(`can't use file of type ${capital(is)} as ${capital(wanted)}`);

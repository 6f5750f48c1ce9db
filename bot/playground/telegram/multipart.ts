/** A file as it came in a request. */
export interface UploadedFile {
  fileName: string;
  mimeType: string | undefined;
  bytes: Buffer;
}

export interface Form {
  values: Record<string, string>;
  files: Map<string, UploadedFile>;
}

const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * Reads multipart/form-data. Undefined where the body is no such form.
 *
 * Not `Response.formData()`: it refuses what grammY sends
 * (`content-disposition:form-data;name="x"`, file names without quotes).
 * Files are views into `body`, not copies.
 */
export function parseMultipart(body: Buffer, contentType: string): Form | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) return undefined;
  const form: Form = { values: {}, files: new Map() };
  for (const part of partsOf(body, Buffer.from(`--${name}`))) addPart(form, part);
  return form;
}

function* partsOf(body: Buffer, delimiter: Buffer): Generator<Buffer> {
  const between = Buffer.concat([Buffer.from('\r\n'), delimiter]);
  let start = body.indexOf(delimiter);
  if (start < 0) return;
  start += delimiter.length;
  for (;;) {
    const end = body.indexOf(between, start);
    if (end < 0) return;
    yield body.subarray(start + 2, end);
    start = end + between.length;
  }
}

function addPart(form: Form, part: Buffer): void {
  const headerEnd = part.indexOf(HEADER_END);
  if (headerEnd < 0) return;
  const headers = part.subarray(0, headerEnd).toString();
  const content = part.subarray(headerEnd + HEADER_END.length);
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
  const name = parameter(disposition, 'name');
  if (name === undefined) return;
  const fileName = parameter(disposition, 'filename');
  if (fileName === undefined) {
    form.values[name] = content.toString();
    return;
  }
  const mimeType = /^content-type:\s*([^;\s]+)/im.exec(headers)?.[1];
  form.files.set(name, { fileName, mimeType, bytes: content });
}

function parameter(disposition: string, key: 'name' | 'filename'): string | undefined {
  const match = new RegExp(`;\\s*${key}=(?:"([^"]*)"|([^;]*))`, 'i').exec(disposition);
  return match?.[1] ?? match?.[2]?.trim();
}

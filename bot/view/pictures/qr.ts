import { encode } from 'uqr';
import { palette } from './palette.ts';

/** Modules of white that a reader needs around the code. */
const quietZone = 4;

/**
 * A QR code as one SVG path on white, with its quiet zone, in a square of `side` pixels. Modules are
 * whole pixels where `side` allows, so that their edges stay sharp.
 */
export function qrElement(
  text: string,
  { x, y, side }: { x: number; y: number; side: number },
): string {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const all = size + 2 * quietZone;
  const module = Math.max(1, Math.floor(side / all));
  const start = (side - module * size) / 2;
  const path = data.flatMap((row, line) => runs(row, line)).join('');
  return (
    `<rect x="${x}" y="${y}" width="${side}" height="${side}" rx="${quietZone * module}" fill="${palette.white}"/>` +
    `<path transform="translate(${x + start} ${y + start}) scale(${module})" fill="${palette.ink}" d="${path}"/>`
  );
}

/** A row's dark modules, neighbours in one piece. */
function runs(row: readonly boolean[], line: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < row.length; from += 1) {
    if (!row[from]) continue;
    const end = row.indexOf(false, from);
    const to = end < 0 ? row.length : end;
    pieces.push(`M${from} ${line}h${to - from}v1h${from - to}z`);
    from = to;
  }
  return pieces;
}

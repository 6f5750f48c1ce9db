/** @import { WireEntity } from '../host/wire.ts' */

/**
 * A piece of a text: plain, or formatted around other pieces.
 *
 * @typedef {string | { entity: WireEntity, pieces: Piece[] }} Piece
 */

/**
 * Takes a text apart along its entities, which are nested or apart as Telegram sends them; what
 * overlaps otherwise is cut at the end of what is around it.
 *
 * @param {string} text @param {readonly WireEntity[]} entities
 * @returns {Piece[]}
 */
export function piecesOf(text, entities) {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return inside(text, sorted, 0, text.length);
}

/** @param {string} text @param {WireEntity[]} entities @param {number} start @param {number} end @returns {Piece[]} */
function inside(text, entities, start, end) {
  /** @type {Piece[]} */
  const pieces = [];
  let at = start;
  while (entities.length > 0) {
    const [entity] = entities;
    if (!entity || entity.offset >= end) break;
    entities.shift();
    if (entity.offset < at) continue;
    if (entity.offset > at) pieces.push(text.slice(at, entity.offset));
    const stop = Math.min(end, entity.offset + entity.length);
    pieces.push({ entity, pieces: inside(text, entities, entity.offset, stop) });
    at = stop;
  }
  if (at < end) pieces.push(text.slice(at, end));
  return pieces;
}

import type { Sheba } from '../../core/bank/types.ts';
import type { IdentityNumber } from '../../core/identity/types.ts';

/** A valid national ID that belongs to nobody's range of births: it begins with 98. */
export function madeUpNationalId(number: number): IdentityNumber {
  const first = `98${String(number).padStart(7, '0')}`;
  const rest = [...first].reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11;
  return `${first}${rest < 2 ? rest : 11 - rest}` as IdentityNumber;
}

/** Twelve digits in the form of a FIDA code. */
export const madeUpFida = (number: number): IdentityNumber =>
  `98${String(number).padStart(10, '0')}` as IdentityNumber;

/** A valid Sheba of bank Melli. */
export function madeUpSheba(number: number): Sheba {
  const account = `017${String(number).padStart(19, '0')}`;
  const check = 98n - (BigInt(`${account}182700`) % 97n);
  return `IR${String(check).padStart(2, '0')}${account}` as Sheba;
}

import type { Sheba } from '../../core/bank/types.ts';
import type { IdentityNumber } from '../../core/identity/types.ts';

let counter = 0;

/** A number that this process has not given before; tests never depend on which. */
export function serial(): number {
  counter += 1;
  return counter;
}

/** A valid national ID that belongs to nobody's range of births: it begins with 99. */
export function nationalId(number = serial()): IdentityNumber {
  const first = `99${String(number).padStart(7, '0')}`;
  const rest = [...first].reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11;
  return `${first}${rest < 2 ? rest : 11 - rest}` as IdentityNumber;
}

/** A valid Sheba, of bank Melli unless another code is given. */
export function sheba(number = serial(), bank = '017'): Sheba {
  const account = `${bank}${String(number).padStart(19, '0')}`;
  const check = 98n - (BigInt(`${account}182700`) % 97n);
  return `IR${String(check).padStart(2, '0')}${account}` as Sheba;
}

const firstNames = {
  female: ['نگار', 'بهار', 'رویا', 'مینا', 'شیدا'],
  male: ['آرش', 'سامان', 'بهزاد', 'کیان', 'پویا'],
} as const;
const lastNames = ['نمونه‌پور', 'آزمون‌زاده', 'فرضی', 'خیالی', 'ساختگی'] as const;

/** An invented name. */
export function inventedName(gender: 'female' | 'male', number = serial()) {
  const pick = (names: readonly string[]) => names[number % names.length] ?? 'نمونه';
  return { firstName: pick(firstNames[gender]), lastName: pick(lastNames) };
}

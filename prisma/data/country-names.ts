/**
 * What people call countries beside their names in CLDR, by ISO 3166-1 alpha-2 code. Some of these
 * words are a part of another country's name.
 */
export const countriesCalledAlso: Readonly<Record<string, readonly string[]>> = {
  US: ['آمریکا', 'ایالات متحده آمریکا', 'America', 'USA', 'United States of America'],
  GB: ['انگلیس', 'انگلستان', 'England', 'Great Britain', 'UK'],
  TR: ['Turkey'],
  PS: ['Palestine'],
  CI: ['Ivory Coast'],
  NL: ['Holland'],
};

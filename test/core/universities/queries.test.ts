import { beforeEach, expect, test } from 'vitest';
import { searchUniversities, universityOf } from '../../../core/universities/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();

beforeEach(async () => {
  for (const [nameFa, nameEn] of [
    ['دانشگاه قم', 'University of Qom'],
    ['دانشگاه قمصر', 'Qamsar University'],
    ['قم‌پژوهان', 'Qom Researchers'],
    ['دانشگاه یزد', 'Yazd University'],
    ['دانشگاه آزاد اسلامی قم', 'Islamic Azad University, Qom'],
  ]) {
    await aUniversity(database, { nameFa: nameFa ?? '', nameEn: nameEn ?? '' });
  }
});

const find = async (text: string, page = 0, size = 10) => {
  const found = await searchUniversities(database.db.read, { text, page, size });
  return { total: found.total, names: found.universities.map(({ nameFa }) => nameFa) };
};

test('names that have the word come first, then those of which a word begins so', async () => {
  expect(await find('قم')).toEqual({
    total: 4,
    names: ['دانشگاه قم', 'دانشگاه آزاد اسلامی قم', 'قم‌پژوهان', 'دانشگاه قمصر'],
  });
});

test.each([
  ['دانشگاه قم', 'دانشگاه قم'],
  ['قم دانشگاه', 'دانشگاه قم'],
  ['دانشگاه قم‌پژوهان', 'قم‌پژوهان'],
  ['قم پژوهان', 'قم‌پژوهان'],
  ['دانشگاه‌قم', 'دانشگاه قم'],
  ['دانشگاه یزد تهران', 'دانشگاه یزد'],
  ['University of Yazd', 'دانشگاه یزد'],
  ['qom university of', 'دانشگاه قم'],
  ['آزاد قم', 'دانشگاه آزاد اسلامی قم'],
])('%s leads to %s', async (text, name) => {
  expect((await find(text)).names[0]).toBe(name);
});

test('a part of a word is found too, in any spelling, in both languages', async () => {
  expect((await find('صر')).names).toEqual(['دانشگاه قمصر']);
  expect((await find('يزد')).names).toEqual(['دانشگاه یزد']);
  expect((await find('ازاد')).names).toEqual(['دانشگاه آزاد اسلامی قم']);
  expect((await find('yAZd')).names).toEqual(['دانشگاه یزد']);
  expect(await find('مریخ')).toEqual({ total: 0, names: [] });
});

test('pages follow each other without a gap or a repetition', async () => {
  const pages = [await find('', 0, 2), await find('', 1, 2), await find('', 2, 2)];
  expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
  const names = pages.flatMap((page) => page.names);
  expect(names).toEqual((await find('', 0, 5)).names);
  expect(new Set(names).size).toBe(5);
});

test('what is found says who answers for it, and whether it has started', async () => {
  const { id } = await aUniversity(database, {
    nameFa: 'دانشگاه ابر',
    kind: 'azad',
    startedAt: null,
  });
  expect(await universityOf(database.db.read, id)).toMatchObject({ kind: 'azad', started: false });
  const { universities } = await searchUniversities(database.db.read, {
    text: 'ابر',
    page: 0,
    size: 1,
  });
  expect(universities).toMatchObject([{ id, kind: 'azad', started: false }]);
  expect(await universityOf(database.db.read, 1)).toBeNull();
});

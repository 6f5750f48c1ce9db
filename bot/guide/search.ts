import { searchKey } from '../../core/text.ts';
import { languages, phrasesIn, words } from '../view/language.ts';
import type { TopicName } from './topics.ts';

/** The topic that a word is about, in either language and any spelling: by its name, its words or its title. */
export function topicAbout(word: string, names: readonly TopicName[]): TopicName | undefined {
  const asked = keyOf(word);
  if (asked === '') return undefined;
  const exact = names.find((name) => keysOf(name).includes(asked));
  return exact ?? names.find((name) => keysOf(name).some((key) => isNear(key, asked)));
}

/** One word inside the other, long enough not to be in all of them. */
const isNear = (key: string, asked: string): boolean =>
  (asked.length >= 3 && key.includes(asked)) || (key.length >= 3 && asked.includes(key));

function keysOf(name: TopicName): string[] {
  const told = languages.flatMap((language) => {
    const { plain } = words[language];
    return [plain(`guide.titles.${name}`), ...phrasesIn(plain(`guide.words.${name}`))];
  });
  return [name, ...told].map(keyOf);
}

/** Spaces go too: some write them where others write a half-space. */
const keyOf = (text: string): string => searchKey(text).replaceAll(' ', '');

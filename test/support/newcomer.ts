import { eyesOn } from '../../bot/playground/journey/eyes.ts';
import { playgroundBot } from '../../bot/playground/people.ts';
import type { Playground } from '../../bot/playground/playground.ts';
import type { Language } from '../../bot/view/language.ts';
import type { TestDatabase } from './database.ts';
import { inventedName, nationalId, serial } from './made-up.ts';
import { Desk } from './office.ts';
import { patience } from './play.ts';

/** Somebody whom the bot does not know yet, at the chat and with a phone in hand. */
export class Newcomer extends Desk {
  readonly firstName: string;
  readonly lastName: string;
  readonly identityNumber: string;
  /** 09…, as people type it. */
  readonly mobile: string;
  readonly #playground: Playground;
  readonly #database: TestDatabase;

  constructor(playground: Playground, database: TestDatabase) {
    const number = serial();
    const names = inventedName('male', number);
    const mobile = `0913${String(number).padStart(7, '0')}`;
    const phone = `98${mobile.slice(1)}`;
    const person = playground.telegram.person({ ...names, id: 600_000 + number, phone });
    super(person.chatWith(playgroundBot.username));
    this.firstName = names.firstName;
    this.lastName = names.lastName;
    this.identityNumber = nationalId(number);
    this.mobile = mobile;
    this.#playground = playground;
    this.#database = database;
  }

  /** Opens the chat, by a link with a payload or without, and chooses the language. */
  async arrive(payload = '', language: Language = 'fa'): Promise<void> {
    await this.writeFor(`/start ${payload}`.trim(), 'language');
    await this.tap(`lang:${language}`);
  }

  /** Reads the picture on the screen and writes what it says. */
  async readPicture(then: string | RegExp): Promise<void> {
    const eyes = eyesOn(this.#database.db);
    await this.writeFor(await eyes(this.chat.id), then);
  }

  /** Writes the code that comes to the phone. */
  async writeCode(then: string | RegExp): Promise<void> {
    const message = await this.#playground.phones.next(`+98${this.mobile.slice(1)}`, patience);
    await this.writeFor(message.kind === 'code' ? message.code : '', then);
  }
}

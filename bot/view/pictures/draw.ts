import type { Picture } from '../message.ts';
import { captchaPicture } from './captcha.ts';

/** The PNG of a picture that was written down as data. */
export const drawPicture = (picture: Picture): Uint8Array => captchaPicture(picture);

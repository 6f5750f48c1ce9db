import { describe } from 'vitest';
import { testKills } from '../support/killed-journey.ts';

describe('killed with -9 in every step, on the embedded database', () => testKills(0));

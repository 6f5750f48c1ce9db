import { describe } from 'vitest';
import { givenServer } from '../support/kill-store.ts';
import { testKills } from '../support/killed-journey.ts';

const server = givenServer();

describe.runIf(server)('killed with -9 in every step, on PostgreSQL', () => testKills(1, server));

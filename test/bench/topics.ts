import type { Topic } from './figures.ts';
import { journey } from './journey.ts';
import { pay } from './pay.ts';
import { queries } from './queries.ts';
import { replicas } from './replicas.ts';
import { sending } from './sending.ts';
import { start } from './start.ts';

export const topics: readonly Topic[] = [start, pay, queries, sending, journey, replicas];

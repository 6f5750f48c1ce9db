import { z } from 'zod';
import { applicationStates } from '../applications/types.ts';
import { levels } from '../registry/types.ts';
import { languages, topics } from './types.ts';

const ids = z.array(z.int32().positive()).min(1).max(500).readonly().exactOptional();

export const audienceSchema = z.object({
  universityIds: ids,
  unitIds: ids,
  levels: z.array(z.enum(levels)).min(1).readonly().exactOptional(),
  states: z.array(z.enum(applicationStates)).min(1).readonly().exactOptional(),
  languages: z.array(z.enum(languages)).min(1).readonly().exactOptional(),
});

export const mediaSchema = z.object({
  kind: z.enum(['photo', 'document']),
  fileId: z.string().min(1).max(512),
});

export const textsSchema = z.object({
  fa: z.string().min(1).exactOptional(),
  en: z.string().min(1).exactOptional(),
});

/** How an announcement is stored. */
export const contentSchema = z.object({
  topic: z.enum(topics),
  texts: textsSchema,
  media: mediaSchema.nullable(),
  audience: audienceSchema,
});

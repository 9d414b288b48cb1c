// Operations on what is recorded beside events: objects and samples of named queries.
import { z } from 'zod';
import { namedQueryInputSchema, recordedQuerySchema } from '#shared/model/recorder/named-query.ts';
import { recordedObjectsSchema } from '#shared/model/recorder/recorded-objects.ts';
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);

export const queriesContract = {
  feed: op.output(feed(recordedQuerySchema)),
  /** Another expression makes another query; what was recorded of the old one stays under that. */
  save: op.input(z.object({ query: namedQueryInputSchema, by })).output(z.object({ key: z.string() })),
  /** Not asked any more; what is recorded stays. Refused while a trigger or a criterion is judged by it. */
  remove: op.input(z.object({ key: z.string().min(1).max(100), by })).output(nothing),
};

/** Kinds of objects of which versions are kept. */
export const objectsContract = op.output(z.array(recordedObjectsSchema));

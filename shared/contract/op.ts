// What every domain of the contract is made of: an operation with the closed set of errors, and a feed.
import { eventIterator, oc, type Schema } from '@orpc/contract';
import { z } from 'zod';
import { feedMessageSchema, type FeedMessage } from '#shared/model/feed.ts';
import { madeOnce } from '#shared/model/made-once.ts';
import { opsErrorCodes, type OpsErrorCode } from '#shared/model/ops-error.ts';

/** Every operation may answer with any code of OpsError; the message is for people. */
export const op = oc.errors(
  Object.fromEntries(opsErrorCodes.map((code) => [code, {}])) as Record<OpsErrorCode, Record<never, never>>,
);
export const nothing = z.void();
export const feed = <S extends z.ZodType>(entry: S) => eventIterator(messagesOf(entry));

/** The schema is made with the first message: there are dozens of feeds, and a start sends none. */
function messagesOf<S extends z.ZodType>(entry: S): Schema<FeedMessage<z.input<S>>, FeedMessage<z.output<S>>> {
  const schema = madeOnce(() => feedMessageSchema(entry));
  return { '~standard': { vendor: 'zod', version: 1, validate: (message) => schema()['~standard'].validate(message) } };
}

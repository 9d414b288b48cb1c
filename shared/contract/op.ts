// What every domain of the contract is made of: an operation with the closed set of errors, and a feed.
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { feedMessageSchema } from '#shared/model/feed.ts';
import { opsErrorCodes, type OpsErrorCode } from '#shared/model/ops-error.ts';

/** Every operation may answer with any code of OpsError; the message is for people. */
export const op = oc.errors(
  Object.fromEntries(opsErrorCodes.map((code) => [code, {}])) as Record<OpsErrorCode, Record<never, never>>,
);
export const nothing = z.void();
export const feed = <S extends z.ZodType>(entry: S) => eventIterator(feedMessageSchema(entry));

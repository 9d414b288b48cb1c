// Operations on secrets that the desktop app keeps. None answers with a value, and none reaches a system.
import { z } from 'zod';
import { keychainSchema, secretNameSchema, secretValueSchema } from '#shared/model/kept-secret.ts';
import { nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);
const one = z.object({ name: secretNameSchema });

export const secretsContract = {
  list: op.output(keychainSchema),
  /** In place of one of the same name. */
  put: op.input(one.extend({ value: secretValueSchema, by })).output(nothing),
  remove: op.input(one.extend({ by })).output(nothing),
};

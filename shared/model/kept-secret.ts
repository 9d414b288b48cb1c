// Secrets that the desktop app keeps, encrypted by the system: their names and since when. A value goes in and is never told.
import { z } from 'zod';

export const secretNameSchema = z.string().regex(/^[\w.@-]{1,100}$/, 'a name has 1 to 100 letters, digits or . _ @ -');

/** What is shorter could not be found, and so not be hidden, in what is kept. */
export const shortestSecret = 4;
export const secretValueSchema = z
  .string()
  .min(shortestSecret, `at least ${shortestSecret} characters: a shorter one could not be hidden wherever it appears`)
  .max(8192, 'at most 8192 characters')
  // A line break would begin another header.
  // oxlint-disable-next-line no-control-regex
  .regex(/^[^\r\n\0]*$/, 'one line of text');

export const keptSecretSchema = z.object({ name: secretNameSchema, storedAt: z.number() });
export type KeptSecret = z.infer<typeof keptSecretSchema>;

export const keychainSchema = z.object({
  /** Why nothing can be stored here; null where it can. */
  refusal: z.string().nullable(),
  /** In the order of their names. */
  entries: z.array(keptSecretSchema),
});
export type KeychainView = z.infer<typeof keychainSchema>;

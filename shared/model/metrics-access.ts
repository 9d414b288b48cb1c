// How a Prometheus or an Alertmanager is reached beside its URL. Secrets are named here and never written: where each is
// kept, a reference says.
import { z } from 'zod';

/** Where a secret is kept: a variable of the environment, an entry of the system's keychain, or a file. */
export const secretRefSchema = z
  .string()
  .max(1000)
  .regex(
    /^(env:[A-Za-z_][A-Za-z0-9_]*|keychain:[\w.@-]{1,100}|file:\/\S.*)$/,
    'allowed: env:NAME, keychain:NAME or file:/path; the secret itself is not kept here',
  );

const path = z.string().max(1000).regex(/^(\/|[A-Za-z]:[\\/])/, 'a path from the root of the file system').nullable(); // prettier-ignore
const words = z.string().max(2000).regex(/^[\t\x20-\x7e\x80-\uffff]*$/, 'one line of text'); // prettier-ignore

export const metricsAccessSchema = z.object({
  auth: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('basic'), username: words.min(1, 'a user name is needed'), password: secretRefSchema }),
    z.object({ kind: z.literal('bearer'), token: secretRefSchema }),
  ]),
  /** Trusted in place of the system's authorities. */
  caFile: path,
  /** With which the server is convinced who asks; both or neither. */
  certFile: path,
  keyFile: path,
  /** The certificate is not looked at: whoever answers is believed. Shown in red and recorded. */
  skipVerify: z.boolean(),
  /** Sent with each question; a value may be a reference to a secret. */
  headers: z
    .array(
      z.object({
        name: z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'not a name of a header'),
        value: words,
      }),
    )
    .max(20),
});
export type MetricsAccess = z.infer<typeof metricsAccessSchema>;

export const plainAccess: MetricsAccess = {
  auth: { kind: 'none' },
  caFile: null,
  certFile: null,
  keyFile: null,
  skipVerify: false,
  headers: [],
};

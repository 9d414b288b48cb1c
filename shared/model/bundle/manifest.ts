// What a bundle says of itself: what is in it, what was replaced, what was left out. Hashes are SHA-256 in hexadecimal.
import { z } from 'zod';
import { bundleVersion } from './limits.ts';

const epochMs = z.number();
const count = z.int().nonnegative();
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(1000);

/** Why a piece of text was replaced: a secret this app held, one known by name or shape, or a random word. */
export const redactionKindSchema = z.enum(['known', 'secret', 'random']);
export type RedactionKind = z.infer<typeof redactionKindSchema>;

export const redactionSchema = z.object({
  /** `table.column`. */
  place: z.string().max(200),
  kind: redactionKindSchema,
  count,
});
export type Redaction = z.infer<typeof redactionSchema>;

export const bundleTableSchema = z.object({
  name: z.string().max(100),
  rows: count,
  /** Of all values together. */
  bytes: count,
  /** Over its rows in their order. */
  sha256: sha256Schema,
});
export type BundleTable = z.infer<typeof bundleTableSchema>;

export const bundledIncidentSchema = z.object({
  id: z.string().max(200),
  /** As people call it: INC-3. */
  label: z.string().max(100),
  title: words,
});
export type BundledIncident = z.infer<typeof bundledIncidentSchema>;

export const manifestSchema = z.object({
  format: z.literal('readyroom-bundle'),
  version: z.literal(bundleVersion),
  /** Of the record whose tables these are. */
  recordVersion: z.int().positive(),
  /** The program and its version. */
  madeBy: z.string().max(100),
  madeAt: epochMs,
  /** Of the machine that it was made on, an IANA name. */
  timeZone: z.string().max(100),
  incident: bundledIncidentSchema,
  /** Of the incident itself, and how much around it was taken along. */
  span: z.object({ fromMs: epochMs, toMs: epochMs, beforeMs: count, afterMs: count }),
  database: z.object({ bytes: count, sha256: sha256Schema }),
  tables: z.array(bundleTableSchema).max(200),
  /** The journal's hash chain: the first and last event taken along, and the hash of the last. */
  chain: z.object({
    first: count,
    last: count,
    events: count,
    root: sha256Schema.nullable(),
    /** Events whose text was replaced; each has a hash over what it became. */
    redacted: count,
  }),
  redactions: z.array(redactionSchema).max(5000),
  leftOut: z.array(z.object({ what: words, why: words, count: count.nullable() })).max(1000),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const signatureSchema = z.object({
  algorithm: z.literal('Ed25519'),
  /** Of the raw 32 bytes and of the signature's 64, base64. */
  publicKey: z.string().length(44),
  signature: z.string().length(88),
});
export type Signature = z.infer<typeof signatureSchema>;

/** How much is proven of who made a bundle. */
export const signedSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unsigned') }),
  /** `known`: the key is this machine's own or was accepted here by a person. */
  z.object({
    state: z.literal('verified'),
    fingerprint: z.string(),
    known: z.boolean(),
    name: z.string(),
    /** Base64; absent of bundles that were read before it was kept. */
    publicKey: z.string().optional(),
    /** When a person said whose it is, and who; absent of this machine's own. */
    knownSince: epochMs.optional(),
    addedBy: z.string().optional(),
  }),
  z.object({ state: z.literal('broken'), reason: z.string() }),
]);
export type Signed = z.infer<typeof signedSchema>;

/** How much is proven of the events: each is hashed over the one before. */
export const proofSchema = z.object({
  state: z.enum(['checking', 'whole', 'redacted', 'altered', 'failed']),
  checked: count,
  redacted: count,
  altered: count,
  /** In words, for people. */
  words: z.string(),
});
export type Proof = z.infer<typeof proofSchema>;

/** Where the clock can go: from the first moment taken along to the last. */
export function boundsOf({ span }: Pick<Manifest, 'span'>): { fromMs: number; toMs: number } {
  return { fromMs: span.fromMs - span.beforeMs, toMs: span.toMs + span.afterMs };
}

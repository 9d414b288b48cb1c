// Inspects mutated bundles, one after the other, in a process that may be lost. Says before each which one it is, so that a
// crash or a hang can be made again.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { footerBytes, readFooter, sha256, writeFooter } from '#engine/bundles/layout.ts';
import { randomFrom, type Random } from '#engine/redact/redaction-corpus.fixture.ts';
import { hashBundle } from '#engine/review/hash-bundle.ts';
import { inspectBundle } from '#engine/review/inspect-bundle.ts';
import { proveBundle } from '#engine/store/bundle-proof.ts';
import { tablesOf, totalOf } from '#engine/store/bundle-tables.ts';
import type { ReadDb } from '#engine/store/database.ts';
import type { Manifest, Proof } from '#shared/model/bundle/manifest.ts';
import { mutate } from './mutate.ts';

export interface ChildStart {
  bundle: string;
  folder: string;
  seed: number;
}
export type FromFuzzChild =
  | { kind: 'begins'; input: number }
  | { kind: 'verdict'; input: number; verdict: string; failure: string | null };

const { bundle, folder, seed } = JSON.parse(process.argv.at(-1) ?? '{}') as ChildStart;
const bytes = readFileSync(bundle);
const footer = readFooter(bytes.subarray(-footerBytes), bytes.length);
const parts = {
  database: bytes.subarray(0, footer.databaseBytes),
  manifest: bytes.subarray(footer.databaseBytes, footer.databaseBytes + footer.manifestBytes),
};
const file = join(folder, 'mutated.rrb');

/** One hash over every row of every table. */
const wordsOfRows = (read: ReadDb): string =>
  JSON.stringify(tablesOf(read).map((table) => totalOf(read, table).sha256));

/** Half of the inputs are sealed again after the harm, so that what lies behind the hashes is reached too. */
function inputOf(random: Random): Buffer {
  if (random() < 0.5) return mutate(bytes, random);
  const asManifest = random() < 0.3;
  const database = asManifest ? parts.database : padded(mutate(parts.database, random));
  const said = JSON.parse(parts.manifest.toString()) as Manifest;
  const honest = { ...said, database: { bytes: database.length, sha256: sha256(database).toString('hex') } };
  const manifest = asManifest ? mutate(parts.manifest, random) : Buffer.from(JSON.stringify(honest));
  const seal = writeFooter({ databaseBytes: database.length, manifestBytes: manifest.length, signatureBytes: 0, manifestSha256: sha256(manifest), signatureSha256: sha256(Buffer.alloc(0)) }); // prettier-ignore
  return Buffer.concat([database, manifest, seal]);
}

/** Whole pages, as the layout wants. */
const padded = (database: Buffer): Buffer => Buffer.concat([database, Buffer.alloc((4096 - (database.length % 4096)) % 4096)]); // prettier-ignore

const hashed = async (name: string) => hashBundle(name);

async function inspect(): Promise<{ verdict: string; rows: string | null; proof: Proof | null }> {
  try {
    const { read, manifest } = await inspectBundle(file, hashed(file));
    try {
      const proving = proveBundle(read, manifest);
      let step = proving.next();
      while (step.done !== true) step = proving.next();
      return { verdict: `taken: ${step.value.state}`, rows: wordsOfRows(read), proof: step.value };
    } finally {
      read.close();
    }
  } catch (error) {
    const [entry = ''] = (error as Error).message.split(/:| /);
    const named = /^(footer|manifest|signature|database|table|The|the)$/.test(entry);
    return { verdict: named ? `refused: ${entry}` : `refused without a name: ${(error as Error).message.slice(0, 120)}`, rows: null, proof: null }; // prettier-ignore
  }
}

const tell = (message: FromFuzzChild): void => void process.send?.(message);
writeFileSync(file, bytes);
const sound = (await inspect()).rows;

process.on('disconnect', () => process.exit());
process.on('message', (input: number) => void one(input));

async function one(input: number): Promise<void> {
  tell({ kind: 'begins', input });
  const random = randomFrom(seed * 1_000_003 + input);
  writeFileSync(file, inputOf(random));
  const { verdict, rows, proof } = await inspect();
  const failure =
    rows !== null && rows !== sound && proof?.state !== 'altered'
      ? 'rows that are not what was exported were taken for it'
      : verdict.startsWith('refused without')
        ? verdict
        : ({} as { polluted?: unknown }).polluted !== undefined
          ? 'Object.prototype was changed'
          : null;
  tell({ kind: 'verdict', input, verdict, failure });
}

// Exports an incident out of a record that somebody else may be writing: it is only read. For the command line; a console
// makes drafts, which can be looked at first.
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Manifest } from '#shared/model/bundle/manifest.ts';
import { localZone } from '#shared/model/local-zone.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { createSecretReader } from '../secrets/secret-reader.ts';
import { openForReading } from '../store/database.ts';
import { nameWhole, partFile, type TellLeftover } from '../store/part-file.ts';
import { version } from '../version.ts';
import { bundledIncident, type BundledSpan } from './bundled-incident.ts';
import { bundlePath } from './drafts.ts';
import { namedSecretValues } from './named-secrets.ts';
import { createSigningKeys } from './signing-key.ts';
import { writeApart } from './write-apart.ts';
import { signBundle, type WriteProgress } from './write-bundle.ts';

export interface ExportRequest {
  dataDir: string;
  /** An id, or INC-3. */
  incident: string;
  /** Where it goes, by the incident's label; a whole path. */
  fileOf: (label: string) => string;
  beforeMs: number;
  afterMs: number;
  sign: boolean;
  env: Record<string, string | undefined>;
  now: () => number;
  tell: (progress: WriteProgress) => void;
  signal: AbortSignal;
  /** Told of what a killed export to the same file had left. */
  tellLeftover: TellLeftover;
}

export interface ExportedIncident {
  file: string;
  fileBytes: number;
  manifest: Manifest;
  /** The key that signed it and where its private half is kept; null for none. */
  signedBy: { fingerprint: string; keptIn: string } | null;
}

/** @throws OpsError `not_found`, `conflict`, `bad_input`, `unavailable`, `too_large`; or the signal's reason. */
export async function exportIncident(asked: ExportRequest): Promise<ExportedIncident> {
  const { dataDir, beforeMs, afterMs, now } = asked;
  const recordFile = join(dataDir, 'readyroom.db');
  const { span, secrets } = await lookUp(recordFile, asked);
  const file = bundlePath(asked.fileOf(span.incident.label));
  const { path: torn, remove } = partFile(file, asked.tellLeftover);
  try {
    refuseTarget(file, torn);
    const timeZone = localZone();
    const request = { ...span, beforeMs, afterMs, secrets, madeBy: `Ready Room ${version}`, madeAt: now(), timeZone };
    const { manifest, fileBytes } = await writeApart({ recordFile, file: torn, request }, asked.tell, asked.signal);
    const key = asked.sign ? await createSigningKeys({ dataDir, keychain: null, onSecret: () => undefined }).get('cli') : null; // prettier-ignore
    const bytes = key === null ? fileBytes : signBundle(torn, manifest, key.privatePem);
    nameWhole(torn, file);
    return { file, fileBytes: bytes, manifest, signedBy: key && { fingerprint: key.fingerprint, keptIn: key.keptIn } };
  } finally {
    remove();
  }
}

/** Before all the work, not after it. */
function refuseTarget(file: string, torn: string): void {
  if (existsSync(file)) throw new OpsError('conflict', `${file} is there already and was left as it is; choose another name`); // prettier-ignore
  try {
    closeSync(openSync(torn, 'wx', 0o600));
    rmSync(torn);
  } catch (error) {
    throw new OpsError('unavailable', `No bundle can be written into ${dirname(file)}: ${messageOf(error)}`, { cause: error }); // prettier-ignore
  }
}

async function lookUp(
  recordFile: string,
  { incident, env, now }: ExportRequest,
): Promise<{ span: BundledSpan; secrets: string[] }> {
  // prettier-ignore
  const read = openForReading(recordFile);
  try {
    const span = bundledIncident(read, incident, now());
    return { span, secrets: await namedSecretValues(read, createSecretReader({ env, onSecret: () => undefined })) };
  } finally {
    read.close();
  }
}

// The values of all secrets that the record names, to the letter, so that none of them leaves in a bundle. What cannot be read
// now is not known here, and is left to the rules for names and shapes.
import { OpsError } from '#shared/model/ops-error.ts';
import type { SecretReader } from '../secrets/secret-reader.ts';
import type { ReadDb } from '../store/database.ts';
import { listEnvironments } from '../store/environment-rows.ts';
import { listScrapeTargets } from '../store/scrape-rows.ts';

const reference = /^(?:env|file|keychain):.+$/s;

export async function namedSecretValues(read: ReadDb, { read: readSecret }: SecretReader): Promise<string[]> {
  const references = new Set([...listEnvironments(read), ...listScrapeTargets(read).map(({ fields }) => JSON.parse(fields) as unknown)].flatMap(textsIn).filter((text) => reference.test(text))); // prettier-ignore
  const values: string[] = [];
  for (const name of references) {
    try {
      values.push(await readSecret(name));
    } catch (error) {
      if (!(error instanceof OpsError)) throw error;
    }
  }
  return values;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

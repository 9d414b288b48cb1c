// Reads the certificates with which an engine behind TLS is reached. Says which file is missing or cannot be used.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OpsError } from '#shared/model/ops-error.ts';
import type { TlsMaterial } from './engine-address.ts';

const names = { ca: 'ca.pem', cert: 'cert.pem', key: 'key.pem' } as const;

/**
 * @param wanted `ca`: there has to be a ca.pem, as DOCKER_TLS_VERIFY promises; `any`: null where the folder has none of
 * the three files.
 * @throws OpsError `not_found`, `denied` or `bad_input` that names the file.
 */
export async function readTlsMaterial(
  folder: string,
  wanted: 'ca' | 'any',
  verify: boolean,
): Promise<TlsMaterial | null> {
  const [ca, cert, key] = await Promise.all(
    [names.ca, names.cert, names.key].map((name) => textOf(join(folder, name))),
  );
  if (!ca && !cert && !key && wanted === 'any') return null;
  const missing = (name: string, why: string): OpsError => new OpsError('not_found', `there is no ${join(folder, name)}, ${why}`); // prettier-ignore
  if (!ca && wanted === 'ca') throw missing(names.ca, 'which DOCKER_TLS_VERIFY needs');
  if (cert && !key) throw missing(names.key, `which belongs to ${names.cert}`);
  if (key && !cert) throw missing(names.cert, `which belongs to ${names.key}`);
  for (const [name, text] of [[names.ca, ca], [names.cert, cert]] as const) if (text) check(() => new X509Certificate(text), join(folder, name), 'a certificate'); // prettier-ignore
  if (key) check(() => createPrivateKey(key), join(folder, names.key), 'a private key without a passphrase');
  return { ca: ca ?? null, cert: cert ?? null, key: key ?? null, verify, folder };
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new OpsError(code === 'EACCES' ? 'denied' : 'unavailable', `${file} cannot be read: ${message}`, {
      cause: error,
    });
  }
}

function check(read: () => unknown, file: string, what: string): void {
  try {
    read();
  } catch (error) {
    throw new OpsError('bad_input', `${file} is not ${what} in PEM`, { cause: error });
  }
}

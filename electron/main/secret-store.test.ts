// The keeping of secrets over a cipher that a test can take away.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSecretStore, type Cipher } from './secret-store.ts';

/** AES with a key of this test: another one cannot decrypt what it encrypted. */
function cipherOf(key = randomBytes(32)): Cipher & { refuse: string | null } {
  const cipher = {
    refuse: null as string | null,
    refusal: () => cipher.refuse,
    encrypt: (text: string) => {
      const iv = randomBytes(12);
      const made = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([made.update(text, 'utf8'), made.final()]);
      return Buffer.concat([iv, made.getAuthTag(), sealed]);
    },
    decrypt: (sealed: Buffer) => {
      const made = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(12, 28));
      return made.update(sealed.subarray(28), undefined, 'utf8') + made.final('utf8');
    },
  };
  return cipher;
}

function setup(cipher = cipherOf()) {
  const dir = mkdtempSync(join(tmpdir(), 'secrets-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'secrets.json');
  return { dir, file, cipher, ask: createSecretStore({ file, cipher, now: () => 7 }) };
}

const value = 'hush-hush-42';
const put = (name: string, secret = value) => ({ kind: 'put_secret' as const, name, value: secret });

test('what is stored is read by its name after a new start, listed without it, and in no byte of the folder', () => {
  const { dir, file, cipher, ask } = setup();
  expect(ask({ kind: 'secrets' })).toEqual({ ok: true, secret: null, keychain: { refusal: null, entries: [] } });
  const listed = ask(put('prom'));
  expect(listed).toEqual({ ok: true, secret: null, keychain: { refusal: null, entries: [{ name: 'prom', storedAt: 7 }] } }); // prettier-ignore
  expect(JSON.stringify(listed)).not.toContain(value);
  ask(put('__proto__', 'another-one'));
  const again = createSecretStore({ file, cipher, now: () => 8 });
  expect(again({ kind: 'secret', name: 'prom' })).toMatchObject({ ok: true, secret: value });
  expect(again({ kind: 'secret', name: '__proto__' })).toMatchObject({ secret: 'another-one' });
  expect(again({ kind: 'secret', name: 'none' })).toMatchObject({ ok: true, secret: null });
  expect(readdirSync(dir)).toEqual(['secrets.json']);
  const bytes = readFileSync(file);
  for (const form of [value, Buffer.from(value).toString('base64').slice(0, -2)]) expect(bytes.includes(form)).toBe(false); // prettier-ignore
  // Windows has no such modes, and says that all may write.
  expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
});

test('one of the same name takes its place; one that was removed is gone, and cannot be removed again', () => {
  const { ask } = setup();
  ask(put('prom'));
  ask(put('prom', 'newer-one'));
  expect(ask({ kind: 'secret', name: 'prom' })).toMatchObject({ secret: 'newer-one' });
  expect(ask({ kind: 'remove_secret', name: 'prom' })).toMatchObject({ ok: true, keychain: { entries: [] } });
  expect(ask({ kind: 'remove_secret', name: 'prom' })).toMatchObject({ ok: false, code: 'not_found' });
});

test('where the system encrypts nothing, nothing is stored or read, and it says why; removing still works', () => {
  const { dir, cipher, ask } = setup();
  ask(put('prom'));
  const before = readFileSync(join(dir, 'secrets.json'));
  cipher.refuse = 'no keyring: install one';
  expect(ask(put('other'))).toEqual({ ok: false, code: 'unavailable', message: 'no keyring: install one' });
  expect(ask({ kind: 'secret', name: 'prom' })).toMatchObject({ ok: false, code: 'unavailable' });
  expect(ask({ kind: 'secret', name: 'none' })).toMatchObject({ ok: true, secret: null });
  expect(ask({ kind: 'secrets' })).toMatchObject({ keychain: { refusal: 'no keyring: install one', entries: [{ name: 'prom' }] } }); // prettier-ignore
  expect(readFileSync(join(dir, 'secrets.json'))).toEqual(before);
  expect(ask({ kind: 'remove_secret', name: 'prom' })).toMatchObject({ ok: true });
});

test('another key of the system, or a file of another make, is said, and the file is left as it is', () => {
  const { file, ask } = setup();
  ask(put('prom'));
  const moved = createSecretStore({ file, cipher: cipherOf(), now: () => 8 });
  expect(moved({ kind: 'secret', name: 'prom' })).toMatchObject({ ok: false, code: 'denied', message: expect.stringContaining('store it anew') }); // prettier-ignore
  writeFileSync(file, `{"secrets": "${value}`);
  const refused = ask(put('other'));
  expect(refused).toMatchObject({ ok: false, code: 'unavailable', message: expect.stringContaining('left as it is') });
  expect(JSON.stringify(refused)).not.toContain(value);
  expect(readFileSync(file, 'utf8')).toBe(`{"secrets": "${value}`);
});

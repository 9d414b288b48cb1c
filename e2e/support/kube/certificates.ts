// Certificate authorities and certificates made at start, so that the fake needs no tool and no file. Not for real use.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, integer, objectId, octets, sequence, set, tagged, text, time, yes } from './der.ts';

export type CertificateState = 'good' | 'expired' | 'wrong_host' | 'other_ca';

export interface Authority {
  pem: string;
  name: string;
  key: KeyObject;
  publicKey: KeyObject;
}

export interface Certificate {
  certPem: string;
  keyPem: string;
}

const dayMs = 86_400_000;
const ecdsaSha256 = sequence(objectId('1.2.840.10045.4.3.2'));

const nameOf = (commonName: string, organisation?: string): Buffer => {
  const part = (id: string, value: string): Buffer => set(sequence(objectId(id), text(value)));
  return organisation === undefined
    ? sequence(part('2.5.4.3', commonName))
    : sequence(part('2.5.4.10', organisation), part('2.5.4.3', commonName));
};

const extension = (id: string, content: Buffer, isCritical = false): Buffer =>
  isCritical ? sequence(objectId(id), yes, octets(content)) : sequence(objectId(id), octets(content));

const keyId = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();

interface Wanted {
  subject: Buffer;
  publicKey: KeyObject;
  issuer: Buffer;
  issuerKey: KeyObject;
  notBefore: number;
  notAfter: number;
  extensions: Buffer[];
}

function certificatePem(wanted: Wanted): string {
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    ecdsaSha256,
    wanted.issuer,
    sequence(time(wanted.notBefore), time(wanted.notAfter)),
    wanted.subject,
    wanted.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...wanted.extensions)),
  );
  const whole = sequence(body, ecdsaSha256, bits(sign('sha256', body, wanted.issuerKey)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** A self-signed authority, valid for a year from yesterday. */
export function makeAuthority(name: string, now = Date.now()): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = certificatePem({
    subject: nameOf(name),
    publicKey,
    issuer: nameOf(name),
    issuerKey: privateKey,
    notBefore: now - dayMs,
    notAfter: now + 365 * dayMs,
    extensions: [
      extension('2.5.29.19', sequence(yes), true),
      // keyCertSign and cRLSign
      extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
      extension('2.5.29.14', octets(keyId(publicKey))),
    ],
  });
  return { pem, name, key: privateKey, publicKey };
}

const subjectAltName = (hosts: string[]): Buffer =>
  extension(
    '2.5.29.17',
    sequence(
      ...hosts.map((host) =>
        /^[\d.]+$/.test(host)
          ? tagged(0x87, Buffer.from(host.split('.').map(Number)))
          : tagged(0x82, Buffer.from(host, 'ascii')),
      ),
    ),
  );

function issue(
  authority: Authority,
  subject: Buffer,
  purpose: string,
  more: Buffer[],
  days: [number, number],
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const certPem = certificatePem({
    subject,
    publicKey,
    issuer: nameOf(authority.name),
    issuerKey: authority.key,
    notBefore: now + days[0] * dayMs,
    notAfter: now + days[1] * dayMs,
    extensions: [
      extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
      extension('2.5.29.37', sequence(objectId(purpose))),
      extension('2.5.29.35', sequence(tagged(0x80, keyId(authority.publicKey)))),
      ...more,
    ],
  });
  return { certPem, keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** For 127.0.0.1 and localhost, or for another host, or one whose time is over. */
export function serverCertificate(authority: Authority, state: CertificateState): Certificate {
  const hosts = state === 'wrong_host' ? ['elsewhere.example'] : ['127.0.0.1', 'localhost', 'kubernetes.default.svc'];
  const days: [number, number] = state === 'expired' ? [-30, -1] : [-1, 90];
  return issue(authority, nameOf('kube-apiserver'), '1.3.6.1.5.5.7.3.1', [subjectAltName(hosts)], days);
}

/** The common name is the user, as the API server reads it. */
export const clientCertificate = (authority: Authority, user: string): Certificate =>
  issue(authority, nameOf(user, 'ops'), '1.3.6.1.5.5.7.3.2', [], [-1, 90]);

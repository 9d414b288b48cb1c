// Logging in with a token of an OpenID issuer: the one that the kubeconfig has, or a new one for its refresh token.
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeAuthority, serverCertificate } from './support/kube/certificates.ts';
import { eventually, fakeCluster, follow, type Followed } from './support/kube-engine.ts';

const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
const tokenFor = (expiresInMs: number, name: string): string =>
  `${part({ alg: 'none' })}.${part({ exp: Math.round((Date.now() + expiresInMs) / 1000), name })}.sig`;

/** An issuer that gives `answer` for every refresh token and keeps what it was asked. */
async function startIssuer(answer: (refreshToken: string | null, issuer: string) => object | null) {
  const authority = makeAuthority('issuer-ca');
  const { certPem, keyPem } = serverCertificate(authority, 'good');
  const asked: (string | null)[] = [];
  const server = createServer({ cert: certPem, key: keyPem }, (request, response) => {
    const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration')
      return void response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth`, jwks_uri: `${issuer}/keys`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] })); // prettier-ignore
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const refreshToken = new URLSearchParams(body).get('refresh_token');
      asked.push(refreshToken);
      const found = answer(refreshToken, issuer);
      if (!found) response.statusCode = 400;
      response.end(JSON.stringify(found ?? { error: 'invalid_grant' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, ca: Buffer.from(authority.pem).toString('base64') };
}
const until = (followed: Followed, state: string): Promise<void> =>
  eventually(() => followed.connection().state === state, () => followed.connection()); // prettier-ignore
const connect = (followed: Followed): void =>
  followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest: null });
const userOf = (config: Record<string, string>) => ({ user: { 'auth-provider': { name: 'oidc', config } } });

describe('an OIDC login', () => {
  test('uses the token of the kubeconfig while it holds, and asks nobody', async () => {
    const cluster = await fakeCluster();
    const token = tokenFor(600_000, 'present');
    cluster.faults.issueToken(token);
    const followed = follow(cluster.kubeconfig(userOf({ 'id-token': token })));
    expect((await followed.watch.contexts()).contexts[0]).toMatchObject({ auth: { kind: 'oidc' }, problem: '' });
    connect(followed);
    await until(followed, 'live');
  });

  test('renews an expired one with its issuer, whose CA the kubeconfig names', async () => {
    const cluster = await fakeCluster();
    const issuer = await startIssuer((_, iss) => {
      const iat = Math.round(Date.now() / 1000);
      const claims = { iss, aud: 'kubernetes', sub: 'oncall', iat, exp: iat + 600 };
      const fresh = `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
      cluster.faults.issueToken(fresh);
      return { access_token: 'a', token_type: 'bearer', id_token: fresh, refresh_token: 'next', expires_in: 600 };
    });
    const config = { 'id-token': tokenFor(-1000, 'old'), 'refresh-token': 'first', 'client-id': 'kubernetes', 'idp-issuer-url': issuer.url, 'idp-certificate-authority-data': issuer.ca }; // prettier-ignore
    const followed = follow(cluster.kubeconfig(userOf(config)));
    connect(followed);
    await until(followed, 'live');
    expect(issuer.asked).toEqual(['first']);
  });

  test('that the issuer refuses is denied with its reason and no token in it, and is asked once', async () => {
    const cluster = await fakeCluster();
    const issuer = await startIssuer(() => null);
    const config = { 'id-token': tokenFor(-1000, 'old'), 'refresh-token': 'refused-secret-token', 'client-id': 'kubernetes', 'idp-issuer-url': issuer.url, 'idp-certificate-authority-data': issuer.ca }; // prettier-ignore
    const followed = follow(cluster.kubeconfig(userOf(config)));
    connect(followed);
    await until(followed, 'denied');
    expect(followed.connection().reason).toContain(`the OIDC issuer ${issuer.url} gave no token`);
    expect(followed.connection().reason).not.toContain('refused-secret-token');
  });

  test('that has expired and cannot be renewed says what is missing', async () => {
    const cluster = await fakeCluster();
    const followed = follow(
      cluster.kubeconfig(userOf({ 'id-token': tokenFor(-1000, 'old'), 'client-id': 'kubernetes' })),
    );
    connect(followed);
    await until(followed, 'denied');
    expect(followed.connection().reason).toContain('has no idp-issuer-url, refresh-token');
  });
});

// The copied diagnosis: whole, and without what looks like a secret.
import { expect, test } from 'vitest';
import type { KubeConfigView, KubeConnection } from '#shared/model/kubernetes.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import { diagnosisText, withoutSecrets } from './diagnosis-text.ts';
import { factsOfConnection, factsOfEnvironment } from './source-facts.ts';

test.each([
  ['https://oncall:hunter2@prom.example/x', 'https://[hidden]@prom.example/x'],
  ['GET /?token=abc123def&x=1', 'GET /?token=[hidden]&x=1'],
  ['Authorization: Bearer eyJhbGciOi.abc', 'Authorization: Bearer [hidden]'],
  ['DB_PASSWORD=swordfish', 'DB_PASSWORD=[hidden]'],
  ['"client-secret": "s3cr3t"', '"client-secret": "[hidden]"'],
  ['https://10.0.0.1:6443 answers', 'https://10.0.0.1:6443 answers'],
])('%s is copied as %s', (text, copied) => {
  expect(withoutSecrets(text)).toBe(copied);
});

const connection: KubeConnection = { key: 'kubernetes', state: 'live', since: 0, reason: '', seenAt: 0, retryAt: null, context: 'prod', server: 'https://10.0.0.1', namespaces: [], version: 'v1.36.0', user: 'ops', proxy: 'http://oncall:hunter2@proxy:3128', caDigest: 'ab12', unverified: false, usage: false }; // prettier-ignore
const config: KubeConfigView = {
  files: [{ path: '/home/oncall/.kube/config', answer: '1 context', used: true }],
  contexts: [{ name: 'prod', cluster: 'prod', server: 'https://10.0.0.1', user: 'ops', namespace: null, current: true, problem: '', auth: { kind: 'exec', argv: ['cloud-login', '--key', 'hunter2'], path: '/usr/bin/cloud-login', problem: '', installHint: '', digest: 'd', agreed: true } }], // prettier-ignore
};

test('it names the config file, the program that logged in, the CA and the proxy, and none of the secrets', () => {
  const environment = { ...firstEnvironment, key: 'local', active: true, savedAt: 0, vars: { key: 'hunter2' } };
  const parts = [
    { name: 'Environment', facts: factsOfEnvironment(environment, []) },
    { name: 'Kubernetes', facts: factsOfConnection(connection, config) },
  ];
  const text = diagnosisText({ at: 0, parts, sources: [] });
  for (const words of ['config files: /home/oncall/.kube/config', 'logged in by: /usr/bin/cloud-login', 'CA SHA-256: ab12', 'proxy: http://[hidden]@proxy:3128', 'variables: key']) expect(text).toContain(words); // prettier-ignore
  expect(text).not.toContain('hunter2');
});

test('a connection whose certificates are not checked says so loudly', () => {
  expect(factsOfConnection({ ...connection, unverified: true }, null)['certificates']).toBe('NOT CHECKED');
  expect(factsOfConnection({ ...connection, context: null, state: 'off' }, null)['certificates']).toBeUndefined();
});

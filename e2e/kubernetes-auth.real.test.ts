// Who we are to an API server: every way in which a kubeconfig logs in, what runs for it and when, and what happens when
// it is no longer believed.
import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually, fakeCluster, follow, type Followed } from './support/kube-engine.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'auth-'));
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function connect(followed: Followed, agreedDigest: string | null = null): void {
  followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest });
}
const until = (followed: Followed, state: string): Promise<void> =>
  eventually(() => followed.connection().state === state, () => followed.connection()); // prettier-ignore

/** A login command that writes down how it was called, and answers with what stands in `answer.json`. */
function plugin(answer: unknown, exitCode = 0) {
  const dir = folder();
  const file = join(dir, 'login');
  const say = (next: unknown): void => writeFileSync(join(dir, 'answer.json'), JSON.stringify(next));
  say(answer);
  const script = `#!/bin/sh
echo "$KUBERNETES_EXEC_INFO|$FLAVOUR|$SECRET_OF_THE_ENGINE|$*" >> ${dir}/calls
sleep 0.1
cat ${dir}/answer.json
echo "you are not logged in; password=hunter2hunter2" >&2
exit ${exitCode}
`;
  writeFileSync(file, script, { mode: 0o755 });
  const calls = (): string[] => {
    try {
      return readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n');
    } catch {
      return [];
    }
  };
  const user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: file, args: ['get-token'], env: [{ name: 'FLAVOUR', value: 'sour' }], installHint: 'brew install login', provideClusterInfo: true } }; // prettier-ignore
  return { user, file, calls, say };
}
const credential = (token: string, expiresInMs?: number) => ({
  apiVersion: 'client.authentication.k8s.io/v1',
  kind: 'ExecCredential',
  status: { token, ...(expiresInMs !== undefined && { expirationTimestamp: new Date(Date.now() + expiresInMs).toISOString() }) }, // prettier-ignore
});
async function digestOf(followed: Followed): Promise<string> {
  const [context] = (await followed.watch.contexts()).contexts;
  return context?.auth.kind === 'exec' ? context.auth.digest : '';
}

describe('credentials of the kubeconfig', () => {
  test('a token that the server refuses is denied, and nothing is asked until the person says so', async () => {
    const cluster = await fakeCluster();
    const followed = follow(cluster.kubeconfig());
    connect(followed);
    await until(followed, 'live');
    cluster.faults.revokeToken(cluster.token);
    await until(followed, 'denied');
    expect(followed.connection().reason).toContain('HTTP 401');
    expect(followed.connection().retryAt).toBeNull();
    expect(followed.source()?.state).toBe('denied');
    await eventually(() => cluster.watches() === 0, 'no watch');
    const asked = cluster.requests().length;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(cluster.requests().length).toBe(asked);
    cluster.faults.issueToken(cluster.token);
    followed.watch.retry();
    await until(followed, 'live');
    await eventually(() => followed.kind('pods').state === 'live', () => followed.kind('pods')); // prettier-ignore
  });

  test('a token file is read again when it has changed', async () => {
    const cluster = await fakeCluster();
    const file = join(folder(), 'token');
    writeFileSync(file, `${cluster.token}\n`);
    const followed = follow(cluster.kubeconfig({ user: { tokenFile: file } }));
    connect(followed);
    await until(followed, 'live');
    await eventually(() => cluster.watches('pods') === 1, 'a watch');
    cluster.faults.issueToken('the-next-token');
    writeFileSync(`${file}.new`, 'the-next-token');
    renameSync(`${file}.new`, file);
    cluster.faults.revokeToken(cluster.token);
    cluster.faults.strike('clean_close');
    await eventually(() => followed.kind('pods').reconnects === 1 && followed.kind('pods').state === 'live', () => [followed.kind('pods'), followed.connection()]); // prettier-ignore
    expect(followed.connection().state).toBe('live');
  });

  test('client certificates log in, inline and from files beside the kubeconfig', async () => {
    const cluster = await fakeCluster();
    const { certPem, keyPem } = cluster.clientCertificate('ann');
    const dir = folder();
    writeFileSync(join(dir, 'c.pem'), certPem);
    writeFileSync(join(dir, 'k.pem'), keyPem);
    const inline = { 'client-certificate-data': base64(certPem), 'client-key-data': base64(keyPem) };
    const files = { 'client-certificate': join(dir, 'c.pem'), 'client-key': join(dir, 'k.pem') };
    for (const user of [inline, files]) {
      const followed = follow(cluster.kubeconfig({ user }));
      connect(followed);
      await until(followed, 'live');
    }
    expect(new Set(cluster.requests().filter(({ path }) => path.endsWith('/pods')).map(({ user }) => user))).toEqual(new Set(['ann'])); // prettier-ignore
  });

  test('a legacy auth-provider, and a context that is not there, are refused with the reason', async () => {
    const cluster = await fakeCluster();
    const followed = follow(cluster.kubeconfig({ user: { 'auth-provider': { name: 'gcp' } } }));
    connect(followed);
    await until(followed, 'denied');
    expect(followed.connection().reason).toContain('auth-provider "gcp"');
    followed.watch.connect({ context: 'nope', namespaces: [], agreedDigest: null });
    await eventually(() => followed.connection().reason.includes('no kubeconfig defines the context "nope"'), 'reason');
    expect(cluster.requests()).toEqual([]);
  });
});

describe('a login command', () => {
  test('does not run before the person has agreed to exactly it', async () => {
    const cluster = await fakeCluster();
    const { user, calls } = plugin(credential(cluster.token));
    const followed = follow(cluster.kubeconfig({ user }));
    const digest = await digestOf(followed);
    for (const wrong of [null, `${digest.slice(0, -1)}x`]) {
      connect(followed, wrong);
      await until(followed, 'denied');
      expect(followed.connection().reason).toMatch(/runs only after you have agreed/);
    }
    followed.watch.retry();
    await until(followed, 'denied');
    expect(calls()).toEqual([]);
    expect(followed.ran).toEqual([]);
    expect(cluster.requests()).toEqual([]);
    connect(followed, digest);
    await until(followed, 'live');
    expect(calls()).toHaveLength(1);
    expect((await followed.watch.contexts()).contexts[0]?.auth).toMatchObject({ agreed: true });
  });

  test('runs once for all who wait, with what it is told and not with the environment of the engine', async () => {
    const cluster = await fakeCluster();
    const { user, file, calls } = plugin(credential(cluster.token));
    const followed = follow(cluster.kubeconfig({ user }), { env: { SECRET_OF_THE_ENGINE: 'canary' } });
    connect(followed, await digestOf(followed));
    await until(followed, 'live');
    await eventually(() => followed.source()?.state === 'live', () => followed.source()); // prettier-ignore
    expect(calls()).toHaveLength(1);
    const [info = '', flavour, secret, args] = calls()[0]?.split('|') ?? [];
    expect([flavour, secret, args]).toEqual(['sour', '', 'get-token']);
    expect(JSON.parse(info)).toMatchObject({ kind: 'ExecCredential', spec: { interactive: false, cluster: { server: cluster.url } } }); // prettier-ignore
    expect(followed.ran).toEqual([[file, 'get-token']]);
  });

  test('runs again when its credential has expired, and not before', async () => {
    const cluster = await fakeCluster();
    const { user, calls, say } = plugin(credential(cluster.token, 3_600_000));
    let aheadMs = 0;
    const followed = follow(cluster.kubeconfig({ user }), { options: { now: () => Date.now() + aheadMs } });
    connect(followed, await digestOf(followed));
    await until(followed, 'live');
    const more = async (): Promise<void> => {
      const asked = cluster.requests().length;
      await eventually(() => cluster.requests().length > asked + 3, 'more requests');
    };
    await more();
    expect(calls()).toHaveLength(1);
    say(credential(cluster.token, 4 * 3_600_000));
    aheadMs = 3_600_000;
    await eventually(() => calls().length === 2, () => calls()); // prettier-ignore
    await more();
    expect(calls()).toHaveLength(2);
    await until(followed, 'live');
  });

  test('runs once more after a 401; what is refused again is denied', async () => {
    const cluster = await fakeCluster();
    const { user, calls, say } = plugin(credential(cluster.token));
    const followed = follow(cluster.kubeconfig({ user }));
    connect(followed, await digestOf(followed));
    await until(followed, 'live');
    await eventually(() => cluster.watches('pods') === 1, 'a watch');
    cluster.faults.issueToken('second');
    say(credential('second'));
    cluster.faults.revokeToken(cluster.token);
    await eventually(() => calls().length === 2, () => calls()); // prettier-ignore
    cluster.faults.strike('clean_close');
    await eventually(() => followed.kind('pods').state === 'live' && followed.connection().state === 'live', () => followed.connection()); // prettier-ignore
    const asked = cluster.requests().length;
    await eventually(
      () =>
        cluster
          .requests()
          .slice(asked)
          .some(({ status }) => status === 200),
      'it is believed',
    );
    say(credential('third-that-nobody-knows'));
    cluster.faults.revokeToken('second');
    await until(followed, 'denied');
    expect(followed.connection().reason).toContain('renewed just now');
    expect(calls()).toHaveLength(3);
    expect(followed.connection().reason).not.toContain('third');
  });

  test('that fails is not run again by itself, and says what it said and how to mend it', async () => {
    const cluster = await fakeCluster();
    const { user, calls } = plugin({}, 3);
    const followed = follow(cluster.kubeconfig({ user }));
    connect(followed, await digestOf(followed));
    await until(followed, 'denied');
    const { reason } = followed.connection();
    expect(reason).toContain('ended with exit code 3: you are not logged in');
    expect(reason).toContain('brew install login');
    expect(reason).not.toContain('hunter2');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(calls()).toHaveLength(1);
    followed.watch.retry();
    await eventually(() => calls().length === 2, 'on the word of the person');
  });

  test('that answers nonsense, or in another version, is refused without its output being shown', async () => {
    const cluster = await fakeCluster();
    const old = { ...credential('very-secret-token'), apiVersion: 'client.authentication.k8s.io/v1beta1' };
    for (const answer of ['very-secret-token', { kind: 'ExecCredential' }, old]) {
      const { user } = plugin(answer);
      const followed = follow(cluster.kubeconfig({ user }));
      connect(followed, await digestOf(followed));
      await until(followed, 'denied');
      expect(followed.connection().reason).not.toContain('very-secret');
    }
  });

  test('that changes under the connection is asked about again before it runs', async () => {
    const cluster = await fakeCluster();
    const { user, calls } = plugin(credential(cluster.token));
    const followed = follow(cluster.kubeconfig({ user }));
    connect(followed, await digestOf(followed));
    await until(followed, 'live');
    const changed = { exec: { ...user.exec, args: ['get-token', '--and-more'] } };
    writeFileSync(followed.file, cluster.kubeconfig({ user: changed }));
    await until(followed, 'denied');
    expect(followed.connection().reason).toContain('--and-more');
    expect(calls()).toHaveLength(1);
  });
});

test('no credential is in anything that is told or recorded', async () => {
  const cluster = await fakeCluster();
  const followed = follow(cluster.kubeconfig());
  connect(followed);
  await until(followed, 'live');
  await eventually(() => followed.kind('pods').state === 'live', 'pods');
  const facts = followed.watch.facts();
  expect(facts['server']).toBe(cluster.url);
  const told = JSON.stringify([followed.connection(), followed.source(), followed.records, facts, await followed.watch.contexts()]); // prettier-ignore
  expect(told).not.toContain(cluster.token);
  expect(followed.records).toContainEqual(expect.objectContaining({ type: 'kubernetes.connected' }));
});

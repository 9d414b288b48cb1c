import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeContexts } from './describe-contexts.ts';
import type { Commands } from './exec-plugin.ts';
import { readKubeconfig } from './kubeconfig.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'kubeconfig-'));
const none: Commands = {
  run: () => Promise.reject(new Error('a command was run')),
  find: (name) => (name === 'login' ? { path: '/opt/bin/login' } : { message: `command not found: ${name}` }),
  searchPath: () => Promise.resolve('/opt/bin'),
  env: {},
};
const config = (name: string, extra = ''): string => `apiVersion: v1
kind: Config
clusters: [{ name: ${name}, cluster: { server: "https://${name}.example:6443", certificate-authority: ca.pem } }]
users: [{ name: ${name}, user: { token: hush } }]
contexts: [{ name: ${name}, context: { cluster: ${name}, user: ${name}, namespace: apps } }]
${extra}`;

function write(files: Record<string, string>): { dir: string; env: Record<string, string> } {
  const dir = folder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return { dir, env: { KUBECONFIG: Object.keys(files).map((name) => join(dir, name)).join(delimiter) } }; // prettier-ignore
}

describe('the kubeconfig', () => {
  test('is put together of several files in order, and of a name the first counts', async () => {
    const { dir, env } = write({
      'a.yaml': config('one'),
      'b.yaml': `${config('two', 'current-context: two')}`.replace('one', 'one'),
      'c.yaml': config('one', 'current-context: one').replace('one.example', 'other.example'),
    });
    const read = await readKubeconfig({ env, home: dir });
    expect([...read.contexts.keys()]).toEqual(['one', 'two']);
    expect(read.clusters.get('one')?.server).toBe('https://one.example:6443');
    expect(read.current).toBe('two');
    expect(read.files.map(({ used }) => used)).toEqual([true, true, true]);
  });

  test('is ~/.kube/config where KUBECONFIG names none, and says so when it is absent', async () => {
    const home = folder();
    const absent = await readKubeconfig({ env: {}, home });
    expect(absent.files).toMatchObject([{ path: join(home, '.kube', 'config'), answer: 'there is no such file' }]);
    mkdirSync(join(home, '.kube'));
    writeFileSync(join(home, '.kube', 'config'), config('one'));
    expect([...(await readKubeconfig({ env: { KUBECONFIG: '' }, home })).contexts.keys()]).toEqual(['one']);
  });

  test('takes relative names of files from the folder of the file that has them', async () => {
    const { dir, env } = write({ 'a.yaml': config('one') });
    expect((await readKubeconfig({ env, home: dir })).clusters.get('one')?.caFile).toBe(join(dir, 'ca.pem'));
  });

  test('with a broken file names its line, keeps the others, and quotes nothing of what stands there', async () => {
    const { dir, env } = write({
      'broken.yaml': 'users:\n  - name: x\n    user: { token: s3cret-value\nclusters: [',
      'wrong.yaml': 'clusters: []\nusers:\n  - name: x\n    user:\n      token: [s3cret-value]\n',
      'good.yaml': config('one'),
    });
    const { files, contexts } = await readKubeconfig({ env, home: dir });
    expect(files[0]).toMatchObject({ used: false, answer: expect.stringMatching(/line \d/) as string });
    expect(files[1]).toMatchObject({ used: false, answer: expect.stringMatching(/line 5, users\.0\.user\.token/) as string }); // prettier-ignore
    expect(JSON.stringify(files)).not.toContain('s3cret');
    expect([...contexts.keys()]).toEqual(['one']);
  });

  test('that may not be read, or grows when it is read, is an answer too', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefgh'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)].join('\n'); // prettier-ignore
    const { dir, env } = write({ 'bomb.yaml': bomb, 'folder.yaml': '' });
    chmodSync(dir, 0o700);
    const { files } = await readKubeconfig({
      env: { KUBECONFIG: `${env['KUBECONFIG']}${delimiter}${dir}` },
      home: dir,
    });
    expect(files.map(({ answer }) => answer)).toEqual([
      expect.stringContaining('cannot be read'),
      '0 contexts',
      'it is not a file',
    ]);
  });
});

describe('the contexts', () => {
  const users = `users:
  - { name: tok, user: { token: hush } }
  - { name: file, user: { tokenFile: token } }
  - { name: cert, user: { client-certificate: c.pem, client-key: k.pem } }
  - { name: basic, user: { username: a, password: hush } }
  - { name: old, user: { auth-provider: { name: gcp } } }
  - { name: login, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: login, args: [get-token], installHint: brew install login } } }
  - { name: lost, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: nowhere } } }
  - { name: terminal, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: login, interactiveMode: Always } } }
clusters: [{ name: c, cluster: { server: "https://user:hush@c.example/prefix" } }, { name: odd, cluster: { server: "ftp://c" } }]
`;
  const names = ['tok', 'file', 'cert', 'basic', 'old', 'login', 'lost', 'terminal'];
  const contexts = names.map((name) => `  - { name: ${name}, context: { cluster: c, user: ${name} } }`);
  const rest = ['{ name: no-cluster, context: { cluster: x, user: tok } }', '{ name: no-user, context: { cluster: c, user: x } }', '{ name: odd, context: { cluster: odd, user: tok } }']; // prettier-ignore
  const text = `${users}contexts:\n${[...contexts, ...rest.map((line) => `  - ${line}`)].join('\n')}\n`;

  test('say how each logs in and why it cannot be used, with no command run and no secret shown', async () => {
    const { dir, env } = write({ 'a.yaml': text });
    const view = await describeContexts(await readKubeconfig({ env, home: dir }), none, new Set());
    const byName = Object.fromEntries(view.contexts.map((context) => [context.name, context]));
    expect(names.map((name) => byName[name]?.auth.kind)).toEqual(['token', 'token_file', 'certificate', 'basic', 'unsupported', 'exec', 'exec', 'exec']); // prettier-ignore
    expect(byName['login']?.auth).toMatchObject({ argv: ['login', 'get-token'], path: '/opt/bin/login', problem: '', installHint: 'brew install login', agreed: false }); // prettier-ignore
    expect(byName['lost']?.problem).toContain('command not found');
    expect(byName['terminal']?.problem).toContain('wants a terminal');
    expect(byName['old']?.problem).toContain('auth-provider "gcp"');
    expect(byName['no-cluster']?.problem).toContain('"x", which no file defines');
    expect(byName['no-user']?.problem).toContain('"x", which no file defines');
    expect(byName['odd']?.problem).toContain('not an http or https URL');
    expect(byName['tok']).toMatchObject({ server: 'https://c.example/prefix', problem: '' });
    expect(JSON.stringify(view)).not.toContain('hush');
  });
});

// An opened object: whole for a reader, without any value that must not leave the engine.
import fc from 'fast-check';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { kubeKinds, kubeObjectSchema } from '#shared/model/kubernetes.ts';
import { condition, container, ended, metadata, pod, running, waiting, type Json } from './objects.fixture.ts';
import { objectView, type Hiding } from './object-view.ts';

const hiding: Hiding = {
  text: (text) => text.replaceAll('hunter2', '[redacted]'),
  words: (words) => words.map((word) => word.replaceAll('hunter2', '[redacted]')),
  isSecretName: (name) => /password/i.test(name),
};
const view = (kind: Parameters<typeof objectView>[0], object: unknown) => objectView(kind, object, 5000, hiding);

test('the YAML and the JSON are the object, without managedFields and the copy that kubectl applied', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"s3cret":1}', note: 'kept' };
  const shown = view('pods', pod({ metadata: { annotations } }));
  const read = parse(shown.yaml) as Json;
  expect(read).toEqual(JSON.parse(shown.json));
  expect(read).toMatchObject({
    metadata: { name: 'web-abc-1', annotations: { note: 'kept' } },
    status: { phase: 'Running' },
  });
  expect(shown.yaml).not.toMatch(/managedFields|managed-marker|s3cret/);
  expect(kubeObjectSchema.safeParse(shown).error).toBeUndefined();
});

test('values of secrets and config maps are their sizes', () => {
  const data = { password: Buffer.from('s3cret-s3cret').toString('base64') };
  const secret = view('secrets', { metadata: metadata('db'), type: 'Opaque', data, stringData: { user: 'zoë' } });
  expect(JSON.parse(secret.json)).toMatchObject({
    data: { password: '<13 bytes>' },
    stringData: { user: '<4 bytes>' },
  });
  const map = view('configmaps', { metadata: metadata('c'), data: { a: 's3cret' }, binaryData: { b: 'AAAA' } });
  expect(JSON.parse(map.json)).toMatchObject({ data: { a: '<6 bytes>' }, binaryData: { b: '<3 bytes>' } });
  expect(secret.yaml + map.yaml).not.toContain('s3cret');
});

test('values of environments and secrets in commands, labels and messages do not leave; what they refer to does', () => {
  const ref = { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } };
  const containers = [
    { name: 'app', image: 'i', args: ['--password=hunter2'], env: [{ name: 'DB', value: 's3cret' }, ref], envFrom: [{ secretRef: { name: 'all' } }], livenessProbe: { httpGet: { httpHeaders: [{ name: 'X-Password', value: 's3cret' }] } } }, // prettier-ignore
  ];
  const template = { metadata: { annotations: { password: 's3cret' } }, spec: { containers } };
  const labels = { password: 's3cret', app: 'web' };
  const conditions = [condition('Odd', 'True', { message: 'it is hunter2' })];
  const shown = view('deployments', { metadata: metadata('web', { labels, annotations: { password: 's3cret' } }), spec: { template }, status: { conditions } }); // prettier-ignore
  expect(JSON.stringify(shown)).not.toMatch(/s3cret(?!KeyRef)|hunter2/);
  expect(JSON.parse(shown.json)).toMatchObject({
    spec: { template: { spec: { containers: [{ env: [{ name: 'DB', value: '<6 bytes>' }, ref] }] } } },
  });
  expect(shown.containers[0]).toMatchObject({
    envNames: ['DB', 'TOKEN', 'all of secret all'],
    state: '',
    ready: false,
  });
});

test('containers say how they are and how they ended', () => {
  const crash = container('app', waiting('CrashLoopBackOff'), { restartCount: 3, lastState: ended(137, 'OOMKilled') });
  const { containers } = view('pods', pod({ init: [container('init', ended(0, 'Completed'))], containers: [crash, container('side', running)] })); // prettier-ignore
  expect(containers).toMatchObject([
    { name: 'init', init: true, state: 'ended: exit code 0', exitCode: 0 },
    { name: 'app', init: false, state: 'waiting: CrashLoopBackOff', restarts: 3, exitCode: 137, lastEnd: 'exit code 137, killed for want of memory' }, // prettier-ignore
    { name: 'side', state: 'running', ready: true, exitCode: null, lastEnd: '' },
  ]);
});

test('any JSON can be opened, and what is shown passes the edge', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kubeKinds), fc.jsonValue(), (kind, value) => {
      expect(kubeObjectSchema.safeParse(view(kind, value)).success).toBe(true);
    }),
    { numRuns: 200 },
  );
});

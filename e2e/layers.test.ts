// The second net under the layers, beside one tsconfig per layer: every import of every source file against the rules.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, resolveImport } from './layers/imports.ts';
import { rules, violationsOf } from './layers/rules.ts';

const root = join(import.meta.dirname, '..');
const files = globSync('{shared,electron,renderer}/**/*.{ts,tsx,js}', { cwd: root }).map((file) =>
  file.replaceAll('\\', '/'),
);
// Tests and their fixtures put parts together that must not know each other.
const sources = files.filter((file) => !/\.(test|fixture)\.tsx?$/.test(file));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const targetsOf = (file: string): string[] => importsOf(read(file)).map((specifier) => resolveImport(file, specifier));

test('no source file imports what its layer may not', () => {
  const found = sources.flatMap((file) => violationsOf(file, targetsOf(file)));
  expect(found).toEqual([]);
});

test('enough was read for that to mean something', () => {
  expect(sources.length).toBeGreaterThan(100);
  for (const layer of ['shared/', 'renderer/', 'electron/main/', 'electron/engine/', 'electron/server/']) {
    expect(sources.filter((file) => file.startsWith(layer)).length).toBeGreaterThan(3);
  }
  const imports = sources.flatMap(targetsOf);
  expect(imports.length).toBeGreaterThan(300);
  // Every import of our own leads to a file, so resolving is not off by a folder.
  const missing = imports.filter(
    (target) => /^(shared|electron|renderer)\/.*\.tsx?$/.test(target) && !files.includes(target),
  );
  expect(missing).toEqual([]);
});

describe('every rule is broken by a planted import', () => {
  const planted: [string, string, string][] = [
    ['shared/model/a.ts', '../../electron/engine/a.ts', 'shared imports nothing but shared'],
    ['shared/model/a.ts', 'node:fs', 'shared is pure: no Node module, no Electron'],
    ['electron/engine/a.ts', '../server/a.ts', 'the engine imports shared and itself'],
    ['electron/server/a.ts', '../cli/a.ts', 'the server imports shared, the engine and itself'],
    ['electron/cli/a.ts', '../main/a.ts', 'the command line imports shared, the engine, the server and itself'],
    ['electron/main/a.ts', '#engine/engine.ts', 'main imports shared and itself'],
    ['electron/preload/index.ts', '#shared/model/ids.ts', 'the preload imports Electron alone'],
    ['electron/build/a.ts', '../main/a.ts', 'the build imports shared, the engine and itself'],
    ['electron/engine/a.ts', 'electron', 'Electron is known to main and the preload alone'],
    ['renderer/app/a.tsx', '#engine/engine.ts', 'the page imports shared and itself'],
    ['renderer/app/a.tsx', 'node:path', 'the page knows no Node'],
    ['renderer/components/a.tsx', '../state/a.ts', 'components know neither state, client, views nor app'],
    ['renderer/components/a.tsx', '../client/a.ts', 'components know neither state, client, views nor app'],
    ['renderer/views/x/a.tsx', '../../client/a.ts', 'views do not know the client'],
    ['renderer/state/a.ts', '../views/a.tsx', 'state knows the client, not what is drawn'],
    ['renderer/client/a.ts', '../state/a.ts', 'the client knows nothing of the page'],
    ['electron/engine/probes/a.ts', '../store/a.ts', 'probes know sources, but neither the store nor what uses them'],
    ['electron/engine/store/a.ts', '#engine/probes/a.ts', 'sources and store know neither each other nor what uses them'],
    ['electron/engine/sources/docker/a.ts', '../../monitor/a.ts', 'sources and store know neither each other nor what uses them'],
    ['electron/engine/consent/a.ts', '../store/a.ts', 'leaves import shared and themselves'],
    ['electron/engine/handlers/a.ts', '../store/a.ts', 'handlers go through a capability, not to probes, sources or store'],
    ['electron/engine/runs/a.ts', '../handlers/a.ts', 'capabilities do not know the handlers'],
    ['electron/engine/runs/a.ts', '../engine.ts', 'only a host knows the composition root'],
    ['electron/engine/probes/a.ts', 'koffi', 'foreign functions are called in the probe-host alone'],
    ['electron/engine/a.ts', './probe-host/launch.ts', 'foreign functions are called in the probe-host alone'],
    ['electron/engine/sources/kubernetes/a.ts', '@kubernetes/client-node', 'clusters are followed by the console itself, not by the client library'],
    ['electron/engine/handlers/a.ts', '../errors/envelope.ts', 'raw error envelopes stay with the errors'],
    ['electron/engine/timeline/a.ts', '../store/error-rows.ts', 'raw error envelopes stay with the errors'],
    ['electron/server/a.ts', '../../e2e/support/a.ts', 'nobody imports end-to-end tests or benchmarks'],
  ]; // prettier-ignore
  const forms: ((specifier: string) => string)[] = [
    (specifier) => `import { a } from '${specifier}';`,
    (specifier) => `import type {\n  A,\n  B,\n} from '${specifier}';`,
    (specifier) => `export * from "${specifier}";`,
    (specifier) => `import '${specifier}';`,
    (specifier) => `const a = await import('${specifier}');`,
  ];

  test.each(planted)('%s must not import %s', (from, specifier, says) => {
    for (const form of forms) {
      const targets = importsOf(form(specifier)).map((found) => resolveImport(from, found));
      expect(targets).toHaveLength(1);
      expect(violationsOf(from, targets)).toContainEqual(expect.stringMatching(new RegExp(`: ${says}$`)));
    }
  });

  test('and no rule is without one', () => {
    expect(new Set(planted.map(([, , says]) => says))).toEqual(new Set(rules.map(({ says }) => says)));
  });
});

test('what is only mentioned is not an import', () => {
  expect(importsOf("// import 'a';\n/* import b from 'b'; */\nconst text = 'from here';\n")).toEqual([]);
});

test('the shell has no channel on which a page could call it', () => {
  const shell = sources.filter((file) => /^electron\/(main|preload)\//.test(file));
  expect(shell.length).toBeGreaterThan(10);
  const words =
    /\b(ipcMain|contextBridge|ipcRenderer\s*\.\s*(send|invoke|sendSync|sendToHost|postMessage)|webContents\.ipc)\b/;
  expect(shell.filter((file) => words.test(read(file)))).toEqual([]);
  expect(words.test("ipcMain.handle('a', () => 1)")).toBe(true);
});

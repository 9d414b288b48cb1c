// Each load is in a process of its own, as starts are; the flags of V8, which decide too, are a whole process's.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../store/store.fixture.ts';

const keptCode = JSON.stringify(new URL('kept-code.ts', import.meta.url).href);

interface Place {
  script: string;
  folder: string;
}

function placeWith(source: string): Place {
  const dir = testFolder();
  const script = join(dir, 'script.cjs');
  writeFileSync(script, source);
  return { script, folder: join(dir, 'kept', 'here') };
}

/** Uses `node:tls`, which every start here loads late. */
const lateSource = `
  const tls = require('node:tls');
  const path = require('node:path');
  const before = process.moduleLoadList.includes('NativeModule tls');
  exports.answer = () => {
    const names = Object.keys(tls).join();
    return [before, tls.connect === process.getBuiltinModule('node:tls').connect, 'connect' in tls, 'none' in tls,
      names === Object.keys(process.getBuiltinModule('node:tls')).join(), { ...tls }.connect === tls.connect, path.sep];
  };`;

/** What one start sees of it; it keeps its code when it has asked for the answer. */
function start({ script, folder }: Place, flags: string[] = []): { answer: unknown; tookCode: boolean } {
  const code = `
    import { loadScript } from ${keptCode};
    const { exports, tookCode, keep } = loadScript(${JSON.stringify(script)}, ${JSON.stringify(folder)}, new Set(['node:tls']));
    console.log(JSON.stringify({ answer: exports.answer(), tookCode }));
    keep();`;
  const out = execFileSync(process.execPath, [...flags, '--input-type=module', '-e', code], { encoding: 'utf8' });
  return JSON.parse(out) as { answer: unknown; tookCode: boolean };
}

function keptFile({ folder }: Place): string {
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
}

test('the second start takes the code that the first has kept, with the functions that ran in it', () => {
  const words = 'a function that runs only when it is asked';
  const place = placeWith(`exports.answer = () => inner(); function inner() { return ${JSON.stringify(words)}; }`);
  expect(start(place)).toEqual({ answer: words, tookCode: false });
  const kept = readFileSync(keptFile(place));
  expect(kept.includes(words)).toBe(true);
  expect(start(place)).toEqual({ answer: words, tookCode: true });
  expect(readFileSync(keptFile(place)).equals(kept)).toBe(true);
});

test('code of another source is not taken, though it is as long', () => {
  const place = placeWith('exports.answer = () => 1;');
  start(place);
  writeFileSync(place.script, 'exports.answer = () => 2;');
  expect(start(place)).toEqual({ answer: 2, tookCode: false });
  expect(start(place)).toEqual({ answer: 2, tookCode: true });
});

test.each([
  ['cut off', (kept: Buffer) => kept.subarray(0, kept.length - 100)],
  ['shorter than its sums', (kept: Buffer) => kept.subarray(0, 5)],
  ['empty', () => Buffer.alloc(0)],
  [
    'altered in one place',
    (kept: Buffer) => Buffer.concat([kept.subarray(0, -50), Buffer.from([1]), kept.subarray(-49)]),
  ],
])('code that is %s is not given to V8, and is kept anew', (_, damage) => {
  const place = placeWith('exports.answer = () => 1;');
  start(place);
  const file = keptFile(place);
  writeFileSync(file, damage(readFileSync(file)));
  expect(start(place)).toEqual({ answer: 1, tookCode: false });
  expect(start(place)).toEqual({ answer: 1, tookCode: true });
});

test('a process with other flags keeps its own', () => {
  const place = placeWith('exports.answer = () => 1;');
  start(place);
  expect(start(place, ['--no-opt'])).toEqual({ answer: 1, tookCode: false });
  expect(start(place, ['--no-opt'])).toEqual({ answer: 1, tookCode: true });
  expect(start(place)).toEqual({ answer: 1, tookCode: true });
});

test('a script starts where nothing can be kept', () => {
  const place = placeWith('exports.answer = () => 1;');
  writeFileSync(join(place.folder, '..'), 'a file where the folder would be');
  expect(start(place)).toEqual({ answer: 1, tookCode: false });
});

test('it is a script like any other: strict where it says so, by its name and lines, and found by what it requires later', () => {
  const place = placeWith(
    `'use strict';
    exports.answer = () => [this === exports, (function () { return this; })() === undefined, __filename, module.filename,
      require('./later.cjs') === exports, new Error().stack.includes('script.cjs:4:')];
    `.replace('new Error', '\nnew Error'),
  );
  const dir = join(place.folder, '..', '..');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'later.cjs'), `module.exports = require('./script.cjs');`);
  const answer = [true, true, place.script, place.script, true, true];
  expect(start(place)).toEqual({ answer, tookCode: false });
  expect(start(place)).toEqual({ answer, tookCode: true });
});

test('a module that is to be loaded late is not there before something of it is used, and is then the module itself', () => {
  const place = placeWith(lateSource);
  const answer = [false, true, true, false, true, true, sep];
  expect(start(place)).toEqual({ answer, tookCode: false });
  expect(start(place)).toEqual({ answer, tookCode: true });
});

test('what could not be kept leaves nothing half written behind', () => {
  const place = placeWith(`exports.answer = () => 1;`);
  start(place);
  const kept = keptFile(place);
  rmSync(kept);
  // A name that no file can be given.
  mkdirSync(join(kept, 'in the way'), { recursive: true });
  expect(start(place)).toEqual({ answer: 1, tookCode: false });
  expect(readdirSync(place.folder)).toHaveLength(1);
});

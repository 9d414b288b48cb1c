// In a process of its own: flags are a whole process's, and other tests run in this one.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('flags that were set are taken back for a moment, and are in force again after it, even where it fails', () => {
  const code = `
    import { cachedDataVersionTag as tag } from 'node:v8';
    import { setFlag, underFirstFlags } from ${JSON.stringify(new URL('v8-flags.ts', import.meta.url).href)};
    import { keepHeapSmall } from ${JSON.stringify(new URL('small-heap.ts', import.meta.url).href)};
    import { boundPatterns } from ${JSON.stringify(new URL('plans/bound-patterns.ts', import.meta.url).href)};
    const first = tag();
    keepHeapSmall();
    boundPatterns();
    boundPatterns();
    const later = tag();
    let meanwhile;
    underFirstFlags(() => (meanwhile = tag()));
    const after = tag();
    try { underFirstFlags(() => { throw new Error('no'); }); } catch {}
    console.log(JSON.stringify({ set: later !== first, meanwhile: meanwhile === first, after: after === later, failed: tag() === later }));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(JSON.parse(out)).toEqual({ set: true, meanwhile: true, after: true, failed: true });
});

// `npm run check`: what a change must pass before anything else. The tests beside format, lint and types, as either half
// leaves a core idle at times. Exit code 0 when all passed; what failed is shown whole.
import { runSideBySide, type Command } from './runner/side-by-side.ts';

// Lint and types are Go programs. Beside the tests several threads of theirs gain no time, and do a third more work, as each
// checks types of its own; and memory that is tidied less often saves another tenth.
process.env['GOMAXPROCS'] ??= '1';
process.env['GOGC'] ??= '200';

const script = (name: string, ...more: string[]): Command => ({ name, command: ['npm', 'run', '-s', name, ...more] });

const startedAt = performance.now();
const ends = await runSideBySide(
  [[script('unit', '--', '--reporter=dot')], [script('format:check'), script('lint'), script('types')]],
  ({ name, passed, seconds, output }) => {
    console.log(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${seconds.toFixed(1)} s`);
    if (!passed) console.log(output);
    else if (name === 'unit') console.log(output.match(/^.*Tests .*$/m)?.[0] ?? '');
  },
);
const failed = ends.filter(({ passed }) => !passed).map(({ name }) => name);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(failed.length === 0 ? `all passed in ${seconds} s` : `failed in ${seconds} s: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

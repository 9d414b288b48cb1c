import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultLimits } from './limits.ts';
import { commandRulesName, createCommandRules } from './command-rules.ts';

function rulesOf(text: string | null) {
  const dataDir = mkdtempSync(join(tmpdir(), 'command-rules-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const file = join(dataDir, commandRulesName);
  const write = (content: string): void => writeFileSync(file, content);
  if (text !== null) write(text);
  return { rules: createCommandRules(dataDir), file, write };
}

describe('the rules for commands', () => {
  test('without a file there is no list, and the limits are the default ones', () => {
    const { rules } = rulesOf(null);
    expect(rules.allowed()).toBeNull();
    expect(rules.limits()).toEqual(defaultLimits());
    expect(rulesOf('# nothing yet\n').rules.allowed()).toBeNull();
  });

  test('a list holds paths, each with a sum or without, and is read anew each time', () => {
    const { rules, file, write } = rulesOf(
      `allowed:\n  - /usr/bin/kubectl\n  - { path: /opt/tool, sha256: ${'AB'.repeat(32)} }\n`,
    );
    const commands = [{ path: '/usr/bin/kubectl' }, { path: '/opt/tool', sha256: 'ab'.repeat(32) }];
    expect(rules.allowed()).toEqual({ file, commands });
    write('allowed: []\n');
    expect(rules.allowed()).toEqual({ file, commands: [] });
  });

  test('limits that are set stand beside the default ones', () => {
    const { rules } = rulesOf('limits: { cpuSeconds: 7, fileMiB: 20 }\n');
    expect(rules.limits()).toEqual({ ...defaultLimits(), cpuSeconds: 7, fileMiB: 20 });
    expect(rules.allowed()).toBeNull();
  });

  test.each([
    ['allowed: [kubectl]', /allowed\.0: /],
    ['allowed:\n  - { path: /a, sha256: abc }', /allowed\.0\.sha256: allowed: 64/],
    ['allowed:\n', /allowed: /],
    ['alowed: [/usr/bin/a]', /at its top: .*alowed/],
    ['limits: { memoryMiB: 100 }', /limits\.memoryMiB: .*1024/],
    ['allowed: [', /cannot be used: /],
    ['- /usr/bin/a', /at its top: /],
  ])('a file that cannot be used allows nothing, says why, and limits as by default: %s', (text, why) => {
    const { rules, file } = rulesOf(text);
    expect(rules.allowed).toThrow(why);
    expect(rules.allowed).toThrow(`no command is run, as ${file} cannot be used: `);
    expect(rules.limits()).toEqual(defaultLimits());
  });

  test('what cannot be read is no list that is absent', () => {
    const { rules, file } = rulesOf(null);
    mkdirSync(file);
    expect(rules.allowed).toThrow(/cannot be used: EISDIR/);
  });
});

// Texts made to be large, deep or broken: each is refused in words, with its place, and soon.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '#shared/model/any-text.fixture.ts';
import { fixtureKinds as kinds, fixturePlan } from './fixture-kinds.ts';
import { problemsOf, shown } from './load-plan.fixture.ts';
import { loadPlan } from './load-plan.ts';

describe('a hostile text is refused in words and in time', () => {
  test('20 MiB, before it is parsed', () => {
    expect(problemsOf(Buffer.alloc(20 * 1024 * 1024, 'a'))).toEqual([
      { message: 'the plan has 20 MiB; at most 1 MiB are allowed', line: 1, column: 1, path: '' },
    ]);
  });

  test('bytes that are not UTF-8, with their line', () => {
    const text = Buffer.concat([Buffer.from('kind: Plan\nname: "ab'), Buffer.from([0xff]), Buffer.from('"\n')]);
    expect(shown(problemsOf(text))).toEqual(['2:10 these bytes are not UTF-8; save the file as UTF-8']);
    expect(shown(problemsOf('a: b\nc: \ud800'))).toEqual(['2:4 these bytes are not UTF-8; save the file as UTF-8']);
  });

  test('a billion laughs', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const lines = names.map((name, index) => `${name}: &${name} [${Array(5).fill(index === 0 ? 'ha' : `*${names[index - 1]}`).join(',')}]`); // prettier-ignore
    const [problem] = problemsOf(lines.join('\n'));
    expect(problem?.message).toMatch(/aliases stand for more than 10000 values in all/);
  });

  test('thousands of brackets that close nothing', () => {
    expect(shown(problemsOf(`a: |\n  ]\n${']\n'.repeat(40_000)}`))).toEqual(['3:1 this closes nothing that is open']);
  });

  test('many aliases, and one inside itself', () => {
    expect(problemsOf(`a: &a 1\nb:\n${'  - *a\n'.repeat(40_000)}`)[0]).toMatchObject({
      message: 'at most 50 aliases (*name) are allowed',
      line: 53,
    });
    expect(shown(problemsOf('a: &a\n  - *a\n'))[0]).toBe('2:5 *a stands inside what it stands for');
  });

  test.each([
    ['flow lists', '['.repeat(500_000)],
    ['lists on one line', '- '.repeat(400_000)],
    ['maps on one line', '? '.repeat(400_000)],
    [
      'lists on many lines',
      Array.from({ length: 60 }, (_, line) => `${' '.repeat(line * 500)}${'- '.repeat(250)}`).join('\n'),
    ],
    ['lists by indentation', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}-`).join('\n')],
  ])('%s nested without end', (_, text) => {
    expect(problemsOf(text)[0]?.message).toMatch(/nested too deep; at most 64 levels/);
  });

  test('a text of half a mebibyte in one value, very many keys, and too many lines', () => {
    expect(problemsOf(`title: "${'x\\n'.repeat(200_000)}"`)[0]?.message).toContain('at most 65536');
    const keys = Array.from({ length: 49_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(problemsOf(keys)).toHaveLength(50);
    expect(shown(problemsOf('\n'.repeat(60_000)))).toEqual(['50001:1 at most 50000 lines are allowed']);
  });

  test.each(['', '# nothing', '- a', 'text', 'null', '%YAML 9', '\0', '&a', '*a', '"', '{', 'a: b: c'])(
    '%j',
    (text) => {
      expect(problemsOf(text).length).toBeGreaterThan(0);
    },
  );
});

describe('the playbook that comes with Ready Room', () => {
  test('whatever becomes of its text, there is a plan, or problems with places in the text', () => {
    const playbook = readFileSync(new URL('../../../resources/playbooks/phase-ix.yaml', import.meta.url), 'utf8');
    const junk = fc.oneof(
      fc.constantFrom('', ' ', '\n', '\t', ':', '- ', '[', '{', '"', "'", '&a ', '*a', '!!int ', '${', '---\n', '#', '|', '__proto__: 1'), // prettier-ignore
      anyText({ maxLength: 8 }),
    );
    const mutation = fc.record({ at: fc.nat(), cut: fc.nat(30), junk, source: fc.constantFrom(playbook, fixturePlan) });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 5 }), (mutations) => {
        let text = mutations[0]?.source ?? '';
        for (const one of mutations) {
          const at = one.at % (text.length + 1);
          text = text.slice(0, at) + one.junk + text.slice(at + one.cut);
        }
        const result = loadPlan(text, { kinds });
        if (result.ok) return result.plan.phases.length >= 0;
        const lines = text.replace(/^\ufeff/, '').split('\n');
        for (const { line, column, message } of result.problems) {
          expect(message).not.toBe('');
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
        return result.problems.length > 0 && result.problems.length <= 50;
      }),
      { numRuns: 600 },
    );
  });
});

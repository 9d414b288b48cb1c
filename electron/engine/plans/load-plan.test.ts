// What a plan may hold, what is refused, and that every refusal names the place and what is allowed there.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fixtureKinds as kinds, fixturePlan } from './fixture-kinds.ts';
import { problemsOf, shown } from './load-plan.fixture.ts';
import { loadPlan } from './load-plan.ts';
import type { Overrides } from './resolve.ts';

function loaded(text: string | Buffer, vars?: Overrides) {
  const result = loadPlan(text, { kinds, ...(vars && { vars }) });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.plan;
}

/** The sample with one part replaced; the part must be there. */
function changed(part: string, by: string): string {
  if (!fixturePlan.includes(part)) throw new Error(`not in the sample: ${part}`);
  return fixturePlan.replace(part, () => by);
}

/** Where the part stands in the text. */
function placeOf(text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part));
  return `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
}

describe('a sound plan', () => {
  test('comes with its phases behind what they need and its items whole', () => {
    const plan = loaded(fixturePlan);
    expect(plan.phases.map((phase) => phase.id)).toEqual(['early', 'late']);
    expect(plan.hash).toBe(createHash('sha256').update(fixturePlan).digest('hex'));
    const [health, look] = plan.phases[0]?.items ?? [];
    expect(health).toMatchObject({
      id: 'health',
      phaseId: 'early',
      kind: 'http',
      params: { url: '${host}/health', port: '${port}' },
      timeoutMs: 5000,
      attempts: 3,
      backoffMs: 200,
      place: { line: 18, column: 9 },
    });
    expect(health?.expectations.map((one) => one.op)).toEqual(['==', '==']);
    expect(look).toMatchObject({ kind: 'manual', params: {}, attempts: 1, timeoutMs: 10_000 });
  });

  test('may be empty: that it proves nothing is not a fault of its text', () => {
    expect(loaded('apiVersion: readyroom/v1\nkind: Plan\nname: a\ntitle: A\n').phases).toEqual([]);
    expect(loaded(`apiVersion: readyroom/v1\nkind: Plan\nname: a\ntitle: A\nphases: [{ id: p, title: P }]`).phases[0]?.items).toEqual([]); // prettier-ignore
  });

  test('may begin with a byte order mark and end its lines as Windows does', () => {
    expect(loaded(Buffer.from(`\ufeff${fixturePlan.replaceAll('\n', '\r\n')}`)).phases).toHaveLength(2);
  });

  test('keeps the digest of an item whose words change, and changes it with its meaning', () => {
    const digest = (text: string) => loaded(text).phases[0]?.items[0]?.digest;
    const before = digest(fixturePlan);
    expect(digest(changed('title: Health', 'title: Is it well?'))).toBe(before);
    expect(digest(changed('- status == 200', '- status==200'))).toBe(before);
    for (const [part, by] of [
      ['status == 200', 'status == 201'],
      ['/health"', '/healthz"'],
      ['timeoutMs: 5000', 'timeoutMs: 5001'],
      ['attempts: 3', 'attempts: 4'],
    ] as const) {
      expect([part, digest(changed(part, by))]).not.toEqual([part, before]);
    }
  });

  test('checks parameters with the values given for this time, and keeps its own defaults', () => {
    const text = changed('"${host}/health"', '"${token}/health"');
    expect(loaded(text).vars['token']).toBeNull();
    expect(shown(problemsOf(text, { token: 'no address' }))[0]).toContain('url');
    expect(loaded(text, { token: 'http://127.0.0.1:1' }).vars['token']).toBeNull();
    expect(shown(problemsOf(fixturePlan, { port: '99999' }))[0]).toMatch(/^23:19 port: Too big/);
  });

  test('may have very many members on one line', () => {
    const vars = Array.from({ length: 500 }, (_, index) => `v${index}: ${index}`).join(', ');
    expect(Object.keys(loaded(changed('token: null', vars)).vars)).toHaveLength(504);
  });

  test('may use an anchor a few times', () => {
    const text = changed('{ attempts: 3, backoffMs: 200 }', '&r { attempts: 3, backoffMs: 200 }').replace(
      "'counts.insecure == 0' ]",
      "'counts.insecure == 0' ]\n        retry: *r",
    );
    expect(problemsOf(text)[0]?.message).toContain('*r stands for nothing');
    const right = changed('port: "${port}"', 'port: &p 80').replace('timeoutMs: 5000', 'timeoutMs: *p');
    expect(loaded(right).phases[0]?.items[0]?.timeoutMs).toBe(80);
  });
});

describe('a plan is refused, with the place,', () => {
  test.each<[string, string, string, string, RegExp]>([
    [
      'for an unknown key',
      'timeoutMs: 5000',
      'timeout: 5000',
      'timeout: 5000',
      /unknown key "timeout"\. Did you mean timeoutMs\? Allowed here: id, title/,
    ],
    [
      'for an unknown parameter',
      'port: "${port}"',
      'prot: 80',
      'prot',
      /unknown key "prot"\. Did you mean port\? Allowed here: url, port/,
    ],
    ['for a missing key', 'title: Early', 'description: Early', 'id: early', /title is missing; it must be a text/],
    ['for the wrong type', 'timeoutMs: 5000', 'timeoutMs: soon', 'soon', /timeoutMs must be a number, found a text/],
    [
      'for another version',
      'readyroom/v1',
      'readyroom/v2',
      'readyroom/v2',
      /apiVersion is not allowed; allowed: one of "readyroom\/v1"/,
    ],
    ['for an id out of form', 'id: health', 'id: He alth', 'He alth', /lower-case letters/],
    [
      'for an unknown kind',
      '          http:',
      '          htpp:',
      'htpp:',
      /unknown probe kind "htpp"\. Did you mean http\? Allowed: http, log/,
    ],
    ['for two kinds', '{ log: {', '{ http: {}, log: {', '{ http: {}', /exactly one kind, here: http, log/],
    [
      'for no kind',
      'probe: { log: { file: "${log}", patterns: { insecure: "INSECURE" } } }',
      'probe: {}',
      '{}',
      /exactly one kind, here: none/,
    ],
    [
      'for a probe beside a tick',
      'manual: {',
      'probe: { log: { file: x } }\n        manual: {',
      'id: look',
      /exactly one of probe and manual, it has both/,
    ],
    [
      'for neither',
      'manual: { instructions: "Open it.", evidence: required }',
      'timeoutMs: 3',
      'id: look',
      /it has neither/,
    ],
    [
      'for an expectation of a tick',
      'manual: {',
      'expect: [ "a == 1" ]\n        manual: {',
      '[ "a == 1" ]',
      /no facts to expect/,
    ],
    [
      'for a duplicate item id',
      'id: look',
      'id: logs',
      'logs\n        title: Somebody',
      /item id "logs" is already used in line 11/,
    ],
    [
      'for a duplicate phase id',
      'id: early',
      'id: late',
      'late\n    title: Early',
      /phase id "late" is already used in line 7/,
    ],
    [
      'for a duplicate key',
      'title: Early',
      'title: Early\n    title: Twice',
      'title: Twice',
      /"title" stands here a second time/,
    ],
    [
      'for an unknown need',
      '[ early ]',
      '[ eraly ]',
      'eraly',
      /no phase "eraly"\. Did you mean early\? Allowed: late, early/,
    ],
    ['for a need of itself', '[ early ]', '[ late ]', 'late ]', /needs itself/],
    [
      'for a loop of needs',
      'title: Early',
      'title: Early\n    needs: [ late ]',
      '[ early ]',
      /in a loop: late -> early -> late/,
    ],
    [
      'for an unknown variable',
      '${host}',
      '${hosts}',
      '${hosts}',
      /no variable "hosts"\. Did you mean host\? Allowed: host, port/,
    ],
    ['for half a variable', '${host}', '${host', '${host/', /write \$\{name\}/],
    ['for a name no variable can have', 'port: 80,', '9port: 80,', '9port', /"9port" is not allowed as a name/],
    [
      'for a variable of no scalar',
      'port: 80,',
      'port: [],',
      '[]',
      /port must be a text or a number or true or false, found a list/,
    ],
    [
      'for a bad literal',
      'status == 200',
      'status == up',
      'up\n',
      /"status == up": `up` stands after ==; allowed: a number/,
    ],
    [
      'for an unknown fact',
      'status == 200',
      'stauts == 200',
      'stauts',
      /Did you mean status\? Allowed: status, durationMs, body, json/,
    ],
    [
      'for a literal of the wrong type',
      'status == 200',
      'status == "200"',
      'status == "200"',
      /compared with a number/,
    ],
    [
      'for a member no parameter names',
      'counts.insecure',
      'counts.insecur',
      'counts.insecur ',
      /Did you mean insecure\? Allowed: insecure/,
    ],
    ['for a parameter out of range', '"${port}"', '70000', '70000', /port: Too big/],
    ['for a tab', '    title: Early', '\ttitle: Early', '\ttitle', /tab|not YAML/],
    ['for a second document', 'kind: Plan\n', 'kind: Plan\n---\n', '---', /one document/],
    ['for a tag', 'id: early', 'id: !!binary YWJj', 'YWJj', /tags are not allowed here/],
    ['for a tag of its own', 'id: early', 'id: !x early', '!x', /tags are not allowed/],
    ['for a key that is no text', 'port: 80,', '80: 80,', '80: 80', /not allowed as a key/],
    ['for a dangerous key', 'port: 80,', '__proto__: 80,', '__proto__', /not allowed as a key/],
    ['for a number without end', 'timeoutMs: 5000', 'timeoutMs: .inf', '.inf', /finite/],
  ])('%s', (_, part, by, at, words) => {
    const text = changed(part, by);
    const problems = problemsOf(text);
    const right = problems.find((one) => words.test(one.message));
    const place = right ? `${right.line}:${right.column}` : shown(problems);
    expect(place).toBe(placeOf(text, at));
  });

  test('for an override of a variable it does not have', () => {
    expect(shown(problemsOf(fixturePlan, { prot: 1 }))[0]).toMatch(
      /^5:7 the plan has no variable "prot"\. Did you mean port\?/,
    );
  });

  test('for all that is wrong with it, in the order of the text', () => {
    const text = changed('title: Late', 'tile: Late').replace('lines > 0', 'line > 0').replace('title: Health', 'x: y');
    const lines = problemsOf(text).map((one) => one.line);
    expect(lines).toEqual([7, 8, 14, 18, 19]);
  });

  test('for the first fifty of very many things', () => {
    const text = `${fixturePlan}${Array.from({ length: 200 }, (_, index) => `key${index}: 1\n`).join('')}`;
    const problems = problemsOf(text);
    expect(problems).toHaveLength(50);
    expect(problems[49]?.message).toBe('there are 151 more problems from here on');
  });
});

// The schema for editors accepts what the loader accepts, and refuses the slips that editors should mark.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { probeKinds } from '#engine/probes/index.ts';
import { fixtureKinds, fixturePlan } from './fixture-kinds.ts';
import { loadPlan } from './load-plan.ts';
import { planJsonSchema } from './plan-json-schema.ts';

const resources = new URL('../../../resources/', import.meta.url);
const schema = planJsonSchema(fixtureKinds);
const validator = z.fromJSONSchema(schema as never);
const accepts = (text: string): boolean => validator.safeParse(parse(text)).success;

describe('the JSON Schema of a plan', () => {
  test('accepts a sound plan, variables in place of numbers and links included', () => {
    expect(validator.safeParse(parse(fixturePlan)).error?.issues).toBeUndefined();
    expect(accepts(fixturePlan.replace('"${port}"', '80'))).toBe(true);
  });

  test.each([
    ['needs: [ early ]', 'need: [ early ]'],
    ['"${port}"', 'soon'],
    ['          http:', '          htpp:'],
    ['manual: {', 'probe: { log: { file: x } }\n        manual: {'],
    ['readyroom/v1', 'readyroom/v2'],
  ])('refuses %s become %s', (part, by) => {
    expect(accepts(fixturePlan.replace(part, by))).toBe(false);
  });

  test('leaves no map open to unknown keys', () => {
    const open: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      // The branches of an item's choice only add to what the item says.
      if ('properties' in value && !('additionalProperties' in value) && !/\.oneOf\.\d$/.test(path)) open.push(path);
      for (const [key, member] of Object.entries(value)) look(member, `${path}.${key}`);
    };
    look(schema, '');
    expect(open).toEqual([]);
  });

  test('tells an editor the facts of a kind', () => {
    expect(JSON.stringify(schema)).toContain('- durationMs (number): How long it took, in milliseconds.');
  });

  test('is the committed one for the real kinds', () => {
    const committed = readFileSync(new URL('schemas/plan-v1.schema.json', resources), 'utf8');
    const made = `${JSON.stringify(planJsonSchema(probeKinds), null, 2)}\n`;
    expect(committed === made, 'stale: run `node electron/build/schema.ts`').toBe(true);
  });
});

describe('the playbook that comes with Ready Room', () => {
  test('loads as it stands with the real kinds, and its schema accepts it', () => {
    const text = readFileSync(new URL('playbooks/phase-ix.yaml', resources));
    const loaded = loadPlan(text, { kinds: probeKinds });
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    const items = loaded.ok ? loaded.plan.phases.flatMap((phase) => phase.items) : [];
    expect(items.map((item) => item.kind)).toEqual(['http', 'log', 'prometheus_target', 'promql', 'manual']);
    const checked = z.fromJSONSchema(planJsonSchema(probeKinds) as never).safeParse(parse(text.toString()));
    expect(checked.error?.issues).toBeUndefined();
  });
});

// The plan format as a JSON Schema, so that editors complete and check it. The loader does not use it: it knows more.
import { z } from 'zod';
import { itemSchema, planSchema } from '#shared/model/plan.ts';
import type { Probe, ProbeKinds } from '../probes/probe.ts';

type Schema = { [key: string]: unknown };

const variable = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}', description: 'A variable: ${name}.' };

/** JSON Schema, draft 2020-12, of a whole plan with the parameters of every kind. */
export function planJsonSchema(kinds: ProbeKinds): Schema {
  const schema = toSchema(planSchema);
  const definitions: Schema = {};
  for (const [name, kind] of kinds) addKind(definitions, name, kind);
  const item = itemOf(schema);
  const properties = item['properties'] as Schema;
  properties['probe'] = {
    description: 'One probe kind and its parameters.',
    oneOf: [...kinds].map(([name, kind]) => ({
      type: 'object',
      description: kindWords(kind),
      properties: { [name]: { $ref: `#/$defs/${name}` } },
      required: [name],
      additionalProperties: false,
    })),
  };
  item['oneOf'] = [
    { type: 'object', properties: { probe: {} }, required: ['probe'] },
    { type: 'object', properties: { manual: {}, expect: { not: {} } }, required: ['manual'] },
  ];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Ready Room plan v1',
    description: 'A readiness checklist: phases of items, each looked at by a probe or by a person.',
    ...schema,
    $defs: { ...(schema['$defs'] as Schema | undefined), ...definitions },
  };
}

function toSchema(schema: z.ZodType): Schema {
  const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' }) as Schema;
  const { $schema: _, '~standard': __, ...rest } = made;
  return rest;
}

function itemOf(schema: Schema): Schema {
  const phases = (schema['properties'] as Schema)['phases'] as { items: { properties: { items: { items: Schema } } } };
  const item = phases.items.properties.items.items;
  if (Object.keys(itemSchema.shape).some((key) => !Object.hasOwn(item['properties'] as Schema, key))) {
    throw new Error('the schema of a plan has no items where they are expected');
  }
  return item;
}

function addKind(definitions: Schema, name: string, kind: Probe<never>): void {
  const { $defs, ...params } = toSchema(kind.params);
  const own = ($defs ?? {}) as Schema;
  const prefix = (reference: string): string =>
    reference === '#' ? `#/$defs/${name}` : reference.replace('#/$defs/', `#/$defs/${name}.`);
  definitions[name] = { description: kind.doc, ...(withVariables(params, prefix) as Schema) };
  for (const [key, definition] of Object.entries(own))
    definitions[`${name}.${key}`] = withVariables(definition, prefix);
}

const scalarTypes = ['number', 'integer', 'boolean'];
const schemaMaps = ['properties', 'patternProperties', '$defs'];

/** Wherever a parameter is more than any text, a text with a variable in it may stand as well. */
function withVariables(schema: unknown, prefix: (reference: string) => string): unknown {
  if (Array.isArray(schema)) return schema.map((member) => withVariables(member, prefix));
  if (typeof schema !== 'object' || schema === null) return schema;
  const made: Schema = {};
  for (const [key, value] of Object.entries(schema as Schema)) {
    if (key === '$ref') made[key] = prefix(String(value));
    else if (key === 'propertyNames' || key === 'default' || key === 'enum' || key === 'required') made[key] = value;
    else if (schemaMaps.includes(key)) {
      made[key] = Object.fromEntries(
        Object.entries(value as Schema).map(([name, one]) => [name, withVariables(one, prefix)]),
      );
    } else made[key] = withVariables(value, prefix);
  }
  const text = made['type'] === 'string' && ['format', 'pattern', 'enum', 'const'].some((key) => key in made);
  if (!text && !scalarTypes.includes(String(made['type'])) && !('enum' in made) && !('const' in made)) return made;
  const { description, default: preset, ...rest } = made;
  return {
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
    anyOf: [rest, variable],
  };
}

function kindWords(kind: Probe<never>): string {
  const facts = Object.entries(kind.facts).map(([name, fact]) => `${name} (${fact.type}): ${fact.doc}`);
  return `${kind.doc}\n\nFacts for expect:\n${facts.map((fact) => `- ${fact}`).join('\n')}`;
}

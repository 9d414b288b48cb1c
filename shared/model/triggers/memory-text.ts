// A trigger's memory as a text that outlives the process. JSON has no NaN and no infinities; here they are words.
import { z } from 'zod';
import { instanceSchema, triggerMemorySchema, type TriggerMemory } from './state.ts';

const words = new Map<number, string>([
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
]);
const numbers = new Map([...words].map(([number, word]) => [word, number]));

const writtenSchema = triggerMemorySchema.extend({
  instances: z.array(
    instanceSchema.extend({
      value: z.union([
        z.number(),
        z.enum(['NaN', '+Inf', '-Inf']).transform((word) => numbers.get(word) ?? Number.NaN),
      ]),
    }),
  ),
});

/** The same text for the same memory. */
export function writeMemory(memory: TriggerMemory): string {
  const instances = memory.instances.map((one) => ({ ...one, value: words.get(one.value) ?? one.value }));
  return JSON.stringify({ ...memory, instances });
}

/** Throws where the text is not what writeMemory wrote. */
export function readMemory(text: string): TriggerMemory {
  return writtenSchema.parse(JSON.parse(text));
}

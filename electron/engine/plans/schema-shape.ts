// Which keys a zod schema allows at a path, for messages that say so. It validates nothing.
import type { z } from 'zod';

type Definition = z.core.$ZodTypes['_zod']['def'];

/** The keys of the map at the path, of all alternatives where there are several; none where it takes any. */
export function allowedKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let schemas: z.core.$ZodType[] = unwrap(schema);
  for (const step of path) schemas = schemas.flatMap((one) => member(one, step)).flatMap(unwrap);
  const keys = schemas.flatMap((one) => {
    const definition = one._zod.def as Definition;
    return definition.type === 'object' ? Object.keys(definition.shape) : [];
  });
  return [...new Set(keys)];
}

function member(schema: z.core.$ZodType, step: string | number): z.core.$ZodType[] {
  const definition = schema._zod.def as Definition;
  if (definition.type === 'array') return [definition.element];
  if (definition.type === 'record') return [definition.valueType];
  if (definition.type !== 'object') return [];
  const found = Object.hasOwn(definition.shape, step) ? definition.shape[step] : undefined;
  return found ? [found] : [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  const definition = schema._zod.def as Definition;
  if (definition.type === 'union') return definition.options.flatMap(unwrap);
  if (definition.type === 'pipe') return unwrap(definition.in);
  if (definition.type === 'intersection') return [...unwrap(definition.left), ...unwrap(definition.right)];
  return 'innerType' in definition ? unwrap(definition.innerType) : [schema];
}

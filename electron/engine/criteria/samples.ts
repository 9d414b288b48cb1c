// The definitions that come with the console. The first comment of each says what it is: its title, then what it is about.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DefinitionSample } from '#shared/contract/criteria.ts';

const kinds = { Criteria: 'criteria', Objectives: 'objectives', Baseline: 'baseline', Soak: 'soak' } as const;

export function readSamples(folder: string): DefinitionSample[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  } catch {
    return []; // A build without resources has none to offer.
  }
  return names.toSorted().flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const [title = name, ...about] = text.split('\n').filter((line) => line.startsWith('# ')).map((line) => line.slice(2)); // prettier-ignore
    const kind = kinds[(/^kind:\s*(\w+)/m.exec(text)?.[1] ?? '') as keyof typeof kinds];
    return kind === undefined ? [] : [{ kind, name, title, about: about.join(' '), text }];
  });
}

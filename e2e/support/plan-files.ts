// Small plans for journeys, as text and as files in a folder of their own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PlanFolder {
  path: string;
  /** Writes a file and returns its path. */
  write: (name: string, text: string) => string;
  remove: () => void;
}

export function makePlanFolder(): PlanFolder {
  const path = mkdtempSync(join(tmpdir(), 'readyroom-plans-'));
  return {
    path,
    write: (name, text) => {
      const file = join(path, name);
      writeFileSync(file, text);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A plan of one phase; `items` are lines of YAML, each with its own `- id:`. */
export function planText(name: string, title: string, items: string): string {
  const head = `apiVersion: readyroom/v1\nkind: Plan\nname: ${name}\ntitle: ${title}\n`;
  return `${head}phases:\n  - id: one\n    title: One\n    items:\n${items}`;
}

export const httpItem = (title: string, url: string): string =>
  `      - id: look\n        title: ${title}\n        probe: { http: { url: "${url}" } }\n        expect: [ 'status == 200' ]\n`;

/** Its command leaves a mark that shows that it ran. */
export const markItem = (title: string, file: string): string =>
  `      - id: mark\n        title: ${title}\n        probe: { exec: { argv: [ touch, "${file}" ] } }\n        expect: [ 'exitCode == 0' ]\n`;

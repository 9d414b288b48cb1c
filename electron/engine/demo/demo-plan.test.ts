import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { demoPlanText } from './demo-plan.ts';

const playbook = readFileSync(new URL('../../../resources/playbooks/phase-ix.yaml', import.meta.url), 'utf8');
const addresses = { attestor: 'http://127.0.0.1:1', prometheus: 'http://127.0.0.1:2', log: '/a folder/: #"x.jsonl' };

test('only name, title and variables differ from the playbook', () => {
  const [before, after] = [parse(playbook), parse(demoPlanText(playbook, addresses))] as Record<string, unknown>[];
  expect(after).toEqual({
    ...before,
    name: 'phase-ix-demo',
    title: `${String(before?.['title'])} (demo)`,
    vars: addresses,
  });
});

test('every line but those of name, title and variables is the playbook’s own', () => {
  const changed = /^(name|title|vars): /;
  // The playbook has a blank before a comma; the printer does not keep it.
  const rest = (text: string) => text.replaceAll(' ,', ',').split('\n').filter((line) => !changed.test(line)); // prettier-ignore
  expect(rest(demoPlanText(playbook, addresses))).toEqual(rest(playbook));
});

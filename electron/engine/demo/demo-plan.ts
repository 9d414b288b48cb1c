// The demo's plan: the Phase IX playbook with its variables pointed at what the demo has just started.
import { parseDocument } from 'yaml';
import { OpsError } from '#shared/model/ops-error.ts';

export interface DemoAddresses {
  attestor: string;
  prometheus: string;
  log: string;
}

/**
 * Replaces the variables of `playbook` (the text of a plan) and its name and title; all else stays as written,
 * comments included, so that the items keep their places and the ticks given to them.
 */
export function demoPlanText(playbook: string, addresses: DemoAddresses): string {
  const document = parseDocument(playbook);
  const problem = document.errors[0];
  if (problem) throw new OpsError('internal', `the bundled playbook cannot be read: ${problem.message}`);
  document.set('name', 'phase-ix-demo');
  document.set('title', `${String(document.get('title'))} (demo)`);
  for (const [name, value] of Object.entries(addresses)) document.setIn(['vars', name], value);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

// Consent to what a plan wants to do on this machine: given by --trust, asked for once on a terminal, else not given.
import { userInfo } from 'node:os';
import type { EngineClient } from '#engine/engine.ts';
import type { PlanSummary } from '#shared/model/checklist.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal-text.ts';

/** Without consent the run takes place all the same: the engine refuses those items, and each says so. */
export async function settleConsent(
  client: EngineClient,
  plan: PlanSummary,
  terminal: Terminal,
  trust: boolean,
): Promise<void> {
  if (plan.untrusted.length === 0) return;
  const list = plan.untrusted.map((demand) => `  ${demand.kind.padEnd(10)}  ${printable(demand.subject)}\n`).join('');
  terminal.stderr.write(`This plan wants to do on this machine what needs consent:\n${list}`);
  const consented =
    trust || (terminal.ask !== null && (await terminal.ask('Consent, for this very text of the plan? [y/N] ')));
  if (consented) {
    await client.plans.trust({ planId: plan.planId, hash: plan.hash, by: userInfo().username });
    return;
  }
  const how = terminal.ask === null ? 'give --trust to consent' : 'no consent given';
  terminal.stderr.write(`${how}; items that need it are refused\n`);
}

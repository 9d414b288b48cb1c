// What a plan may do unasked, by where it came from, and the permit that probes show before they do it. Who was asked
// and when is the store's to know.
import type { Demand, PlanOrigin } from '#shared/model/checklist.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { canonicalHost, localityOf } from './local-address.ts';

/**
 * @param resolvedFrom the name by which the demanded address was found, where it was found by name.
 * @throws OpsError `denied`.
 */
export type Permit = (demand: Demand, resolvedFrom?: string) => void;

/**
 * Whether a person has to consent first: to every command unless the plan is part of Ready Room, and for a plan that
 * came from elsewhere also to files, to Docker, to Kubernetes and to hosts that are this machine or its own network.
 */
export function needsConsent(origin: PlanOrigin, demand: Demand): boolean {
  if (origin === 'bundled') return false;
  if (demand.kind === 'command') return true;
  if (origin === 'file') return false;
  return demand.kind !== 'host' || localityOf(canonicalHost(demand.subject)) !== 'elsewhere';
}

/**
 * Consent to a host by name holds for the addresses it resolves to, with two exceptions against names that change
 * their answer: loopback needs a loopback name, and link-local (cloud metadata) has to be granted as an address.
 */
export function createPermit(given: { origin: PlanOrigin; granted: Demand[] }): Permit {
  const granted = new Set(given.granted.map(keyOf));
  return (demand, resolvedFrom) => {
    if (!needsConsent(given.origin, demand) || granted.has(keyOf(demand))) return;
    if (resolvedFrom !== undefined && granted.has(keyOf({ kind: 'host', subject: resolvedFrom }))) {
      const address = localityOf(canonicalHost(demand.subject));
      if (address === 'private') return;
      if (address === 'loopback' && localityOf(canonicalHost(resolvedFrom)) === 'loopback') return;
    }
    throw new OpsError('denied', denialOf(demand, resolvedFrom));
  };
}

function keyOf(demand: Demand): string {
  if (demand.kind !== 'host') return `${demand.kind} ${demand.subject}`;
  return `host ${canonicalHost(demand.subject)} ${/:(\d+)$/.exec(demand.subject)?.[1] ?? ''}`;
}

function denialOf({ kind, subject }: Demand, resolvedFrom: string | undefined): string {
  const name = resolvedFrom === undefined ? '' : ` (${resolvedFrom})`;
  const words: Record<Demand['kind'], string> = {
    command: `run ${subject}`,
    file: `read ${subject}`,
    host: `reach ${subject}${name}`,
    docker: `ask the Docker engine (${subject})`,
    kubernetes: `ask the Kubernetes context (${subject})`,
  };
  return `this plan is not trusted to ${words[kind]}; review it and trust it first`;
}

// Made-up environments, locks, offers, terminals and port-forwards for looking at their screens.
import type { ActionName, ActionResult, Offer, Prepared } from '#shared/model/action.ts';
import { firstEnvironment, type Environment, type Lock } from '#shared/model/environment.ts';
import type { Forward } from '#shared/model/forward.ts';
import type { Watched } from '#shared/model/watch.ts';
import { containerMakers } from './scenario-containers.ts';
import { minuteMs, type Scenario } from './scenario.ts';

export interface ChangesScenario {
  environments: Environment[];
  locks: Lock[];
  offers: (target: Watched) => Offer[];
  prepare: (action: ActionName, targets: Watched[], replicas: number | null) => Prepared;
  confirm: (targets: Watched[]) => ActionResult[];
  terminal: { text: string; end: { code: number | null; reason: string } | null };
  forwards: Forward[];
}

const environment = (patch: Partial<Environment> & { name: string }): Environment => ({ ...firstEnvironment, key: patch.name, active: false, savedAt: 0, ...patch }); // prettier-ignore

const pinned = { context: 'prod-eu', namespaces: ['shop', 'payments'], server: 'https://10.20.0.1:6443', caDigest: 'a3f1'.repeat(16) }; // prettier-ignore
const environments: Environment[] = [
  environment({ name: 'local', active: true }),
  environment({ name: 'production', colour: 'red', kubernetes: pinned, docker: 'ssh://ops@prod-eu-1.example', prometheusUrl: 'https://prometheus.prod.example', vars: { attestor: 'https://attestor.prod.example', region: 'eu-central-1' } }), // prettier-ignore
  environment({ name: 'staging of the settlement reconciliation platform', colour: 'amber', kubernetes: { ...pinned, context: 'staging' } }), // prettier-ignore
  environment({ name: 'toy', colour: 'green', protected: false }),
];

const lock = (key: Lock['key'], name: string | null): Lock => ({ key, name, locked: true, unlockedUntil: null, unlockedBy: null }); // prettier-ignore

const offer = (action: ActionName, patch: Partial<Offer> = {}): Offer => ({ action, allowed: true, reason: '', destructive: false, replicas: null, ...patch }); // prettier-ignore
const offersOf: Record<string, Offer[]> = {
  container: [
    offer('start', { allowed: false, reason: 'it is running' }),
    offer('stop'),
    offer('restart'),
    offer('pause'),
    offer('unpause', { allowed: false, reason: 'it is running' }),
    offer('kill', { destructive: true }),
    offer('remove', { destructive: true }),
  ],
  deployments: [
    offer('scale', { replicas: 3 }),
    offer('rollout_restart'),
    offer('rollout_undo', {
      allowed: false,
      reason: 'this login may not patch deployments (Deployment web): no rule allows it',
    }),
  ],
  pods: [offer('delete', { destructive: true })],
  nodes: [offer('cordon'), offer('uncordon', { allowed: false, reason: 'it takes pods' })],
};

const line: Partial<Record<ActionName, string>> = {
  stop: 'is asked to end, and killed after 10 s',
  remove: 'is removed with its writable layer',
  delete: 'ends; ReplicaSet web-6c9f7b8d5 makes another',
  rollout_restart: 'its 3 pods are replaced',
};
const warnings: Partial<Record<ActionName, string[]>> = {
  remove: ['It runs: it is killed first.', 'Its volumes and mounted folders stay.'],
  rollout_restart: ['All pods end before the new ones start.'],
  delete: ['Nothing owns ledger-0: it does not come back.'],
};
const titled = ({ kind, namespace, name }: Watched): string => `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`; // prettier-ignore

export function plainChanges(now: number): ChangesScenario {
  return {
    environments,
    locks: [lock('docker', 'local'), lock('kubernetes', null)],
    offers: ({ kind }) => offersOf[kind] ?? [],
    prepare: (action, targets, replicas) => ({
      ticket: 'ticket-1',
      action,
      where: targets[0]?.source === 'docker' ? 'local' : 'prod-eu',
      touches: targets.map((one) => `${titled(one)}: ${replicas === null ? (line[action] ?? action) : `from 3 to ${replicas} pods`}`), // prettier-ignore
      warnings: warnings[action] ?? [],
      destructive: ['kill', 'remove', 'delete'].includes(action),
      expiresAt: now + 120 * 1_000 + 3_600_000,
    }),
    confirm: (targets) =>
      targets.map((target, at) => ({ target, ok: at % 3 !== 1, message: at % 3 === 1 ? 'the quota of the namespace is used up: pods 50 of 50' : 'was asked to end' })), // prettier-ignore
    terminal: { text: terminalText, end: null },
    forwards: [],
  };
}

const e = '\u001B[';
const colours = Array.from({ length: 24 }, (_, at) => `${e}48;2;${at * 10};${120};${255 - at * 10}m  `).join('');
const terminalText = [
  `${e}1;32mroot@web-1${e}0m:${e}1;34m/srv/app${e}0m# ls -la --color`,
  'total 28',
  `drwxr-xr-x 4 app app 4096 Nov 20 14:02 ${e}1;34mconfig${e}0m`,
  `-rwxr-xr-x 1 app app 9216 Nov 20 13:58 ${e}1;32mserver${e}0m`,
  `lrwxrwxrwx 1 app app   11 Nov 20 13:58 ${e}1;36mcurrent${e}0m -> releases/42`,
  `${e}1;32mroot@web-1${e}0m:${e}1;34m/srv/app${e}0m# tail -3 server.log`,
  `${e}33mWARN ${e}0m  pool is at 48 of 50 connections`,
  `${e}31mERROR${e}0m  attestation 18204 took 812 ms, budget is 500 ms`,
  `${e}90m2026-11-20T14:02:07Z${e}0m done, ${e}38;2;255;140;0mtrue colour${e}0m too: ${colours}${e}0m`,
  `${e}7m-- INSERT --${e}0m ${e}4munderlined${e}0m ${e}2mdim${e}0m wide: 値段 é`,
  `${e}1;32mroot@web-1${e}0m:${e}1;34m/srv/app${e}0m# `,
].join('\r\n');

const forwardOf = (patch: Partial<Forward> & { key: string }, now: number): Forward => ({
  target: { kind: 'services', namespace: 'shop', name: 'web', port: 80 },
  context: 'prod-eu',
  state: 'live',
  since: now - 41 * minuteMs,
  reason: '',
  localPort: 41_730,
  pod: 'web-6c9f7b8d5-4xk2p',
  moves: 0,
  connections: 2,
  total: 318,
  bytesIn: 48_220_114,
  bytesOut: 902_113,
  startedAt: now - 41 * minuteMs,
  startedBy: 'Release lead',
  ...patch,
});

const mixed = (now: number): Forward[] => [
  forwardOf({ key: 'f1', moves: 2 }, now),
  forwardOf({ key: 'f2', target: { kind: 'statefulsets', namespace: 'payments', name: 'ledger', port: 5432 }, state: 'waiting', since: now - 70_000, reason: 'pod ledger-0 is gone or not ready, and no other is', localPort: 5432, pod: 'ledger-0', connections: 0, total: 12 }, now), // prettier-ignore
  forwardOf({ key: 'f3', target: { kind: 'pods', namespace: 'shop', name: 'settlement-reconciliation-gateway-with-a-long-name-6c9f7b8d5-zz81m', port: 9090 }, state: 'failed', since: now - 9_000, reason: 'the pod refused the connection: nothing listens on port 9090', localPort: 39_112, connections: 0, total: 3, bytesIn: 0, bytesOut: 512 }, now), // prettier-ignore
  forwardOf({ key: 'f4', target: { kind: 'deployments', namespace: 'shop', name: 'cart', port: 8080 }, state: 'starting', since: now - 800, pod: null, localPort: 40_001, connections: 0, total: 0, bytesIn: 0, bytesOut: 0 }, now), // prettier-ignore
  forwardOf({ key: 'f5', target: { kind: 'services', namespace: 'shop', name: 'search', port: 9200 }, state: 'ended', since: now - 12 * minuteMs, reason: 'the context was left', connections: 0 }, now), // prettier-ignore
];

type Maker = (scenario: Scenario, now: number) => Scenario;
const open = (one: Lock, now: number): Lock => ({ ...one, locked: false, unlockedUntil: now + 9.5 * minuteMs, unlockedBy: 'Release lead' }); // prettier-ignore
const boxes: Maker = (scenario, now) => containerMakers['boxes']?.(scenario, now) ?? scenario;
const unlockedBoxes: Maker = (scenario, now) => {
  const made = boxes(scenario, now);
  return { ...made, changes: { ...made.changes, locks: [open(lock('docker', 'local'), now), lock('kubernetes', null)] } };
}; // prettier-ignore

/** @param kube makes the scenario with one context connected. */
export const changeMakers = (kube: Maker): Record<string, Maker> => {
  const unlockedKube: Maker = (scenario, now) => {
    const made = kube(scenario, now);
    const production = made.changes.environments.map((one) => ({ ...one, active: one.name === 'production' }));
    const locks = [lock('docker', 'production'), open(lock('kubernetes', 'prod-eu'), now)];
    return { ...made, changes: { ...made.changes, environments: production, locks } };
  };
  return {
    'changes-boxes': unlockedBoxes,
    'changes-kube': unlockedKube,
    'kube-locked': (scenario, now) => {
      const made = kube(scenario, now);
      return { ...made, changes: { ...made.changes, locks: [lock('docker', 'local'), lock('kubernetes', 'prod-eu')] } };
    },
    'terminal-ended': (scenario, now) => {
      const made = unlockedBoxes(scenario, now);
      const end = { code: 137, reason: 'it was locked' };
      return { ...made, changes: { ...made.changes, terminal: { text: `${terminalText}kill -9 $$\r\n`, end } } };
    },
    forwards: (scenario, now) => {
      const made = unlockedKube(scenario, now);
      return { ...made, changes: { ...made.changes, forwards: mixed(now) } };
    },
  };
};

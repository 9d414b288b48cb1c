// What the controls of an incident are at this moment, and what they come to on what was recorded of it.
import { createHash } from 'node:crypto';
import { conditionText } from '#shared/model/learning/condition-text.ts';
import {
  controlState,
  isProofStanding,
  type Control,
  type ControlTarget,
  type PresentControl,
} from '#shared/model/learning/control.ts';
import type { ShownControl } from '#shared/model/learning/learning.ts';
import { playbookListWords, type PlaybookEntry } from '#shared/model/learning/playbook.ts';
import { judgeProof, type Proof, type Sight } from '#shared/model/learning/proof.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { PlanItem, Vars } from '#shared/model/plan.ts';
import { isManual, type Trigger } from '#shared/model/triggers/trigger.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { ProbeKinds } from '../probes/probe.ts';
import type { ReadDb } from '../store/database.ts';
import type { StoredResult } from '../store/run-rows.ts';
import type { LiveSince } from './covered-spans.ts';
import { incidentSpan } from './incident-span.ts';
import { itemNow, itemOnIncident } from './item-sight.ts';
import { triggerDefinition, triggerNow, triggerOnIncident } from './trigger-sight.ts';

export interface KnownItem {
  plan: string;
  item: PlanItem;
  vars: Vars;
  last: StoredResult | null;
}

/** What of the console controls are made of. Each is null where there is none. */
export interface ControlWorld {
  trigger: (key: string) => { trigger: Trigger; savedAtMs: number; watched: WatchedTrigger } | null;
  item: (planId: string, phaseId: string, itemId: string) => KnownItem | null;
  entry: (named: string, id: string) => PlaybookEntry | null;
  kinds: ProbeKinds;
  liveSince: LiveSince;
}

export interface Controls {
  /** What is meant by a target, for a control that is made of it. @throws OpsError `not_found`. */
  describe: (target: ControlTarget) => { title: string; words: string };
  show: (control: Control, incident: Incident) => ShownControl;
  isProven: (control: Control, incident: Incident) => boolean;
  /** @throws OpsError `not_found`, `conflict`, `cancelled`. */
  prove: (control: Control, incident: Incident, by: string, signal: AbortSignal) => Promise<Proof>;
  /** What it is now, as a digest; null where it is not there. */
  definition: (target: ControlTarget, incident: Incident) => string | null;
}

const unknownNow = (words: string): Sight => ({ state: 'unknown', words, atMs: null, seen: [] });

export function createControls(read: ReadDb, world: ControlWorld, now: () => number): Controls {
  const present = (target: ControlTarget, incident: Incident): PresentControl => {
    const span = incidentSpan(incident, now());
    if (target.kind === 'trigger') {
      const known = world.trigger(target.key);
      if (known === null) return missing('the trigger was removed');
      const { trigger, watched } = known;
      return { definition: triggerDefinition(trigger), words: triggerWords(trigger), provable: !isManual(trigger), now: triggerNow(watched, now()) }; // prettier-ignore
    }
    if (target.kind === 'playbook_entry') {
      const entry = world.entry(target.class, target.entry);
      if (entry === null) return missing('the entry was removed from the playbook');
      const definition = createHash('sha256').update(`${entry.list}\n${entry.text}`).digest('hex');
      return { definition, words: entryWords(entry), provable: false, now: unknownNow('words are not looked at') };
    }
    const known = world.item(target.planId, target.phaseId, target.itemId);
    if (known === null) return missing(`the plan has no item ${target.phaseId}/${target.itemId} yet, or no more`);
    const { item, last } = known;
    const provable = item.kind !== 'manual';
    return { definition: item.digest, words: itemWords(known), provable, now: provable ? itemNow(item, last, span) : unknownNow('a person looks') }; // prettier-ignore
  };
  return {
    describe: (target) => {
      if (target.kind === 'trigger') {
        const known = world.trigger(target.key);
        if (known === null) throw new OpsError('not_found', 'There is no such trigger; it may have been removed.');
        return { title: known.trigger.name, words: triggerWords(known.trigger) };
      }
      if (target.kind === 'playbook_entry') {
        const entry = world.entry(target.class, target.entry);
        if (entry === null) throw new OpsError('not_found', 'There is no such entry in the playbook.');
        return { title: entry.text.slice(0, 200), words: entryWords(entry) };
      }
      const known = world.item(target.planId, target.phaseId, target.itemId);
      if (known === null) throw new OpsError('not_found', `The plan has no item ${target.phaseId}/${target.itemId}.`);
      return { title: known.item.title, words: itemWords(known) };
    },
    show: (control, incident) => {
      const is = present(control.target, incident);
      const { state, words } = controlState(control, { ...is, span: incidentSpan(incident, now()) });
      return { control, state, words, defined: is.definition === null ? '' : is.words, provable: is.provable, now: is.now }; // prettier-ignore
    },
    isProven: (control, incident) => {
      const { definition } = present(control.target, incident);
      return definition !== null && isProofStanding(control, { definition, span: incidentSpan(incident, now()) });
    },
    definition: (target, incident) => present(target, incident).definition,
    prove: async ({ target }, incident, by, signal) => {
      const is = present(target, incident);
      if (is.definition === null) throw new OpsError('not_found', `${is.words}.`);
      if (!is.provable) throw new OpsError('conflict', 'No record can prove this one; a person has to speak for it.');
      const span = incidentSpan(incident, now());
      const onIncident = await tried(target, span, signal);
      // What it is now is asked once more: trying took its time.
      const after = present(target, incident);
      const { verdict, words } = judgeProof(onIncident, after.now);
      return { sequence: 0, at: now(), by, definition: is.definition, fromMs: span.fromMs, toMs: span.toMs, onIncident, now: after.now, verdict, words }; // prettier-ignore
    },
  };

  async function tried(
    target: ControlTarget,
    span: ReturnType<typeof incidentSpan>,
    signal: AbortSignal,
  ): Promise<Sight> {
    // prettier-ignore
    const { kinds, liveSince } = world;
    if (target.kind === 'trigger') {
      const known = world.trigger(target.key);
      if (known !== null) return await triggerOnIncident(read, { key: target.key, ...known, span, liveSince, signal });
    } else if (target.kind !== 'playbook_entry') {
      const known = world.item(target.planId, target.phaseId, target.itemId);
      if (known !== null) return itemOnIncident(read, { planId: target.planId, item: known.item, vars: known.vars, span, kinds }); // prettier-ignore
    }
    return unknownNow('it is not there');
  }
}

const missing = (words: string): PresentControl => ({
  definition: null,
  words,
  provable: true,
  now: unknownNow(words),
});
const triggerWords = ({ condition }: Trigger): string => conditionText(condition);
const entryWords = ({ list, text }: PlaybookEntry): string => `${playbookListWords[list]}: ${text}`;
const itemWords = ({ plan, item }: KnownItem): string =>
  `${plan}, ${item.phaseId}/${item.id}: ${item.kind === 'manual' ? 'a person looks' : `${item.kind}, ${item.expectations.map(({ text }) => text).join(' and ')}`}`; // prettier-ignore

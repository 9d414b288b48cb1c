// What is proposed of an incident before a person declares it: out of what the record shows, with the evidence named. It
// never proposes the gravest severity, and no start where nothing points to one.
import { findingsShown, type DeclareDraft, type DeclareFrom, type Finding, type Proposal } from '#shared/model/incident/declare.ts'; // prettier-ignore
import type { Evidence } from '#shared/model/incident/evidence.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { linked, type LinkDraft } from '#shared/model/incident/incident-link.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import { severities, type Severity } from '#shared/model/triggers/trigger.ts';
import type { LookedBack } from './look-back.ts';
import { mostTelling } from './look-back.ts';

export interface Known {
  /** Those that may be the same or alike, in any order. */
  incidents: readonly Incident[];
  /** When each trigger's condition began to hold, before it fired, with the event that says so. */
  pendingOf: (trigger: string, firedMs: number) => { sequence: number; atMs: number } | null;
  severityOf: (sequence: number) => Severity | null;
  queries: string[];
}

export interface Asked {
  from: DeclareFrom;
  fromMs: number;
  toMs: number;
}

export function propose(
  { from: asked, fromMs, toMs }: Asked,
  { findings, counts, more }: LookedBack,
  known: Known,
): Proposal {
  const from = { ...asked, key: recordedKey(asked.key, findings) };
  const about = findings.filter(({ ref, bad: isBad }) => isBad && from.key !== '' && ref === from.key);
  const bad = findings.filter(({ bad: isBad, kind }) => isBad && kind !== 'change');
  const links = linksOf(from, bad);
  const alike = known.incidents.filter((one) => links.some((link) => linked(one.links, link.kind).includes(link.target))); // prettier-ignore
  return {
    draft: {
      title: titleOf(from, about.length > 0 ? about : bad),
      summary: '',
      kind: 'real',
      class: alike.findLast((one) => one.class !== '')?.class ?? '',
      ...severityOf(bad, known),
      detectedBy: detectedBy(from),
      impactStart: impactStart(about.length > 0 ? about : bad, known),
      detected: { atMs: from.atMs ?? toMs, confidence: from.atMs === null ? 'likely' : 'certain', evidence: evidenceOf(about.slice(-1)) }, // prettier-ignore
      commander: '',
      links,
    },
    fromMs,
    toMs,
    findings: mostTelling(findings, findingsShown),
    counts: { fired: 0, failed: 0, change: 0, error: 0, gap: 0, ...counts },
    more,
    queries: known.queries,
    open: alike
      .filter(({ status }) => isOpen(status))
      .map(({ id, number, title, links: theirs }) => ({ id, number, title, why: sharedInWords(links, theirs) })),
  };
}

/** What changes of a cluster are told of is the workload, whichever of its pods a person looked at. */
function recordedKey(key: string, findings: readonly Finding[]): string {
  const refs = findings.flatMap(({ ref }) => (ref === null ? [] : [ref]));
  if (!key.startsWith('kubernetes/') || refs.includes(key)) return key;
  return refs.filter((ref) => key.startsWith(`${ref}-`)).toSorted((a, b) => b.length - a.length)[0] ?? key;
}

export const evidenceOf = (findings: readonly Finding[]): Evidence[] =>
  findings.filter(({ sequence }) => sequence > 0).map(({ sequence, subject, words }) => ({ kind: 'event', sequence, title: `${subject} ${words}`.slice(0, 500) })); // prettier-ignore

function titleOf({ title }: DeclareFrom, telling: readonly Finding[]): string {
  const [first] = telling;
  const words = title !== '' ? title : first === undefined ? 'Untitled incident' : first.kind === 'failed' ? `${first.subject}: failed` : `${first.subject} ${first.words}`; // prettier-ignore
  return words.length > 200 ? `${words.slice(0, 199)}…` : words;
}

function detectedBy({ kind, key }: DeclareFrom): DeclareDraft['detectedBy'] {
  if (kind === 'trigger' || kind === 'error') return 'alert';
  return key.startsWith('item/') ? 'probe' : 'human';
}

const graded: Record<Severity, DeclareDraft['severity']> = { urgent: 'sev2', action: 'sev3', attention: 'sev4', info: 'sev5' }; // prettier-ignore

/** Of the gravest trigger that fired; without one nobody knows. */
function severityOf(bad: readonly Finding[], known: Known): Pick<DeclareDraft, 'severity' | 'opsSeverity'> {
  const fired = bad.filter(({ kind }) => kind === 'fired').flatMap(({ sequence }) => known.severityOf(sequence) ?? []);
  const gravest = severities[Math.max(...fired.map((one) => severities.indexOf(one)))];
  if (gravest === undefined) return { severity: 'unknown', opsSeverity: 'attention' };
  return { severity: graded[gravest], opsSeverity: gravest };
}

/** The first sign of it: where a trigger waited before it fired, the moment its condition began to hold. */
function impactStart(telling: readonly Finding[], known: Known): DeclareDraft['impactStart'] {
  const [first] = telling;
  if (first === undefined) return null;
  const pending = first.kind === 'fired' && first.ref !== null ? known.pendingOf(first.ref, first.atMs) : null;
  if (pending === null) return { atMs: first.atMs, confidence: 'likely', evidence: evidenceOf([first]) };
  const title = `${first.subject}: its condition began to hold`.slice(0, 500);
  return {
    atMs: pending.atMs,
    confidence: 'likely',
    evidence: [{ kind: 'event', sequence: pending.sequence, title }, ...evidenceOf([first])],
  };
}

const mostLinks = 10;

/** What it is declared from, and the triggers that fired beside it. */
function linksOf(from: DeclareFrom, bad: readonly Finding[]): LinkDraft[] {
  const own: LinkDraft[] = from.key === '' || from.kind === 'palette' || from.kind === 'chart' ? [] : [{ kind: from.kind, target: from.key, title: from.title }]; // prettier-ignore
  const fired = bad.filter(({ kind, ref }) => kind === 'fired' && ref !== null && ref !== from.key);
  const beside = new Map(fired.map(({ ref, subject }) => [ref ?? '', subject]));
  const errors = new Map(bad.filter(({ kind, ref }) => kind === 'error' && ref !== null && ref !== from.key).map(({ ref, subject }) => [ref ?? '', subject])); // prettier-ignore
  const of = (kind: 'trigger' | 'error', all: Map<string, string>): LinkDraft[] => [...all].map(([target, title]) => ({ kind, target, title })); // prettier-ignore
  return [...own, ...of('trigger', beside), ...of('error', errors)].slice(0, mostLinks);
}

function sharedInWords(links: readonly LinkDraft[], theirs: readonly LinkDraft[]): string {
  const shared = links.filter(({ kind, target }) => linked(theirs, kind).includes(target));
  return shared.map(({ kind, title, target }) => `the same ${kind}, ${title || target}`).join('; ');
}

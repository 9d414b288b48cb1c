// The incidents as last heard of, and one of them whole. What was read stays while it is read anew.
import { useMemo, useState } from 'react';
import type { IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import type { IncidentSummary } from '#shared/model/incident/incident.ts';
import { mergedOf } from '#shared/model/incident/merged-of.ts';
import { lostNow } from '../../state/lost.ts';
import { useAnswer, useConsole, useFeed, useWhole } from '../../state/use-console.ts';

export function useIncidents(): { all: IncidentSummary[]; lost: boolean } {
  const { incidents, link } = useConsole();
  const { entries } = useFeed(incidents.all);
  useWhole(link.store);
  const all = useMemo(() => [...entries.values()], [entries]);
  return { all, lost: lostNow(link, [incidents.all]) !== null };
}

/** Changes whenever the incident did, or one that was merged into it. */
export function versionOf(id: string, all: readonly IncidentSummary[]): string | null {
  const own = all.find(({ key }) => key === id);
  if (own === undefined) return null;
  const merged = mergedOf(all, id, (one) => one.key).map(({ key, sequence }) => `${key}:${sequence}`);
  return [id, own.sequence, own.firedAgain.map(({ sequence }) => sequence), ...merged].join(' ');
}

export interface ReadIncident {
  detail: IncidentDetail | null;
  /** Why it could not be read; empty where it was. */
  reason: string;
}

export function useIncident(id: string): ReadIncident {
  const { operations } = useConsole();
  const { all } = useIncidents();
  const { state, value, reason } = useAnswer(versionOf(id, all), () => operations.incident(id));
  const [kept, setKept] = useState<IncidentDetail | null>(null);
  if (value !== null && value !== kept) setKept(value);
  const last = value ?? (kept?.incident.id === id ? kept : null);
  return { detail: last, reason: state === 'refused' ? reason : '' };
}

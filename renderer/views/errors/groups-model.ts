// Failures as rows: in which order, and which a filter lets through. Pure.
import type { OpsIncident } from '#shared/model/errors/ops-models.ts';
import type { FilterWords } from '../../components/filter-terms.ts';
import type { GridRow } from '../../components/grid-column.ts';
import { grouped } from '../../components/times.ts';
import { isOpen, severityWords, stateWords } from './error-words.ts';

export interface ErrorGroupRow extends GridRow {
  group: OpsIncident;
}

export function rowOfGroup(group: OpsIncident): ErrorGroupRow {
  const { key, title, severity, state } = group;
  const open = isOpen(group);
  const troubles = open && (severity === 'urgent' || state === 'regressed' || state === 'escalating') ? [group.stateReason] : []; // prettier-ignore
  // What is settled stands below what is not, however grave it was.
  const rank = (open ? 0 : 100) + severityWords[severity].rank * 10 + stateWords[state].rank;
  return { key, troubles, rank, nameOrder: title.toLowerCase(), group };
}

/** `is:` a state, `open`, `settled`, or `flagged`, whose class may not come from its layer; `class:`, `component:`, `release:` by their beginning; `sev:` a severity. */
export const groupFilter: FilterWords<ErrorGroupRow> = {
  says: ({ group }, word) =>
    [group.title, group.errorClass, group.component, group.exceptionType, group.frame, ...group.releases].some((text) => text !== null && word.test(text)), // prettier-ignore
  labels: () => ({}),
  named: {
    is: (value) => ({ group }) => value === 'open' ? isOpen(group) : value === 'settled' ? !isOpen(group) : value === 'flagged' ? group.flag !== null : group.state === value || stateWords[group.state].word === value, // prettier-ignore
    class: (value) => ({ group }) => group.errorClass.startsWith(value.replace(/\*$/, '')),
    component: (value) => ({ group }) => group.component.startsWith(value),
    release: (value) => ({ group }) => group.releases.some((release) => release.startsWith(value)),
    sev: (value) => ({ group }) => group.severity === value,
  },
}; // prettier-ignore

/** What the screen says first; nothing urgent is not the same as nothing heard. */
export function groupsHeadline(groups: Iterable<OpsIncident>, heard: boolean): { words: string; tone: 'fail' | 'inconclusive' | 'plain' } {
  const open = [...groups].filter(isOpen);
  const count = (test: (group: OpsIncident) => boolean): number => open.filter(test).length;
  const [urgent, action] = [count(({ severity }) => severity === 'urgent'), count(({ severity }) => severity === 'action')];
  const fresh = count(({ state }) => state === 'new');
  const more = fresh === 0 ? '' : `, ${grouped(fresh)} new since yesterday`;
  if (urgent > 0) return { words: `${grouped(urgent)} urgent of ${grouped(open.length)} open ${open.length === 1 ? 'failure' : 'failures'}${more}`, tone: 'fail' };
  if (open.length > 0) return { words: `${grouped(open.length)} open ${open.length === 1 ? 'failure' : 'failures'}, none urgent${action === 0 ? '' : `, ${grouped(action)} to act on`}${more}`, tone: 'inconclusive' };
  return heard ? { words: 'No open failure among those that were sent', tone: 'plain' } : { words: 'Nothing was sent yet', tone: 'inconclusive' };
} // prettier-ignore

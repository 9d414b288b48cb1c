// What people do to an incident that stands: every act is checked against it as it is at that moment, and recorded with who
// did it.
import type { DeclareDraft } from '#shared/model/incident/declare.ts';
import type { Evidence } from '#shared/model/incident/evidence.ts';
import type { Impact, Incident, RoleName } from '#shared/model/incident/incident.ts';
import { linkRefusal, sameLink, type LinkDraft } from '#shared/model/incident/incident-link.ts';
import type { WordDraft } from '#shared/model/incident/incident-word.ts';
import { milestoneRefusal, type Confidence, type MilestoneType } from '#shared/model/incident/milestone.ts';
import { mergeRefusal, moveRefusal, type IncidentStatus } from '#shared/model/incident/status.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { WriteDb } from '../store/database.ts';
import { uuidText, v7 } from '../store/uuid-v7.ts';
import { incidentOf, type IncidentRecord } from './incident-record.ts';

interface Act {
  id: string;
  by: string;
}

export interface IncidentActs {
  move: (act: Act & { to: IncidentStatus; reason: string; occurredAt: number | null }) => Promise<void>;
  grade: (act: Act & Pick<Incident, 'severity' | 'opsSeverity'> & { reason: string }) => Promise<void>;
  assign: (act: Act & { role: RoleName; person: string; held: boolean }) => Promise<void>;
  reach: (
    act: Act & {
      milestone: MilestoneType;
      occurredAt: number;
      confidence: Confidence;
      evidence: Evidence[];
      note: string;
    },
  ) => Promise<void>;
  setImpact: (act: Act & { impact: Impact }) => Promise<void>;
  describe: (act: Act & Pick<DeclareDraft, 'title' | 'summary' | 'kind' | 'class' | 'detectedBy'>) => Promise<void>;
  link: (act: Act & { link: LinkDraft }) => Promise<void>;
  unlink: (act: Act & { link: LinkDraft }) => Promise<void>;
  merge: (act: Act & { into: string; reason: string }) => Promise<void>;
  unmerge: (act: Act & { reason: string }) => Promise<void>;
  say: (act: Act & { word: WordDraft }) => Promise<{ id: string }>;
  pin: (act: Act & { word: string | null; event: number | null; pinned: boolean }) => Promise<void>;
}

export interface IncidentActsOptions {
  record: IncidentRecord;
  now: () => number;
  /** What keeps an incident from being closed, in words, as it is known to the connection that is about to close it. */
  mayClose: (incident: Incident, db?: WriteDb) => string[];
  /** Words of people may hold secrets. */
  safeText: (text: string) => string;
  /** These incidents are others now. */
  onChanged: (ids: string[]) => void;
}

const refuse = (refusal: string | null): void => {
  if (refusal !== null) throw new OpsError('conflict', refusal);
};

export function createIncidentActs({ record, now, mayClose, safeText, onChanged }: IncidentActsOptions): IncidentActs {
  const change = async (id: string, make: Parameters<IncidentRecord['change']>[1]): Promise<Incident> => {
    const incident = await record.change(id, make);
    onChanged([id]);
    return incident;
  };
  return {
    move: async ({ id, by, to, reason, occurredAt }) => {
      await change(id, (incident, db) => {
        const { status: from, milestones } = incident;
        refuse(moveRefusal(from, { to, reason }, to === 'closed' ? mayClose(incident, db) : []));
        const at = occurredAt ?? now();
        refuse(at > now() + 60_000 ? 'That moment is still to come.' : null);
        const type = to === 'mitigated' || to === 'resolved' || to === 'closed' ? to : null;
        refuse(type === null ? null : milestoneRefusal(milestones, { type, occurredAt: at }, now()));
        return { type: 'incident.moved', data: { by, from, to, reason: safeText(reason), occurredAt: at }, time: at };
      });
    },
    grade: async ({ id, by, severity, opsSeverity, reason }) => {
      await change(id, (incident) => {
        refuse(incident.severity === severity && incident.opsSeverity === opsSeverity ? `It is ${severity}, ${opsSeverity} already.` : null); // prettier-ignore
        return { type: 'incident.graded', data: { by, severity, opsSeverity, reason: safeText(reason) } };
      });
    },
    assign: async ({ id, by, role, person, held }) => {
      await change(id, ({ roles }) => {
        const holds = roles.some((one) => one.role === role && one.person === person);
        refuse(holds === held ? `${person} ${held ? 'has' : 'does not have'} that role${held ? ' already' : ''}.` : null); // prettier-ignore
        return { type: 'incident.assigned', data: { by, role, person, held } };
      });
    },
    reach: async ({ id, by, milestone, occurredAt, confidence, evidence, note }) => {
      await change(id, ({ milestones }) => {
        refuse(milestone === 'declared' ? 'When it was declared is known, and does not change.' : null);
        refuse(milestoneRefusal(milestones, { type: milestone, occurredAt }, now()));
        return { type: 'incident.reached', data: { by, milestone, occurredAt, confidence, evidence: safeEvidence(evidence, safeText), note: safeText(note) }, time: occurredAt }; // prettier-ignore
      });
    },
    setImpact: async ({ id, by, impact }) => {
      const { startMs, endMs, scope } = impact;
      if (startMs !== null && endMs !== null && endMs < startMs) throw new OpsError('bad_input', 'The impact cannot end before it starts.'); // prettier-ignore
      await change(id, () => ({
        type: 'incident.impact',
        data: { by, impact: { ...impact, scope: safeText(scope), counts: impact.counts.map((one) => ({ ...one, what: safeText(one.what) })) } }, // prettier-ignore
      }));
    },
    describe: async ({ id, by, ...said }) => {
      await change(id, () => ({
        type: 'incident.described',
        data: { ...said, title: safeText(said.title), summary: safeText(said.summary), by },
      }));
    },
    link: async ({ id, by, link: given }) => {
      const link = safeLink(given, safeText);
      const refusal = linkRefusal(link);
      if (refusal !== null) throw new OpsError('bad_input', refusal);
      await change(id, (incident, db) => {
        refuse(incident.links.some((one) => sameLink(one, link)) ? 'It is linked with that already.' : null);
        if (link.kind === 'incident') incidentOf(db, link.target);
        return { type: 'incident.linked', data: { by, link } };
      });
    },
    unlink: async ({ id, by, link }) => {
      await change(id, ({ links }) => {
        refuse(links.some((one) => sameLink(one, link)) ? null : 'It is not linked with that.');
        return { type: 'incident.unlinked', data: { by, link } };
      });
    },
    merge: async ({ id, by, into, reason }) => {
      if (id === into) throw new OpsError('bad_input', 'An incident cannot be merged into itself.');
      await change(id, ({ status, number }, db) => {
        const other = incidentOf(db, into);
        refuse(mergeRefusal(status, other.status));
        return { type: 'incident.merged', data: { by, into, intoNumber: other.number, number, reason: safeText(reason) } }; // prettier-ignore
      });
      onChanged([into]);
    },
    unmerge: async ({ id, by, reason }) => {
      let from = '';
      await change(id, ({ mergedInto, number }, db) => {
        if (mergedInto === null) throw new OpsError('conflict', 'It is not part of another incident.');
        from = mergedInto;
        return { type: 'incident.unmerged', data: { by, from, fromNumber: incidentOf(db, from).number, number, reason: safeText(reason) } }; // prettier-ignore
      });
      onChanged([from]);
    },
    say: async ({ id, by, word }) => {
      const wordId = uuidText(v7(now()));
      await change(id, ({ words }) => {
        refuse(word.supersedes === null ? null : correctionRefusal(words, word.supersedes));
        if (word.endedAt !== null && word.endedAt < word.occurredAt) throw new OpsError('bad_input', 'It cannot end before it begins.'); // prettier-ignore
        if (word.occurredAt > now() + 60_000) throw new OpsError('bad_input', 'That moment is still to come.');
        return { type: 'incident.said', data: { by, id: wordId, word: { ...word, text: safeText(word.text), evidence: safeEvidence(word.evidence, safeText) } }, time: word.occurredAt }; // prettier-ignore
      });
      return { id: wordId };
    },
    pin: async ({ id, by, word, event, pinned }) => {
      if ((word === null) === (event === null)) throw new OpsError('bad_input', 'Name what is pinned: either a word or an event.'); // prettier-ignore
      await change(id, ({ words }) => {
        refuse(word === null || words.some((one) => one.id === word) ? null : 'Nobody said that here.');
        return { type: 'incident.pinned', data: { by, word, event, pinned } };
      });
    },
  };
}

/** The title of a link, and an address, are words of people as all others; keys and ids are not. */
export function safeLink(link: LinkDraft, safeText: (text: string) => string): LinkDraft {
  return { ...link, target: link.kind === 'url' ? safeText(link.target) : link.target, title: safeText(link.title) };
}

export const safeEvidence = (evidence: readonly Evidence[], safeText: (text: string) => string): Evidence[] =>
  evidence.map((one) => ({ ...one, title: safeText(one.title) }));

function correctionRefusal(words: Incident['words'], id: string): string | null {
  const corrected = words.find((one) => one.id === id);
  if (corrected === undefined) return 'What is corrected was not said here.';
  return corrected.supersededBy === null ? null : 'It was corrected already; correct the newer one.';
}

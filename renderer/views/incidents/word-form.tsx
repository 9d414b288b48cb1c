// Something that a person says of an incident: what, when it happened and how that is known, whether it was seen or
// concluded, and what it rests on. Below the list it is a form of its own; a correction is the same in a dialog.
import { useState } from 'react';
import type { Evidence } from '#shared/model/incident/evidence.ts';
import type { Finding } from '#shared/model/incident/declare.ts';
import { epistemics, wordKinds, type Epistemic, type IncidentWord, type Precision, type TimeSource, type WordDraft, type WordKind } from '#shared/model/incident/incident-word.ts'; // prettier-ignore
import { Choice } from '../../components/choice.tsx';
import { Moment, useClock } from '../../components/clock-context.tsx';
import { TextArea, Select } from './act-form.tsx';
import { MomentField, momentOfText, textOfMoment } from './moment-field.tsx';

export interface WordText {
  kind: WordKind;
  text: string;
  when: string;
  precision: Precision;
  timeSource: TimeSource;
  epistemic: Epistemic;
  evidence: Evidence[];
}

export const blankWord: WordText = { kind: 'observation', text: '', when: '', precision: 'exact', timeSource: 'clock', epistemic: 'fact', evidence: [] }; // prettier-ignore

/** What a correction begins with. */
export const wordTextOf = (word: IncidentWord, zone: 'local' | 'utc'): WordText => {
  const { kind, text, precision, timeSource, epistemic, evidence, occurredAt } = word;
  return { kind, text, precision, timeSource, epistemic, evidence, when: textOfMoment(occurredAt, zone) };
};

/** Null while something is missing. */
export function useWordDraft(word: WordText, supersedes: string | null): WordDraft | null {
  const { now, zone } = useClock();
  const occurredAt = momentOfText(word.when, now, zone);
  if (occurredAt === null || word.text.trim() === '') return null;
  const { when: _when, ...said } = word;
  return { ...said, text: said.text.trim(), occurredAt, endedAt: null, supersedes };
}

const suppositions: Record<Epistemic, string> = {
  fact: 'fact: seen',
  inference: 'inference: concluded',
  hearsay: 'hearsay: told by somebody',
  supposition: 'supposition',
};

export interface WordFormProps {
  word: WordText;
  onChange: (word: WordText) => void;
  /** What of the record it may rest on. */
  findings: readonly Finding[];
}

export function WordFields({ word, onChange, findings }: WordFormProps) {
  const put = (change: Partial<WordText>): void => onChange({ ...word, ...change });
  const [earlier, setEarlier] = useState(word.when !== '');
  return (
    <>
      <TextArea label="What" value={word.text} rows={2} maxLength={8000} onChange={(text) => put({ text })} />
      <div className="incident-row">
        <Select
          label="It is"
          value={word.kind}
          onChange={(kind) => put({ kind })}
          options={wordKinds.map((value) => ({ value, word: value }))}
        />
        <Select
          label="Known as"
          value={word.epistemic}
          onChange={(epistemic) => put({ epistemic })}
          options={epistemics.map((value) => ({ value, word: suppositions[value] }))}
        />
        <Select
          label="When"
          value={earlier ? 'earlier' : 'now'}
          onChange={(when) => {
            setEarlier(when === 'earlier');
            put(when === 'now' ? { when: '', precision: 'exact', timeSource: 'clock' } : { precision: 'minute', timeSource: 'memory' }); // prettier-ignore
          }}
          options={[
            { value: 'now', word: 'just now' },
            { value: 'earlier', word: 'earlier…' },
          ]}
        />
      </div>
      {earlier ? <Earlier word={word} put={put} /> : null}
      {findings.length === 0 ? null : (
        <EvidencePicker chosen={word.evidence} findings={findings} onChange={(evidence) => put({ evidence })} />
      )}
    </>
  );
}

function Earlier({ word, put }: { word: WordText; put: (change: Partial<WordText>) => void }) {
  return (
    <>
      <MomentField label="It happened" text={word.when} onChange={(when) => put({ when })} empty="Just now" />
      <div className="incident-row">
        <Choice
          legend="To the"
          value={word.precision}
          onChange={(precision) => put({ precision })}
          options={[
            { value: 'exact', word: 'second' },
            { value: 'minute', word: 'minute' },
            { value: 'approx', word: 'about' },
          ]}
        />
        <Choice
          legend="Time from"
          value={word.timeSource}
          onChange={(timeSource) => put({ timeSource })}
          options={(['clock', 'log', 'metric', 'memory'] as const).map((value) => ({ value, word: value }))}
        />
      </div>
    </>
  );
}

interface PickerProps {
  chosen: Evidence[];
  findings: readonly Finding[];
  onChange: (evidence: Evidence[]) => void;
}

function EvidencePicker({ chosen, findings, onChange }: PickerProps) {
  const has = (sequence: number): boolean => chosen.some((one) => one.kind === 'event' && one.sequence === sequence);
  const toggle = ({ sequence, subject, words }: Finding): void => {
    const others = chosen.filter((one) => one.kind !== 'event' || one.sequence !== sequence);
    onChange(has(sequence) ? others : [...others, { kind: 'event', sequence, title: `${subject} ${words}`.slice(0, 500) }]); // prettier-ignore
  };
  return (
    <details className="incident-evidence">
      <summary>Evidence from the record: {chosen.length === 0 ? 'none' : chosen.length}</summary>
      <ul>
        {findings
          .filter(({ sequence }) => sequence > 0)
          .map((finding) => (
            <li key={finding.sequence}>
              <label>
                <input type="checkbox" checked={has(finding.sequence)} onChange={() => toggle(finding)} />
                <span>
                  <Moment at={finding.atMs} /> <strong>{finding.subject}</strong> {finding.words}
                </span>
              </label>
            </li>
          ))}
      </ul>
    </details>
  );
}

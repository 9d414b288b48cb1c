// What the console itself relies on: the link, the record, each source and where it was looked for. Copies as text.
import { useState } from 'react';
import type { RecordStatus } from '#shared/model/system.ts';
import { Button } from '../../components/button.tsx';
import { DiagnosisCard } from '../../components/diagnosis-card.tsx';
import { FactTable } from '../../components/fact-table.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { absoluteInWords, sizeInWords } from '../../components/times.ts';
import type { LinkStatus } from '../../state/link-store.ts';
import { useAnswer, useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { diagnosisText } from './diagnosis-text.ts';

export function DiagnosticsView() {
  const { operations, link, record, now } = useConsole();
  const [round, setRound] = useState(0);
  const [copied, setCopied] = useState('');
  const found = useAnswer(`diagnose ${round}`, () => operations.diagnose());
  const status = useWhole(link.store);
  const recordStatus = useFeed(record).entries.get('record');
  const linkFacts = factsOfLink(status);
  const recordFacts = factsOfRecord(recordStatus);
  const copy = async (): Promise<void> => {
    const text = diagnosisText({ at: now(), link: linkFacts, record: recordFacts, sources: found.value ?? [] });
    try {
      await navigator.clipboard.writeText(text);
      setCopied('copied');
    } catch {
      setCopied('the clipboard was refused to this page');
    }
  };
  return (
    <div className="page diagnostics">
      <div className="toolbar">
        <Button
          icon="reload"
          onClick={() => setRound(round + 1)}
          disabled={status.state === 'live' ? null : 'the engine is lost'}
        >
          Look again
        </Button>
        <Button icon="copy" onClick={() => void copy()}>
          Copy as text
        </Button>
        <span role="status">{copied}</span>
      </div>
      <div className="cards">
        <section className="card">
          <h2>Engine</h2>
          <FactTable caption="Link" facts={linkFacts} />
        </section>
        <section className="card">
          <h2>Record</h2>
          <FactTable caption="Journal" facts={recordFacts} />
        </section>
        {(found.value ?? []).map((diagnosis) => (
          <DiagnosisCard key={diagnosis.name} diagnosis={diagnosis} />
        ))}
      </div>
      {found.state === 'asking' && status.state === 'live' ? (
        <Placeholder rows={4} waitingFor="every source to be looked for" />
      ) : null}
      {found.state === 'refused' ? <p role="alert">The sources could not be looked at: {found.reason}</p> : null}
    </div>
  );
}

function factsOfLink({ state, since, reason, engine }: LinkStatus): Record<string, string> {
  const facts = { state, since: absoluteInWords(since), ...(reason === '' ? {} : { reason }) };
  if (engine === null) return facts;
  return {
    ...facts,
    version: engine.version,
    engine: engine.engine,
    boot: engine.bootId,
    started: absoluteInWords(engine.startedAt),
    data: engine.dataDir,
    pid: String(engine.pid),
    'time zone': engine.timeZone,
  };
}

function factsOfRecord(record: RecordStatus | undefined): Record<string, string> {
  if (record === undefined) return { state: 'not known' };
  return {
    state: record.recording ? 'recording' : `NOT RECORDING: ${record.reason}`,
    since: absoluteInWords(record.since),
    size: sizeInWords(record.sizeBytes),
    events: String(record.events),
    held: String(record.held),
    lost: String(record.lost),
    oldest: record.oldestAt === null ? 'nothing recorded yet' : absoluteInWords(record.oldestAt),
  };
}

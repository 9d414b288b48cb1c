// What the console itself relies on: the link, the record, the environment, each source and where it was looked for.
// Copies as text.
import { useEffect, useState } from 'react';
import type { RecordStatus } from '#shared/model/system.ts';
import { Button } from '../../components/button.tsx';
import { DiagnosisCard } from '../../components/diagnosis-card.tsx';
import { FactTable } from '../../components/fact-table.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { absoluteInWords, grouped, sizeInWords } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { activeEnvironment } from '../../state/environment-stores.ts';
import type { LinkStatus } from '../../state/link-store.ts';
import { useAnswer, useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { readContexts } from '../workloads/contexts-pane.tsx';
import { diagnosisText } from './diagnosis-text.ts';
import { KindsTable } from './kinds-table.tsx';
import { factsOfConnection, factsOfEnvironment, factsOfKinds, factsOfSource, followedKinds, type Facts } from './source-facts.ts'; // prettier-ignore

export function DiagnosticsView() {
  const stores = useConsole();
  const { operations, link, kube, now } = stores;
  const [round, setRound] = useState(0);
  const [copied, setCopied] = useState('');
  const found = useAnswer(`diagnose ${round}`, () => operations.diagnose());
  const status = useWhole(link.store);
  const live = status.state === 'live';
  useEffect(() => {
    if (live) readContexts(stores);
  }, [stores, live, round]);
  const parts = useParts(stores);
  const kinds = followedKinds(useFeed(kube.kinds).entries.values());
  const copy = async (): Promise<void> => {
    const all = kinds.length === 0 ? parts : [...parts, { name: 'Kinds of Kubernetes', facts: factsOfKinds(kinds) }];
    try {
      await navigator.clipboard.writeText(diagnosisText({ at: now(), parts: all, sources: found.value ?? [] }));
      setCopied('copied, without what looks like a secret');
    } catch {
      setCopied('the clipboard was refused to this page');
    }
  };
  return (
    <div className="page diagnostics">
      <div className="toolbar">
        <Button icon="reload" onClick={() => setRound(round + 1)} disabled={live ? null : 'the engine is lost'}>
          Look again
        </Button>
        <Button icon="copy" onClick={() => void copy()}>
          Copy as text
        </Button>
        <span role="status">{copied}</span>
      </div>
      <div className="cards">
        {parts.map(({ name, facts }) => (
          <section key={name} className="card" aria-label={name}>
            <h2>{name}</h2>
            <FactTable caption={captions[name] ?? 'Known'} facts={facts} />
          </section>
        ))}
        {(found.value ?? []).map((diagnosis) => (
          <DiagnosisCard key={diagnosis.name} diagnosis={diagnosis} />
        ))}
      </div>
      {kinds.length === 0 ? null : (
        <section aria-label="Kinds of Kubernetes" className="card">
          <h2>Kinds of Kubernetes</h2>
          <KindsTable kinds={kinds} />
        </section>
      )}
      {found.state === 'asking' && live ? <Placeholder rows={4} waitingFor="every source to be looked for" /> : null}
      {found.state === 'refused' ? <p role="alert">The sources could not be looked at: {found.reason}</p> : null}
    </div>
  );
}

const captions: Record<string, string> = { Engine: 'Link', Record: 'Journal', Environment: 'Points at' };

/** What is known without asking anybody. */
function useParts({ link, record, sources, environment, kube }: ConsoleStores): { name: string; facts: Facts }[] {
  const status = useWhole(link.store);
  const recordStatus = useFeed(record).entries.get('record');
  const connection = useFeed(kube.connection).entries.get('kubernetes');
  const config = useWhole(kube.config.store).value;
  const docker = useFeed(sources).entries.get('docker');
  const locks = useFeed(environment.locks).entries.values();
  useFeed(environment.environments);
  const active = activeEnvironment(environment);
  return [
    { name: 'Engine', facts: factsOfLink(status) },
    { name: 'Record', facts: factsOfRecord(recordStatus) },
    ...(active === null ? [] : [{ name: 'Environment', facts: factsOfEnvironment(active, locks) }]),
    ...(docker === undefined ? [] : [{ name: 'Docker, followed', facts: factsOfSource(docker) }]),
    ...(connection === undefined ? [] : [{ name: 'Kubernetes, connected', facts: factsOfConnection(connection, config) }]),
  ];
} // prettier-ignore

function factsOfLink({ state, since, reason, engine }: LinkStatus): Facts {
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

function factsOfRecord(record: RecordStatus | undefined): Facts {
  if (record === undefined) return { state: 'not known' };
  return {
    state: record.recording ? 'recording' : `NOT RECORDING: ${record.reason}`,
    since: absoluteInWords(record.since),
    size: sizeInWords(record.sizeBytes),
    events: grouped(record.events),
    held: grouped(record.held),
    lost: grouped(record.lost),
    'oldest event': record.oldestAt === null ? 'nothing recorded yet' : absoluteInWords(record.oldestAt),
  };
}

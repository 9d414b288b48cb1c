// While no Prometheus is named: where one might be, what answers there, and the press that names it. With one that answers it
// is proposed, with several a person chooses; nothing is chosen by itself.
import { useState } from 'react';
import { plainAccess } from '#shared/model/metrics-access.ts';
import type { MetricsCandidate } from '#shared/model/prometheus.ts';
import { Button } from '../../components/button.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { activeEnvironment } from '../../state/environment-stores.ts';
import { candidatesQuestion } from '../../state/prometheus-questions.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';

const signs: Record<MetricsCandidate['answer'], GlyphName> = { ok: 'pass', denied: 'error', absent: 'not_applicable', error: 'fail' }; // prettier-ignore

export function ConnectPrometheus() {
  const { environment, dialog, demo } = useConsole();
  useFeed(environment.environments);
  const running = useFeed(demo).entries.get('demo')?.prometheusUrl ?? '';
  const found = usePanelQuery(candidatesQuestion(running), 0);
  const active = activeEnvironment(environment);
  const candidates = found.answer ?? [];
  const answering = candidates.filter(({ answer }) => answer === 'ok');
  return (
    <section className="metrics-connect" aria-label="Connect a Prometheus">
      <h2>{headline(found.answer, answering.length)}</h2>
      {found.answer === null && found.failure === null ? <Placeholder rows={3} waitingFor="every place to be looked at" /> : null}
      {found.failure === null ? null : <p role="alert">The places could not be looked at: {found.failure.reason}</p>}
      <ul className="metrics-candidates" aria-label="Places that were looked at">
        {candidates.map((candidate) => (
          <Candidate key={candidate.url} candidate={candidate} />
        ))}
      </ul>
      <p className="row-of-buttons">
        <Button icon="reload" onClick={found.again} disabled={found.askedAt === null ? null : 'the places are being looked at'}>
          Look again
        </Button>
        <Button disabled={active === null ? 'the environments are not known yet' : null} onClick={() => dialog.setState({ open: { kind: 'environment', key: active?.key ?? null } })}>
          Name another…
        </Button>
      </p>
      <p className="quiet">
        Looked for: <code>PROMETHEUS_URL</code>, <code>127.0.0.1:9090</code>, the demo, and containers that are a Prometheus or publish
        its port. Nothing is asked but whether it answers.
      </p>
    </section>
  ); // prettier-ignore
}

function headline(found: MetricsCandidate[] | null, answering: number): string {
  if (found === null) return 'No Prometheus is connected';
  if (answering === 0) return 'No Prometheus was found here';
  return answering === 1 ? 'A Prometheus answers here' : `${answering} Prometheus servers answer: which one is meant?`;
}

function Candidate({ candidate }: { candidate: MetricsCandidate }) {
  const { environment, operations, said } = useConsole();
  const [refused, setRefused] = useState('');
  const active = activeEnvironment(environment);
  const { url, from, answer, words, proposed } = candidate;
  const choose = async (): Promise<void> => {
    if (active === null) return;
    const { key, active: _active, savedAt: _savedAt, ...fields } = active;
    const answered = await operations.saveEnvironment(key, { ...fields, prometheusUrl: url, prometheus: plainAccess });
    if (answered.ok) said.say(`${url} is the Prometheus of ${active.name}`);
    else setRefused(answered.refusal.message);
  };
  return (
    <li>
      <Glyph name={signs[answer]} />
      <div>
        <p>
          <code>{url}</code> <span className="quiet">{from}</span>
        </p>
        <p className={answer === 'ok' ? '' : 'quiet'}>{words}</p>
        {refused === '' ? null : <p role="alert" className="field-problem">It could not be saved: {refused}</p>}
      </div>
      {answer === 'ok' ? (
        <Button kind={proposed ? 'primary' : 'plain'} disabled={active === null ? 'the environments are not known yet' : null} onClick={() => void choose()}>
          Use it for {active?.name ?? 'this environment'}
        </Button>
      ) : null}
    </li>
  ); // prettier-ignore
}

// The suspects of an incident: what could not be seen, when it began, and the changes before it in the order of what speaks
// for them, each with one thing to look at. Only a person says that one is the cause.
import { useState } from 'react';
import { caution, type Suspect, type SuspectReport } from '#shared/model/suspects/suspect.ts';
import { durationInWords } from '#shared/model/duration.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { timelineAsOf, plainTimelinePlace } from '../../state/timeline-place.ts';
import { useAnswer, useConsole, useWhole } from '../../state/use-console.ts';
import { SuspectCard } from './suspect-card.tsx';

export function SuspectsTab({ incidentId }: { incidentId: string }) {
  const { operations, place } = useConsole();
  const { at, known, review } = useWhole(place.store);
  // What is said of a suspect changes the answer; the one before stays until the next is here.
  const [round, setRound] = useState(0);
  const asked = useAnswer<SuspectReport>(`suspects ${incidentId} ${at} ${known} ${review} ${round}`, () => operations.suspects(incidentId)); // prettier-ignore
  const [kept, setKept] = useState<SuspectReport | null>(null);
  if (asked.value !== null && asked.value !== kept) setKept(asked.value);
  const report = asked.value ?? kept;
  if (asked.state === 'refused') return <p role="alert" className="timeline-note">The suspects could not be worked out: {asked.reason}</p>; // prettier-ignore
  if (report === null) return <Placeholder rows={8} waitingFor="the suspects" />;
  return <Report report={report} incidentId={incidentId} onJudged={() => setRound(round + 1)} onAgain={() => setRound(round + 1)} />; // prettier-ignore
}

interface ReportProps {
  report: SuspectReport;
  incidentId: string;
  onJudged: () => void;
  onAgain: () => void;
}

function Report({ report, incidentId, onJudged, onAgain }: ReportProps) {
  const { suspects, dropped, others } = report;
  return (
    <div className="suspects">
      <BlindSpots words={report.blindSpots} />
      <Beginning report={report} />
      <h3>
        {suspects.length === 0 ? 'No change was recorded before it' : 'Changes before it'}{' '}
        <span className="quiet">{caution}</span>
        <Button kind="quiet" icon="reload" onClick={onAgain}>
          Work out again
        </Button>
      </h3>
      {suspects.length === 0 ? <p>Nothing that is watched changed in the time before. That clears nothing that is not watched.</p> : null}
      <ol className="suspect-list">
        {suspects.map((suspect: Suspect, index) => (
          <SuspectCard key={suspect.change} suspect={suspect} place={index + 1} onsetMs={report.onset.toMs} incidentId={incidentId} onJudged={onJudged} />
        ))}
      </ol>
      {others === 0 ? null : <p className="quiet">{grouped(others)} further {others === 1 ? 'change' : 'changes'} with less that speaks for them.</p>}
      {dropped.length === 0 ? null : (
        <details className="suspect-dropped">
          <summary>{grouped(dropped.length)} left out, each with its reason</summary>
          <ul>
            {dropped.map((one) => (
              <li key={one.change}>
                <Moment at={one.atMs} /> {one.title}: <span className="quiet">{one.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  ); // prettier-ignore
}

function BlindSpots({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <section className="suspect-blind" aria-label="What could not be seen">
      <h3>
        <Glyph name="never" /> What could not be seen
      </h3>
      <ul>
        {words.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  );
}

const hourMs = 3_600_000;

function Beginning({ report: { onset, symptom, lookedFromMs, clockErrorMs } }: { report: SuspectReport }) {
  const { place } = useConsole();
  const span = { fromMs: onset.fromMs - hourMs, toMs: onset.toMs + hourMs / 2 };
  return (
    <section className="suspect-onset" aria-label="When it began">
      <dl className="timeline-facts">
        <dt>It began</dt>
        <dd>
          between <Moment at={onset.fromMs} /> and <Moment at={onset.toMs} />: {onset.words}
          <Button kind="quiet" onClick={() => place.go({ incidentTab: 'timeline', timelineAs: timelineAsOf({ ...plainTimelinePlace, span }) })}>Show it in the timeline</Button>
        </dd>
        <dt>What shows</dt>
        <dd>
          {symptom.class === 'unknown' ? 'of no known class' : symptom.class}; {symptom.words}
        </dd>
        <dt>Looked at</dt>
        <dd>
          changes since <Moment at={lookedFromMs} />; clocks may differ by {durationInWords(clockErrorMs)}
        </dd>
      </dl>
    </section>
  ); // prettier-ignore
}

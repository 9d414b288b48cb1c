// One soak in full: what it comes to so far, each criterion with its numbers, the times not observed, and its report.
import type { SoakCriterion, SoakFinding, WatchedSoak } from '#shared/model/criteria/soak.ts';
import { percentText } from '#shared/model/statistics/number-words.ts';
import { valueText } from '#shared/model/criteria/words.ts';
import { durationInWords, exactDurationInWords } from '#shared/model/duration.ts';
import { Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Drawer } from '../../components/drawer.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Part } from '../../components/part.tsx';
import { saveBlob } from '../../components/chart/save-blob.ts';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed, usePastRefusal, useWhole } from '../../state/use-console.ts';
import { standingSigns } from './criteria-model.ts';
import { Facts } from './facts.tsx';
import { Sign } from './sign.tsx';
import { SoakChart } from './soak-chart.tsx';
import { SoakProgress, soakSign } from './soaks-tab.tsx';

export function SoakDrawer() {
  const { place, settings, criteria } = useConsole();
  const { criterion: open } = useWhole(place.store);
  const { drawerPx } = useWhole(settings.store);
  const soak = useFeed(criteria.soaks).entries.get(open ?? '');
  if (open === null) return null;
  return (
    <Drawer
      title={soak === undefined ? <h2>Not there any more</h2> : <Title soak={soak} />}
      label="Soak"
      widthPx={drawerPx}
      onResize={(px) => settings.set({ drawerPx: px })}
      onClose={() => place.go({ criterion: null })}
    >
      {soak === undefined ? <p>There is no soak of this address; it was removed.</p> : <Body soak={soak} />}
    </Drawer>
  );
}

function Title({ soak }: { soak: WatchedSoak }) {
  const sign = soakSign(soak);
  return (
    <>
      <p className={`drawer-state state-${sign.glyph}`}>
        <Sign {...sign} />
      </p>
      <h2>{soak.definition.title}</h2>
    </>
  );
}

function Body({ soak }: { soak: WatchedSoak }) {
  const { definition, findings, words, trouble, state } = soak;
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return (
    <>
      <div>
        <SoakProgress soak={soak} bare />
        <p className="criteria-reason">{words}</p>
        {trouble === null || state !== 'running' ? null : (
          <p className="state-error">
            <Glyph name="error" /> Not sampled: {trouble}. What is missed is asked for as soon as that is possible.
          </p>
        )}
      </div>
      <Ways soak={soak} />
      {definition.criteria.map((criterion) => (
        <FindingPart key={criterion.id} soak={soak} criterion={criterion} finding={byId.get(criterion.id)} />
      ))}
      <About soak={soak} />
    </>
  );
}

function Ways({ soak: { key, state, definition } }: { soak: WatchedSoak }) {
  const { operations, dialog, said, who } = useConsole();
  const save = async (format: 'markdown' | 'json'): Promise<void> => {
    const file = await operations.soakReport(key, format);
    if (file.ok) saveBlob(file.value.fileName, new Blob([file.value.text], { type: file.value.mediaType }));
    else said.say(`Report: ${file.refusal.message}`);
  };
  const past = usePastRefusal();
  const over = past ?? (state === 'running' ? null : 'it is over');
  return (
    <div className="row-of-buttons">
      <Button disabled={over} onClick={() => void operations.lookAtSoak(key)}>Judge now</Button>
      <Button icon="down" onClick={() => void save('markdown')}>Report</Button>
      <Button icon="down" onClick={() => void save('json')}>JSON</Button>
      <Button disabled={over} title="It cannot be continued, and does not pass" onClick={() => void who.as((by) => operations.stopSoak(key, by))}>Stop</Button>
      <Button disabled={past} icon="trash" onClick={() => dialog.setState({ open: { kind: 'remove-definition', of: 'soaks', key, name: definition.title } })}>Remove…</Button>
    </div>
  );
} // prettier-ignore

interface FindingPartProps {
  soak: WatchedSoak;
  criterion: SoakCriterion;
  finding: SoakFinding | undefined;
}

function FindingPart({ soak, criterion, finding }: FindingPartProps) {
  const past = usePastRefusal();
  const { dialog } = useConsole();
  const { id, title, originalWords, measure } = criterion;
  const ask = (): void => dialog.setState({ open: { kind: 'judge-criterion', of: 'soaks', key: soak.key, criterion: id, title, words: originalWords } }); // prettier-ignore
  return (
    <Part title={title}>
      <p className="quiet">{originalWords}</p>
      {finding === undefined ? null : (
        <>
          <Sign {...standingSigns[finding.outcome]} />
          <p className="criteria-reason">{finding.reason}</p>
          {finding.notes.map((note) => (
            <p key={note} className="quiet">{note}</p>
          ))}
        </>
      )}
      {measure.kind === 'manual' ? (
        <div className="row-of-buttons">
          <Button disabled={past} kind={finding?.outcome === 'open' ? 'primary' : 'plain'} onClick={ask}>Judge…</Button>
        </div>
      ) : (
        <>
          <Facts rows={rowsOf(criterion, finding)} />
          {/* The moment at which a process began says nothing as a height. */}
          {measure.kind === 'crashes' ? null : <SoakChart soak={soak} criterion={criterion} />}
        </>
      )}
    </Part>
  );
} // prettier-ignore

function rowsOf({ measure, unit }: SoakCriterion, finding: SoakFinding | undefined): [string, string][] {
  const share = measure.kind === 'growth' || measure.kind === 'level';
  const text = (value: number): string => (share ? percentText(value) : valueText(value, measure.kind === 'crashes' ? '' : unit)); // prettier-ignore
  const named = { crashes: 'restarts', growth: 'growth in 24 h', quantile: 'quantile', level: 'share at or above', manual: '' }; // prettier-ignore
  const { value = null, interval = null, observed = 0, due = 0, series = 0 } = finding ?? {};
  return [
    [named[measure.kind], value === null ? 'not known' : text(value)],
    ['interval', interval === null ? 'none' : `${text(interval.lower)} to ${text(interval.upper)}`],
    ['observed', `${grouped(observed)} of ${grouped(due)} intervals, ${grouped(series)} series`],
  ];
}

function About({ soak }: { soak: WatchedSoak }) {
  const { server, definition, startedAtMs, endedAtMs, gaps, judgedAtMs } = soak;
  return (
    <Part title="How it is watched">
      <Facts rows={[['sampled', `${server}, every ${exactDurationInWords(definition.intervalMs)}`], ['began', new Date(startedAtMs).toISOString()], ['ended', endedAtMs === null ? 'not yet' : new Date(endedAtMs).toISOString()]]} />
      {judgedAtMs === null ? null : <p className="quiet">Judged <Ago at={judgedAtMs} />.</p>}
      {gaps.length === 0 ? null : (
        <>
          <p>Not observed:</p>
          <ul className="criteria-gaps">
            {gaps.map(({ fromMs, toMs }) => (
              <li key={fromMs}>
                <Moment at={fromMs} /> to <Moment at={toMs} /> <span className="quiet">{durationInWords(toMs - fromMs)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
} // prettier-ignore

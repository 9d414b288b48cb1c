// One failure in full beside the list: how it stands and by which rule, what to do, its trend, its releases, and the newest
// times that it happened.
import type { ErrorGroupDetail } from '#shared/contract/errors.ts';
import type { OpsIncident, OpsTrendMetric } from '#shared/model/errors/ops-models.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Drawer } from '../../components/drawer.tsx';
import { FactTable } from '../../components/fact-table.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { HourBars } from '../../components/hour-bars.tsx';
import { Part } from '../../components/part.tsx';
import { grouped } from '../../components/times.ts';
import { useAnswer, useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { categoryWords, isOpen, layerText, stateWords } from './error-words.ts';
import { OccurrenceList } from './occurrence-list.tsx';
import { SeverityMark } from './severity-mark.tsx';

export function GroupDrawer() {
  const { place, settings, errors, operations } = useConsole();
  const { errorGroup: key } = useWhole(place.store);
  const { drawerPx } = useWhole(settings.store);
  const { entries, state } = useFeed(errors.groups);
  const group = key === null ? undefined : entries.get(key);
  const version = group === undefined ? null : `${group.key} ${group.occurrences} ${group.state} ${group.lastSeenAt}`;
  const detail = useAnswer<ErrorGroupDetail>(version, () => operations.errorGroup(key ?? ''));
  if (key === null) return null;
  return (
    <Drawer
      title={group === undefined ? <h2>Not known here</h2> : <Title group={group} />}
      label="Failure"
      widthPx={drawerPx}
      stale={state !== 'live'}
      onResize={(px) => settings.set({ drawerPx: px })}
      onClose={() => place.go({ errorGroup: null })}
    >
      {group === undefined ? (
        <p>There is no failure of this address among those that are known at this moment.</p>
      ) : (
        <>
          <Standing group={group} detail={detail.value} />
          <Ways group={group} />
          <Trend detail={detail.value} />
          <About group={group} rule={detail.value?.rule ?? ''} />
          <OccurrenceList group={group} />
        </>
      )}
    </Drawer>
  );
}

function Title({ group }: { group: OpsIncident }) {
  const { glyph, word } = stateWords[group.state];
  return (
    <>
      <p className={`drawer-state state-${glyph}`}>
        <Glyph name={glyph} /> {word} <SeverityMark severity={group.severity} settled={!isOpen(group)} />
      </p>
      <h2>{group.title}</h2>
    </>
  );
}

function Standing({ group, detail }: { group: OpsIncident; detail: ErrorGroupDetail | null }) {
  const word = detail?.word ?? null;
  return (
    <div className="error-standing">
      <p>
        {categoryWords[group.category]} in <strong>{group.component}</strong>, {grouped(group.occurrences)}{' '}
        {group.occurrences === 1 ? 'time' : 'times'}: first <Ago at={group.firstSeenAt} />, last{' '}
        <Ago at={group.lastSeenAt} />.
      </p>
      <p className="quiet">
        {stateWords[group.state].word}: {group.stateReason}. {group.severityRule}.
      </p>
      {group.flag === null ? null : <p className="quiet">Kept with a flag: {group.flag}.</p>}
      {word === null ? null : (
        <p>
          {word.by} said so <Moment at={word.at} />
          {word.note === '' ? '' : `: ${word.note}`}
          {word.untilMs === null ? null : <>, until <Moment at={word.untilMs} /></>}.
        </p>
      )}
    </div>
  ); // prettier-ignore
}

function Ways({ group }: { group: OpsIncident }) {
  const declare = useAction('errors.declare');
  const resolve = useAction('errors.resolve');
  const archive = useAction('errors.archive');
  const reopen = useAction('errors.reopen');
  const settled = group.state === 'resolved' || group.state === 'archived';
  return (
    <Part title="What to do">
      <div className="row-of-buttons">
        <ActionButton action={declare} kind={group.severity === 'urgent' && !settled ? 'primary' : 'plain'} />
        {settled ? <ActionButton action={reopen} /> : <ActionButton action={resolve} />}
        {settled ? null : <ActionButton action={archive} />}
      </div>
    </Part>
  );
}

function Trend({ detail }: { detail: ErrorGroupDetail | null }) {
  return (
    <Part title="Is it getting better or worse">
      {detail === null ? (
        <p className="quiet">Being counted …</p>
      ) : (
        <>
          <TrendLine trend={detail.day} label="An hour, the last 24 hours" />
          <TrendLine trend={detail.fortnight} label="A day, the last 14 days" />
        </>
      )}
    </Part>
  );
}

const directionWords: Record<OpsTrendMetric['direction'], string> = { rising: 'rising', falling: 'falling', steady: 'no change shown', too_few: 'too few to say' }; // prettier-ignore

function TrendLine({ trend, label }: { trend: OpsTrendMetric; label: string }) {
  return (
    <figure className="error-trend">
      <HourBars counts={trend.counts} label={label} widthPx={240} heightPx={44} />
      <figcaption>
        <span className="quiet">{label}</span>
        <strong>{directionWords[trend.direction]}</strong>
        <span className="quiet">{trend.reason}</span>
      </figcaption>
    </figure>
  );
}

function About({ group, rule }: { group: OpsIncident; rule: string }) {
  return (
    <Part title="What it is">
      <FactTable
        caption=""
        facts={{
          class: group.errorClass,
          layer: layerText(group.layer),
          ...(group.exceptionType !== null && { exception: group.exceptionType }),
          ...(group.frame !== null && { 'raised in': group.frame.replace('#', ' in ') }),
          releases: group.releases.length === 0 ? 'none was named' : group.releases.join(', '),
          ...(rule !== '' && { 'one failure by': rule }),
        }}
      />
    </Part>
  );
}

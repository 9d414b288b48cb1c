// One event of the timeline in full: both clocks, what it says and how sure that is, what corrected it, its data, and what
// can be done from here.
import type { TimelineDetail, TimelineEvent } from '#shared/model/timeline/timeline.ts';
import { laneWords, statementWords } from '#shared/model/timeline/lane.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Drawer } from '../../components/drawer.tsx';
import { Part } from '../../components/part.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { durationInWords } from '../../components/times.ts';
import { severityWord } from '../../components/timeline/timeline-list.tsx';
import { useAnswer, useConsole, useWhole } from '../../state/use-console.ts';
import { EventActs } from './event-acts.tsx';
import { placeOfObject } from './object-place.ts';

export interface EventDrawerProps {
  sequence: number;
  incidentId: string | null;
  pinned: boolean;
  /** What else the answer depends on. */
  about: string;
  onClose: () => void;
  onEvent: (sequence: number) => void;
}

export function EventDrawer({ sequence, incidentId, pinned, about, onClose, onEvent }: EventDrawerProps) {
  const { operations, settings } = useConsole();
  const { drawerPx } = useWhole(settings.store);
  const detail = useAnswer<TimelineDetail>(`event ${sequence} ${about}`, () => operations.timelineEvent(sequence));
  const event = detail.value;
  return (
    <Drawer
      title={<h2>{event?.title ?? `Event ${sequence}`}</h2>}
      label="Event"
      widthPx={drawerPx}
      onResize={(px) => settings.set({ drawerPx: px })}
      onClose={onClose}
    >
      {detail.state === 'asking' ? <Placeholder rows={6} waitingFor="the event" /> : null}
      {detail.state === 'refused' ? <p role="alert">{detail.reason}</p> : null}
      {event === null ? null : (
        <>
          {event.detail === '' ? null : <p className="timeline-said">{event.detail}</p>}
          <EventActs event={event} incidentId={incidentId} pinned={pinned} />
          <EventFacts event={event} />
          {event.versions.length === 0 ? null : <Versions event={event} onEvent={onEvent} />}
          <Part title="Data">
            <CopyButton text={JSON.stringify(event.data, null, 2)} what="the data of this event" />
            <pre className="timeline-data" tabIndex={0}>
              {JSON.stringify(event.data, null, 2)}
            </pre>
          </Part>
        </>
      )}
    </Drawer>
  );
}

const lateMs = 2_000;

function EventFacts({ event }: { event: TimelineDetail }) {
  const { place } = useConsole();
  const { time, recordedTime, lane, severity, tone, statement, type, source, subject, correlationId } = event;
  const object = placeOfObject(event);
  return (
    <dl className="timeline-facts">
      <dt>Happened</dt>
      <dd>
        <Moment at={time} />
      </dd>
      <dt>Recorded</dt>
      <dd>
        <Moment at={recordedTime} />
        {recordedTime - time > lateMs ? <em className="mark">{durationInWords(recordedTime - time)} later</em> : null}
      </dd>
      <dt>Lane</dt>
      <dd>
        {laneWords[lane]}, {severityWord(severity, tone)}
      </dd>
      <dt>Statement</dt>
      <dd>{statementWords[statement]}</dd>
      <dt>Type</dt>
      <dd>
        <code>{type}</code> from {source.startsWith('person:') ? source.slice('person:'.length) : <code>{source}</code>}
      </dd>
      {subject === null || subject === '' ? null : (
        <>
          <dt>About</dt>
          <dd>
            <code>{subject}</code>{' '}
            {object === null ? null : (
              <Button kind="quiet" onClick={() => place.go(object.place)}>
                {object.words}
              </Button>
            )}
          </dd>
        </>
      )}
      {correlationId === null ? null : (
        <>
          <dt>Correlation</dt>
          <dd>
            <Button kind="quiet" onClick={() => place.go({ view: 'errors', errorsTab: 'correlation', correlation: correlationId })}>
              {correlationId}
            </Button>
          </dd>
        </>
      )}
      <dt>Number</dt>
      <dd>{event.sequence}</dd>
    </dl>
  ); // prettier-ignore
}

/** What was said first stays, struck through; what took its place stands below. */
function Versions({ event, onEvent }: { event: TimelineDetail; onEvent: (sequence: number) => void }) {
  return (
    <Part title="What was said of it in turn">
      <ol className="timeline-versions">
        {event.versions.map((version: TimelineEvent) => (
          <li key={version.sequence} aria-current={version.sequence === event.sequence}>
            <button type="button" className="timeline-link" onClick={() => onEvent(version.sequence)}>
              {version.correctedBy === null ? <span>{version.title}</span> : <del>{version.title}</del>}
            </button>
            <span className="quiet">
              {' '}
              said <Moment at={version.recordedTime} />, of <Moment at={version.time} />
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}

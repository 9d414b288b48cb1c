// The chips of the status bar: the engine, the record, then each source.
import type { Freshness, RecordStatus, SourceStatus } from '#shared/model/system.ts';
import type { LinkStatus } from '../client/link.ts';
import { Ago, Moment } from '../components/clock-context.tsx';
import type { GlyphName } from '../components/glyph.tsx';
import type { StatusChip } from '../components/status-bar.tsx';
import { absoluteInWords, grouped, sizeInWords } from '../components/times.ts';
import { useConsole, useFeed, useWhole } from '../state/use-console.ts';

const signs: Record<Freshness, GlyphName> = {
  connecting: 'waiting',
  live: 'pass',
  stale: 'stale',
  denied: 'error',
  off: 'not_applicable',
};

export function useStatusChips(): StatusChip[] {
  const { link, record, sources, clock } = useConsole();
  const past = useWhole(clock.store).moment !== null;
  const status = useWhole(link.store);
  const recordView = useFeed(record);
  const sourceView = useFeed(sources);
  const known = recordView.entries.get('record');
  const lost = status.state !== 'live';
  return [
    linkChip(status),
    ...(known === undefined ? [] : [recordChip(known, lost)]),
    ...Array.from(sourceView.entries.values(), (source) => sourceChip(source, lost, past)),
  ];
}

function linkChip(status: LinkStatus): StatusChip {
  const glyph: GlyphName = status.state === 'live' ? 'pass' : status.state === 'lost' ? 'error' : 'waiting';
  const words = status.state === 'live' ? 'live' : <>{status.state} since <Moment at={status.since} /></>; // prettier-ignore
  const title = [status.state, `since ${absoluteInWords(status.since)}`, status.reason].filter(Boolean).join(', ');
  return { key: 'engine', name: 'engine', glyph, words, title: `Engine: ${title}`, bad: status.state === 'lost' };
}

function recordChip(record: RecordStatus, lost: boolean): StatusChip {
  const oldest = record.oldestAt === null ? '' : `, back to ${absoluteInWords(record.oldestAt)}`;
  const size = `${sizeInWords(record.sizeBytes)}, ${grouped(record.events)} events`;
  if (!record.recording) {
    const title = `Not recording since ${absoluteInWords(record.since)}: ${record.reason}; ${record.held} held, ${record.lost} lost`;
    const words = <>NOT RECORDING for <Ago at={record.since} suffix="" />, {grouped(record.held)} held</>; // prettier-ignore
    return { key: 'record', name: 'record', glyph: 'fail', words, title, bad: true };
  }
  const words = (
    <>
      {sizeInWords(record.sizeBytes)}
      {record.oldestAt === null ? '' : <>, back to <Moment at={record.oldestAt} coarse /></>}
    </>
  ); // prettier-ignore
  return {
    key: 'record',
    name: 'record',
    glyph: lost ? 'stale' : 'pass',
    words,
    title: `Recording: ${size}${oldest}`,
    bad: false,
  };
}

function sourceChip(source: SourceStatus, lost: boolean, past: boolean): StatusChip {
  const fresh = source.state === 'live';
  const seen = source.seenAt === null ? '' : `, last heard from ${absoluteInWords(source.seenAt)}`;
  return {
    key: source.key,
    name: source.name,
    glyph: lost && fresh ? 'stale' : signs[source.state],
    words: (
      <>
        {lost && fresh ? 'not known' : source.state}
        {fresh && past ? ' then' : null}
        {fresh && !lost && !past && source.seenAt !== null ? <> <Ago at={source.seenAt} suffix="" /></> : null}
        {source.state === 'stale' && source.seenAt !== null ? <> <Moment at={source.seenAt} /></> : null}
      </>
    ), // prettier-ignore
    title: `${source.name}: ${source.state} since ${absoluteInWords(source.since)}${source.reason === '' ? '' : `, ${source.reason}`}${seen}`,
    bad: source.state === 'denied',
  };
}

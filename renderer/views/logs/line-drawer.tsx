// One line in full beside the log: all of its text, wrapped, with its exact time; JSON is laid out too.
import { useMemo } from 'react';
import { Drawer } from '../../components/drawer.tsx';
import { absoluteInWords, grouped } from '../../components/times.ts';
import type { LogsScreen } from './use-logs.ts';

export function LineDrawer({ screen: { stores, shown, status } }: { screen: LogsScreen }) {
  const row = shown.opened;
  const laidOut = useMemo(() => (row === null ? null : layOut(row.text)), [row]);
  if (row === null) return null;
  const { drawerPx } = stores.settings.store.getState();
  return (
    <Drawer
      title={<h2>{status?.streams[row.stream]?.name ?? 'Line'}</h2>}
      label="Line"
      widthPx={drawerPx}
      onResize={(px) => stores.settings.set({ drawerPx: px })}
      onClose={() => void stores.log.open(null)}
    >
      <dl className="log-facts">
        <dt>Time</dt>
        <dd>
          {absoluteInWords(row.at)} <span className="quiet">+{grouped(row.nanos)} ns</span>
        </dd>
        <dt>Output</dt>
        <dd>{row.std === 'err' ? 'stderr' : 'stdout'}</dd>
        <dt>Level</dt>
        <dd>{row.level === 'unknown' ? 'it says none' : row.level}</dd>
        <dt>Length</dt>
        <dd>
          {grouped(row.chars)} {row.chars === 1 ? 'character' : 'characters'}
          {row.cut ? '; the rest, over 64 KiB, is not kept' : ''}
        </dd>
      </dl>
      <h3>Text, secrets replaced</h3>
      <pre className="log-full">{row.text}</pre>
      {laidOut === null ? null : (
        <>
          <h3>As JSON</h3>
          <pre className="log-full">{laidOut}</pre>
        </>
      )}
    </Drawer>
  );
}

/** null where it is no JSON object. */
function layOut(text: string): string | null {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

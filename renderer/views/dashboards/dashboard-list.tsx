// The library: every dashboard there is, what of it is drawn, and the ways to get another.
import { useState } from 'react';
import type { DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { useAction } from '../../components/actions-context.ts';
import { FindField } from '../../components/find-field.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { DashboardDrop } from './dashboard-drop.tsx';
import { countsInWords, libraryLines } from './library-lines.ts';
import { openDashboard, saveOriginal } from './library-output.ts';

export function DashboardList() {
  const { dashboards } = useConsole();
  const feed = useFeed(dashboards.list);
  const [find, setFind] = useState('');
  const bring = useAction('dashboard.import');
  const lines = libraryLines(feed.entries.values(), find);
  if (feed.heardAt === null) return <Placeholder rows={8} waitingFor="the dashboards" />;
  return (
    <DashboardDrop>
      <div className="library">
        <div className="library-head" role="search">
          <FindField label="Find a dashboard" hint="Find by words, tag or file" value={find} onChange={setFind} />
          <span className="quiet">{foundWords(lines.length, feed.entries.size)}</span>
          <span className="library-tools">
            <ActionButton kind="primary" action={bring} />
          </span>
        </div>
        {feed.entries.size === 0 ? (
          <div className="empty">
            <p>There is no dashboard yet. Import one as Grafana exports it: a file, dropped here or chosen, or its JSON.</p>
            <div className="empty-actions">
              <ActionButton kind="primary" action={bring} />
            </div>
          </div>
        ) : lines.length === 0 ? (
          <div className="empty">
            <p>No dashboard has “{find}” in its name, tags or file.</p>
            <Button onClick={() => setFind('')}>Show all {grouped(feed.entries.size)}</Button>
          </div>
        ) : (
          <ul className="library-lines" aria-label="Dashboards">
            {lines.map((line) => (
              <Line key={line.key} line={line} />
            ))}
          </ul>
        )}
        <p className="quiet library-hint">A file dropped anywhere here is imported. The original JSON is kept as it was.</p>
      </div>
    </DashboardDrop>
  ); // prettier-ignore
}

const foundWords = (found: number, all: number): string =>
  found === all
    ? `${grouped(all)} ${all === 1 ? 'dashboard' : 'dashboards'}`
    : `${grouped(found)} of ${grouped(all)} dashboards`;

function Line({ line }: { line: DashboardSummary }) {
  const stores = useConsole();
  const { dialog } = stores;
  const { key, title, description, tags, origin, fileName, counts, importedAt } = line;
  const reports = counts.noted + counts.placeholders > 0;
  return (
    <li className="library-line">
      <div className="library-main">
        <button type="button" className="library-name" data-library-line onClick={() => openDashboard(stores, key)}>
          {title === '' ? 'A dashboard without a title' : <MiddleText text={title} />}
        </button>
        {description === '' ? null : <p className="quiet library-about">{description}</p>}
        <p className="library-from">
          {tags.slice(0, 6).map((tag) => (
            <span key={tag} className="library-tag">
              {tag}
            </span>
          ))}
          <span className="quiet">
            {origin === 'bundled' ? 'comes with Ready Room' : <>from {fileName || 'pasted JSON'}</>}
            {importedAt === null ? null : (
              <>
                , <Moment at={importedAt} />
              </>
            )}
          </span>
        </p>
      </div>
      {/* Words alone: a sign of health here would be taken for that of what is drawn. */}
      <div className="library-counts">
        <span>{countsInWords(counts)}</span>
        {reports ? (
          <Button kind="quiet" label={`Why? Import notes on ${title}`} onClick={() => dialog.setState({ open: { kind: 'dashboard-report', key } })}>
            Why?
          </Button>
        ) : null}
      </div>
      <div className="library-does">
        <Button icon="down" kind="quiet" label={`Save the original JSON of ${title}`} onClick={() => void saveOriginal(stores, key, title)} />
        {origin === 'bundled' ? null : (
          <Button icon="trash" kind="quiet" label={`Remove ${title}`} onClick={() => dialog.setState({ open: { kind: 'remove-dashboard', key } })} />
        )}
      </div>
    </li>
  ); // prettier-ignore
}

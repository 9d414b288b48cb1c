// The head of a dashboard: what it is, what the import left out, which time it shows, how often it is asked.
import type { DashboardDetail } from '#shared/model/dashboard/dashboard.ts';
import { durationMs, durationText } from '#shared/model/duration.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { RefreshPicker } from '../../components/refresh-picker.tsx';
import { SpanPicker } from '../../components/span-picker.tsx';
import { grouped } from '../../components/times.ts';
import { Unfolding } from '../../components/panels/unfolding.tsx';

export interface DashboardHeadProps {
  detail: DashboardDetail;
  /** As it is in the address or the dashboard's own. */
  spanText: string;
  /** As text; empty for not by itself. */
  refresh: string;
  /** Why it is not asked by itself though it should be. */
  paused: string | null;
  onBack: () => void;
  onNotes: () => void;
  onSpan: (text: string) => void;
  onRefresh: (refresh: string) => void;
  onNow: () => void;
}

export function DashboardHead(props: DashboardHeadProps) {
  const { detail, spanText, refresh, paused, onBack, onNotes, onSpan, onRefresh, onNow } = props;
  const { title, description } = detail.dashboard;
  const notes = noteCount(detail);
  return (
    <header className="dash-head">
      <Button icon="back" kind="quiet" label="Back to the list of dashboards" onClick={onBack} />
      <h2 title={title}>
        <MiddleText text={title === '' ? 'A dashboard without a title' : title} />
      </h2>
      {description.trim() === '' ? null : (
        <Unfolding button={<Icon name="info" />} label={`About ${title}`} title={description.slice(0, 400)}>
          <div className="menu-list dash-about">
            <Markdown text={description} />
          </div>
        </Unfolding>
      )}
      {notes === 0 ? null : (
        <Button kind="quiet" icon="warn" title="What is not drawn, or not as it was meant, and why" onClick={onNotes}>
          {grouped(notes)} import {notes === 1 ? 'note' : 'notes'}
        </Button>
      )}
      <span className="dash-tools">
        <SpanPicker text={spanText} onChange={onSpan} />
        <RefreshPicker everyMs={durationMs(refresh) ?? 0} paused={paused} onChange={(ms) => onRefresh(ms === 0 ? '' : durationText(ms))} onNow={onNow} />
      </span>
    </header>
  );
} // prettier-ignore

function noteCount({ dashboard }: DashboardDetail): number {
  const panels = dashboard.sections.flatMap((section) => section.panels);
  const placeholders = panels.filter(({ shape }) => shape.kind === 'placeholder').length;
  const noted = panels.reduce((sum, panel) => sum + panel.notes.length, 0);
  const problems = dashboard.variables.filter(({ problem }) => problem !== null).length;
  return dashboard.notes.length + placeholders + noted + problems;
}

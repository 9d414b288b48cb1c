// The timer from detection to diagnosis, against the target: running, met or missed, of one incident alone.
import { diagnosisTimer, type Mark } from '#shared/model/incident/milestone.ts';
import type { IncidentStatus } from '#shared/model/incident/status.ts';
import { useClock } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { timerWords } from './incidents-model.ts';

const glyphs: Record<ReturnType<typeof timerWords>['tone'], GlyphName> = { run: 'stale', bad: 'fail', good: 'pass', plain: 'never' }; // prettier-ignore

export function DiagnosisMark({ incident }: { incident: { milestones: readonly Mark[]; status: IncidentStatus } }) {
  const { now } = useClock();
  if (incident.status === 'cancelled' || incident.status === 'merged') return <span className="diagnosis-mark" />;
  const { words, tone } = timerWords(diagnosisTimer(incident, now));
  return (
    <span className={`diagnosis-mark diagnosis-${tone}`} title="From detection to diagnosis; the target is 15 minutes">
      <Glyph name={glyphs[tone]} /> {words}
    </span>
  );
}

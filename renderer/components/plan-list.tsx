// The plans on the left: what each came to, in counts, and whether its file still says the same.
import type { PlanSummary } from '#shared/model/checklist.ts';
import { Glyph } from './glyph.tsx';
import { headlineOf } from './verdict-words.ts';

export interface PlanListProps {
  plans: PlanSummary[];
  selected: string | null;
  /** The list is the last that was heard. */
  stale: boolean;
  onSelect: (planId: string) => void;
}

const fileWords = { same: '', none: '', changed: 'file changed', missing: 'file missing' } as const;

export function PlanList({ plans, selected, stale, onSelect }: PlanListProps) {
  return (
    <ul className={stale ? 'plans plans-stale' : 'plans'}>
      {plans.map((plan) => {
        const head = headlineOf(plan.verdict, plan.counts, plan.running !== null);
        const current = plan.planId === selected;
        return (
          <li key={plan.key}>
            <button
              type="button"
              className={current ? 'plan plan-selected' : 'plan'}
              aria-current={current}
              title={`${plan.title}: ${head.detail}`}
              onClick={() => onSelect(plan.planId)}
            >
              <Glyph name={head.glyph} label={stale ? `as last known: ${head.title}` : head.title} />
              <span className="plan-words">
                <span className="plan-title">{plan.title}</span>
                <span className="plan-counts">{head.detail}</span>
                {fileWords[plan.file] === '' ? null : <em className="mark">{fileWords[plan.file]}</em>}
                {plan.untrusted.length === 0 ? null : <em className="mark">not trusted</em>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

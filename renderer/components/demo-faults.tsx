// Switches that break the demo on purpose, each with what it will show.
import type { DemoFault } from '#shared/model/system.ts';

const faults: { fault: DemoFault; word: string; effect: string; needsPrometheus: boolean }[] = [
  {
    fault: 'health',
    word: 'Health down',
    effect: '/health answers 503: the health item fails',
    needsPrometheus: false,
  },
  {
    fault: 'log_gap',
    word: 'Gap in the log',
    effect: 'a sequence number is left out: the log item fails',
    needsPrometheus: false,
  },
  {
    fault: 'target',
    word: 'Target down',
    effect: 'the metrics end: Prometheus calls the target down',
    needsPrometheus: true,
  },
];

export interface DemoFaultsProps {
  on: readonly DemoFault[];
  /** Switched here, and not yet told of by the engine. */
  waiting: readonly DemoFault[];
  withPrometheus: boolean;
  onChange: (fault: DemoFault, on: boolean) => void;
}

export function DemoFaults({ on, waiting, withPrometheus, onChange }: DemoFaultsProps) {
  return (
    <fieldset className="faults">
      <legend>Break it on purpose</legend>
      {faults.map(({ fault, word, effect, needsPrometheus }) => (
        <label key={fault} aria-busy={waiting.includes(fault)}>
          <input
            type="checkbox"
            aria-label={`${word}: ${effect}`}
            checked={on.includes(fault)}
            onChange={(event) => onChange(fault, event.target.checked)}
          />
          <span>
            <strong>{word}</strong>
            <small>{needsPrometheus && !withPrometheus ? `${effect}; seen only with a Prometheus` : effect}</small>
            {waiting.includes(fault) ? <small role="status">waits for the engine …</small> : null}
          </span>
        </label>
      ))}
      <p className="quiet">Then run the plan again and see which items turn red, and why.</p>
    </fieldset>
  );
}

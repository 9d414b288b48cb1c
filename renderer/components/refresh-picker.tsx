// How often what is shown is asked for again, and once at a press.
import { exactDurationInWords } from '#shared/model/duration.ts';
import { Button } from './button.tsx';

export const refreshChoicesMs = [0, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000] as const;

export interface RefreshPickerProps {
  /** 0 for never by itself. */
  everyMs: number;
  /** Why it is not asked again by itself, though it is wished; null where it is. */
  paused?: string | null;
  onChange: (everyMs: number) => void;
  onNow: () => void;
}

export function RefreshPicker({ everyMs, paused = null, onChange, onNow }: RefreshPickerProps) {
  const choices = [...new Set<number>([...refreshChoicesMs, everyMs])].toSorted((a, b) => a - b);
  return (
    <span className="refresh-picker">
      <Button icon="reload" kind="quiet" label="Ask again now" onClick={onNow} />
      <select
        aria-label="Ask again every"
        title={paused ?? undefined}
        value={everyMs}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {choices.map((ms) => (
          <option key={ms} value={ms}>
            {ms === 0 ? 'no refresh' : `every ${exactDurationInWords(ms)}`}
          </option>
        ))}
      </select>
      {paused === null || everyMs === 0 ? null : <span className="quiet">paused</span>}
    </span>
  );
}

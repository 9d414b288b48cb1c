// A duration as exact as it is of use: whole seconds while it is short, whole minutes from ten minutes on, hours from two days.
import { durationText } from '../duration.ts';

const minuteMs = 60_000;

export function roughText(ms: number): string {
  const step = ms >= 48 * 60 * minuteMs ? 60 * minuteMs : ms >= 10 * minuteMs ? minuteMs : 1_000;
  return durationText(Math.max(1_000, Math.round(ms / step) * step));
}

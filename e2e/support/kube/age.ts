// Durations in kubectl's short words: at most two units, the second only while the first is small.

const unit = (count: number, name: string): string => (count > 0 ? `${count}${name}` : '');

export function shortDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes}m${unit(seconds % 60, 's')}`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return `${hours}h${unit(minutes % 60, 'm')}`;
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) return `${days}d${unit(hours % 24, 'h')}`;
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return years < 8 ? `${years}y${unit(days % 365, 'd')}` : `${years}y`;
}

export const ageOf = (since: string | undefined, now: number): string =>
  since === undefined ? '<unknown>' : shortDuration(now - Date.parse(since));

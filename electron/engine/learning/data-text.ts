// A text among the data of an event; empty where it has none of that name.
import type { Json } from '#shared/model/facts.ts';

export function dataText(data: Json, name: string): string {
  const value = (Object(data) as Record<string, Json | undefined>)[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

// Words of the engine, which knows no zone and writes moments as ISO 8601: here they are shown as all others are.
import { Moment } from './clock-context.tsx';

const moments = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z)/;

export function ToldWords({ text }: { text: string }) {
  return text.split(moments).map((part, at) => {
    // What is caught stands at every second place.
    const ms = at % 2 === 1 ? Date.parse(part) : Number.NaN;
    return Number.isNaN(ms) ? part : <Moment key={at} at={ms} />;
  });
}

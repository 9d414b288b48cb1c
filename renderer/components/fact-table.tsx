// Names and values in the mono face: facts seen, parameters used.
import type { Json } from '#shared/model/facts.ts';
import { factText } from './fact-text.ts';

export function FactTable({ caption, facts }: { caption: string; facts: Record<string, Json> }) {
  const names = Object.keys(facts);
  if (names.length === 0) return null;
  return (
    <table className="facts">
      <caption>{caption}</caption>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{factText(facts[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

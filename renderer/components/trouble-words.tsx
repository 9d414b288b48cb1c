// What is wrong with one thing, worst first, in words; nothing where nothing is seen to be.
import { Glyph } from './glyph.tsx';

export function TroubleWords({ troubles }: { troubles: readonly string[] }) {
  if (troubles.length === 0) return null;
  return (
    <ul className="box-troubles" aria-label="Trouble">
      {troubles.map((words) => (
        <li key={words}>
          <Glyph name="fail" /> {words}
        </li>
      ))}
    </ul>
  );
}

// What stands in for content that is still being asked for: nothing at first, then its shape, then what is waited for.
import { useEffect, useState, type ReactNode } from 'react';

const shapeAfterMs = 150;
const wordsAfterMs = 1_000;

export interface PlaceholderProps {
  rows?: number;
  waitingFor: string;
  /** The way out, which stands beside the words. */
  cancel?: ReactNode;
}

export function Placeholder({ rows = 6, waitingFor, cancel }: PlaceholderProps) {
  const [stage, setStage] = useState<'none' | 'shape' | 'words'>('none');
  useEffect(() => {
    const shape = setTimeout(() => setStage('shape'), shapeAfterMs);
    const words = setTimeout(() => setStage('words'), wordsAfterMs);
    return () => {
      clearTimeout(shape);
      clearTimeout(words);
    };
  }, []);
  if (stage === 'none') return null;
  return (
    <div className="placeholder" role="status" aria-label={`Waiting for ${waitingFor}`}>
      {stage === 'words' ? (
        <div className="placeholder-words">
          <p>Waiting for {waitingFor} …</p>
          {cancel}
        </div>
      ) : null}
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="placeholder-row" style={{ width: `${90 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

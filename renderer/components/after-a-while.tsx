// Shows its content only if it is still wanted after a moment; what comes at once needs no word.
import { useEffect, useState, type ReactNode } from 'react';

const patienceMs = 150;

export function AfterAWhile({ children }: { children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return late ? children : null;
}

// One headed part of what was learnt, with the way to change it beside its heading.
import type { ReactNode } from 'react';

export function LearningPart({ title, way, children }: { title: string; way?: ReactNode; children: ReactNode }) {
  return (
    <section className="box-part" aria-label={title}>
      <header className="incident-part-head">
        <h3>{title}</h3>
        {way}
      </header>
      {children}
    </section>
  );
}
